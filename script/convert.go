package script

import (
	"math"
	"reflect"

	"github.com/dop251/goja"

	"finishline/node/events"
	"finishline/node/realm"
	"finishline/script/lib"
)

// ToJS shows a machine's value to the script.
func (e *Engine) ToJS(v realm.Value) goja.Value {
	switch v := v.(type) {
	case nil:
		return goja.Undefined()
	case goja.Value:
		return v
	case realm.NullType:
		return goja.Null()
	case string, bool, int, int64, float64:
		return e.rt.ToValue(v)
	case []byte:
		return e.newBuffer(v)
	case *realm.Error:
		return e.errorObject(v)
	case realm.Function:
		return e.functionObject(v)
	case realm.Hosted:
		return e.hostOf(v).object()
	case *realm.Map:
		return e.mapObject(v)
	case *events.Symbol:
		return DefineSymbol(v)
	case []realm.Value:
		items := make([]any, len(v))
		for i, x := range v {
			items[i] = e.ToJS(x)
		}
		return e.rt.NewArray(items...)
	case []string:
		items := make([]any, len(v))
		for i, x := range v {
			items[i] = x
		}
		return e.rt.NewArray(items...)
	}
	return e.rt.ToValue(v)
}

// FromJS hands a script's value to a machine: primitives as Go's, functions,
// machines and errors that machines made as theirs, everything else (plain
// objects, arrays, buffers, symbols, bigints) as goja has it, identity kept.
func (e *Engine) FromJS(v goja.Value) realm.Value {
	switch v := v.(type) {
	case nil:
		return nil
	case *goja.Object:
		if h := e.hostIn(v); h != nil {
			switch {
			case h.machine != nil && !(h.foreign && isCallable(v)): // a function that an emitter was mixed into is called
				return h.machine
			case h.fn != nil:
				return h.fn
			case h.err != nil:
				return h.err
			}
		}
		if isCallable(v) {
			return &function{e: e, obj: v}
		}
		return v
	case *goja.Symbol:
		if s := symbolIn[v]; s != nil {
			return s
		}
		return v
	}
	if goja.IsUndefined(v) {
		return nil
	}
	if goja.IsNull(v) {
		return realm.Null
	}
	if goja.IsBigInt(v) {
		return v
	}
	return v.Export()
}

// FromArgs converts a call's arguments.
func (e *Engine) FromArgs(args []goja.Value) []realm.Value {
	if len(args) == 0 {
		return nil
	}
	out := make([]realm.Value, len(args))
	for i, a := range args {
		out[i] = e.FromJS(a)
	}
	return out
}

// Export looks inside a value: bytes of a buffer or typed array, the machine
// or function behind an object.
func (e *Engine) Export(v realm.Value) realm.Value {
	js, ok := v.(goja.Value)
	if !ok {
		return v
	}
	x := e.FromJS(js)
	if o, ok := x.(*goja.Object); ok {
		if b, ok := Bytes(o); ok {
			return b
		}
	}
	return x
}

var (
	bytesType       = reflect.TypeOf([]byte(nil))
	arrayBufferType = reflect.TypeOf(goja.ArrayBuffer{})
)

// Bytes returns the memory of a Buffer, Uint8Array or ArrayBuffer, shared.
func Bytes(v goja.Value) ([]byte, bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, false
	}
	switch o.ExportType() { // exporting anything else would read all its properties
	case bytesType:
		return lib.View(o), true
	case arrayBufferType:
		return o.Export().(goja.ArrayBuffer).Bytes(), true
	}
	return nil, false
}

// plainBuffer makes a Uint8Array that shares b; the buffer module replaces it.
func (e *Engine) plainBuffer(b []byte) *goja.Object {
	ab := e.rt.ToValue(e.rt.NewArrayBuffer(b))
	o, err := e.rt.New(e.rt.Get("Uint8Array"), ab)
	if err != nil {
		e.raise(err)
	}
	return o
}

// mapObject makes a plain object of m, once.
func (e *Engine) mapObject(m *realm.Map) *goja.Object {
	if o, ok := m.Peer.(*goja.Object); ok {
		return o
	}
	o := e.rt.NewObject()
	if m.NullProto {
		o = e.rt.CreateObject(nil)
	}
	m.Peer = o // before the values, one of which may be m
	for i, k := range m.Keys {
		must(o.Set(k, e.ToJS(m.Values[i])))
	}
	for _, p := range m.Symbols {
		if key, ok := e.ToJS(p.Key).(*goja.Symbol); ok {
			must(o.SetSymbol(key, e.ToJS(p.Value)))
		}
	}
	return o
}

// Extend gives the object that a script already has of m what was added to m since.
func (e *Engine) Extend(m *realm.Map) {
	o, ok := m.Peer.(*goja.Object)
	if !ok {
		return
	}
	for i, k := range m.Keys {
		must(o.Set(k, e.ToJS(m.Values[i])))
	}
}

// Map reads a plain object's own enumerable properties; nil if v is none.
func (e *Engine) Map(v realm.Value) *realm.Map {
	if m, ok := v.(*realm.Map); ok {
		return m
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	m := &realm.Map{Peer: o}
	e.readKeys(m, o)
	return m
}

// readKeys adds an object's own enumerable properties to m.
func (e *Engine) readKeys(m *realm.Map, o *goja.Object) {
	if names, values, ok := simpleKeys(o); ok {
		m.Grow(len(names))
		for _, n := range names {
			m.Keys = append(m.Keys, string(n))
			m.Values = append(m.Values, e.FromJS(values[n]))
		}
		return
	}
	for _, k := range o.Keys() {
		m.Keys = append(m.Keys, k)
		m.Values = append(m.Values, e.FromJS(o.Get(k)))
	}
}

// List reads an array (or anything with a length); nil if v is none.
func (e *Engine) List(v realm.Value) []realm.Value {
	switch v := v.(type) {
	case []realm.Value:
		return v
	case *goja.Object:
		n := int(v.Get("length").ToInteger())
		out := make([]realm.Value, n)
		for i := range out {
			out[i] = e.FromJS(v.Get(itoa(i)))
		}
		return out
	}
	return nil
}

// Int reads a number; def if v is undefined or not a number.
func Int(v realm.Value, def int) int {
	switch v := v.(type) {
	case int:
		return v
	case int64:
		return int(v)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return def
		}
		return int(v)
	}
	return def
}

// Float reads a number; NaN if v is none.
func Float(v realm.Value) float64 {
	switch v := v.(type) {
	case int:
		return float64(v)
	case int64:
		return float64(v)
	case float64:
		return v
	}
	return math.NaN()
}

// Str reads a string; "" if v is none.
func Str(v realm.Value) string {
	s, _ := v.(string)
	return s
}

// Bool is JavaScript's ToBoolean.
func Bool(v realm.Value) bool {
	switch v := v.(type) {
	case nil, realm.NullType:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case int:
		return v != 0
	case int64:
		return v != 0
	case float64:
		return v != 0 && !math.IsNaN(v)
	case goja.Value:
		return v.ToBoolean()
	}
	return true
}
