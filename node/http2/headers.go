package http2

import (
	"finishline/h2"
	"finishline/node/realm"
	"finishline/node/versions"
)

// Headers is a header block as a script gave it or is shown it.
type Headers struct {
	*realm.Map
	// Sensitive is the value of [http2.sensitiveHeaders]; nil if there is none.
	Sensitive realm.Value
	// Raw: it was given as a flat array, so names may repeat.
	Raw bool
}

const (
	pseudoRequest pseudoRule = iota
	pseudoResponse
	pseudoNone // trailers
)

// receivedHeaders is toHeaderObject: the received fields as an object, repeated
// fields joined as their semantics allow.
func receivedHeaders(v *versions.Set, fields []h2.Field, sensitive []realm.Value) Headers {
	m := &realm.Map{NullProto: true, Keys: make([]string, 0, len(fields)), Values: make([]realm.Value, 0, len(fields))}
	for _, f := range fields {
		at := -1
		for i, k := range m.Keys {
			if k == f.Name {
				at = i
				break
			}
		}
		if at < 0 {
			m.Keys = append(m.Keys, f.Name)
			m.Values = append(m.Values, firstValue(f))
			continue
		}
		if !singleValue(f.Name) {
			joinValue(m, at, f)
		}
	}
	m.Symbols = []realm.SymbolProp{{Key: SensitiveSymbol(v), Value: sensitive}}
	return Headers{Map: m, Sensitive: sensitive}
}

func firstValue(f h2.Field) realm.Value {
	switch f.Name {
	case ":status":
		return toInt32(f.Value)
	case "set-cookie":
		return []realm.Value{f.Value}
	}
	return f.Value
}

func joinValue(m *realm.Map, at int, f h2.Field) {
	switch f.Name {
	case "cookie":
		m.Values[at] = text(m.Values[at]) + "; " + f.Value
	case "set-cookie":
		m.Values[at] = append(m.Values[at].([]realm.Value), f.Value)
	default:
		m.Values[at] = text(m.Values[at]) + ", " + f.Value
	}
}

// rawHeaders is the flat array of names and values.
func rawHeaders(fields []h2.Field) []realm.Value {
	out := make([]realm.Value, 0, 2*len(fields))
	for _, f := range fields {
		out = append(out, f.Name, f.Value)
	}
	return out
}

// str is the value of key as a string, if it has one.
func (h Headers) str(key string) (string, bool) {
	v, ok := h.Get(key)
	if !ok || v == nil {
		return "", false
	}
	return text(v), true
}

// authority is getAuthority: :authority, else host.
func (h Headers) authority() (string, bool) {
	if s, ok := h.str(":authority"); ok {
		return s, true
	}
	return h.str("host")
}

// clone is Object.assign({ __proto__: null }, h).
func (h Headers) clone() Headers {
	m := &realm.Map{NullProto: true}
	if h.Map != nil {
		m.Keys = append(make([]string, 0, len(h.Keys)+4), h.Keys...)
		m.Values = append(make([]realm.Value, 0, len(h.Values)+4), h.Values...)
	}
	if h.Map != nil {
		m.Symbols = h.Symbols
	}
	return Headers{Map: m, Sensitive: h.Sensitive, Raw: h.Raw}
}

// object is the block as scripts see it; undefined if there is none.
func (h Headers) object() realm.Value {
	if h.Map == nil {
		return nil
	}
	return h.Map
}
