package realm

import "slices"

// Map is a plain object with keys in insertion order: headers, settings.
type Map struct {
	Keys   []string
	Values []Value
	// NullProto makes it an object without a prototype, as Node's header objects are.
	NullProto bool
	// Symbols are further properties, whose keys are symbols.
	Symbols []SymbolProp
	// Peer is the engine's object for this map.
	Peer any
}

// Get returns the value of key.
func (m *Map) Get(key string) (Value, bool) {
	for i, k := range m.Keys {
		if k == key {
			return m.Values[i], true
		}
	}
	return nil, false
}

// Set adds or replaces.
func (m *Map) Set(key string, v Value) {
	for i, k := range m.Keys {
		if k == key {
			m.Values[i] = v
			return
		}
	}
	m.Keys = append(m.Keys, key)
	m.Values = append(m.Values, v)
}

// Grow makes room for n more keys.
func (m *Map) Grow(n int) {
	m.Keys, m.Values = slices.Grow(m.Keys, n), slices.Grow(m.Values, n)
}

// Delete removes key.
func (m *Map) Delete(key string) {
	for i, k := range m.Keys {
		if k == key {
			m.Keys = append(m.Keys[:i], m.Keys[i+1:]...)
			m.Values = append(m.Values[:i], m.Values[i+1:]...)
			return
		}
	}
}

// SymbolProp is a property whose key is a symbol: a value that the engine shows as one.
type SymbolProp struct{ Key, Value Value }
