package events

import (
	"sort"
	"strconv"

	"finishline/node/realm"
)

// ListenerCount is the number of name's listeners.
func (e *Emitter) ListenerCount(name any) int {
	if n := e.find(name); n != nil {
		return n.len()
	}
	return 0
}

// CallListenerCount is this.listenerCount(name).
func (e *Emitter) CallListenerCount(name any) int {
	if o := e.Override("listenerCount"); o != nil {
		switch n := e.env.Engine.Export(o.Call(e.self, nameValue(name))).(type) {
		case int64:
			return int(n)
		case int:
			return n
		case float64:
			return int(n)
		}
		return 0
	}
	return e.ListenerCount(name)
}

// CountOf is the number of name's listeners that are f or wrap it.
func (e *Emitter) CountOf(name any, f realm.Function) int {
	n, c := e.find(name), 0
	for i := 0; n != nil && i < n.len(); i++ {
		if same(n.at(i), f) || e.wraps(n.at(i), f) {
			c++
		}
	}
	return c
}

// Listeners are name's listeners, taken out of their once-wrappers.
func (e *Emitter) Listeners(name any) []realm.Function {
	out := e.RawListeners(name)
	for i := range out {
		out[i] = e.unwrap(out[i])
	}
	return out
}

// RawListeners are name's listeners as they are called.
func (e *Emitter) RawListeners(name any) []realm.Function {
	n := e.find(name)
	if n == nil {
		return nil
	}
	out := make([]realm.Function, n.len())
	for i := range out {
		out[i] = n.at(i)
	}
	return out
}

// EventNames are the names that have listeners, in the order of an object's own
// keys.
func (e *Emitter) EventNames() []any { return e.keys(true) }

func (e *Emitter) ownKeys() []any { return e.keys(false) }

// keys orders names as Reflect.ownKeys: array indices ascending, then strings
// in order of insertion, then symbols.
func (e *Emitter) keys(usedOnly bool) []any {
	var indices []uint64
	var strs, syms []any
	for i := range e.entries {
		if usedOnly && !e.entries[i].used() {
			continue
		}
		s, ok := e.entries[i].name.(string)
		if !ok {
			syms = append(syms, e.entries[i].name)
		} else if n, ok := arrayIndex(s); ok {
			indices = append(indices, n)
		} else {
			strs = append(strs, s)
		}
	}
	sort.Slice(indices, func(i, j int) bool { return indices[i] < indices[j] })
	out := make([]any, 0, len(e.entries))
	for _, n := range indices {
		out = append(out, strconv.FormatUint(n, 10))
	}
	return append(append(out, strs...), syms...)
}

func arrayIndex(s string) (uint64, bool) {
	if s == "" || len(s) > 10 || (s[0] == '0' && s != "0") || s[0] < '0' || s[0] > '9' {
		return 0, false
	}
	n, err := strconv.ParseUint(s, 10, 64)
	return n, err == nil && n < 1<<32-1
}
