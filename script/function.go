package script

import (
	"reflect"
	"strconv"

	"github.com/dop251/goja"

	"finishline/node/realm"
)

// function is a script's function as machines see it.
type function struct {
	e    *Engine
	obj  *goja.Object
	call func(goja.FunctionCall) goja.Value // goja's own entry, found at the first call
}

// ID is the function object: two wrappers of one function are one function.
func (f *function) ID() any { return f.obj }

// Call calls it; what it throws goes on as a panic.
func (f *function) Call(this realm.Value, args ...realm.Value) realm.Value {
	e, self := f.e, f.e.ToJS(this)
	enter := scriptCall(f.obj)
	if enter == nil {
		js := make([]goja.Value, len(args))
		for i, a := range args {
			js[i] = e.ToJS(a)
		}
		return e.FromJS(f.CallJS(self, js...))
	}
	from := len(e.args)
	for _, a := range args {
		v := e.ToJS(a)
		e.args = append(e.args, v)
	}
	n := len(e.receivers)
	e.receivers = append(e.receivers, receiver{f.obj, self})
	v := enter(wordsOf(f.obj).self, goja.FunctionCall{This: self, Arguments: e.args[from:]})
	e.receivers, e.args = e.receivers[:n], e.args[:from]
	return e.FromJS(v)
}

// CallJS is Call without conversions.
func (f *function) CallJS(this goja.Value, args ...goja.Value) goja.Value {
	n := len(f.e.receivers)
	f.e.receivers = append(f.e.receivers, receiver{f.obj, this})
	v := f.enter(goja.FunctionCall{This: this, Arguments: args})
	f.e.receivers = f.e.receivers[:n]
	return v
}

func (f *function) enter(call goja.FunctionCall) goja.Value {
	if enter := scriptCall(f.obj); enter != nil {
		return enter(wordsOf(f.obj).self, call)
	}
	if f.call == nil {
		f.call = f.e.rawCall(f.obj)
	}
	return f.call(call)
}

// rawCall is a function's entry. Functions export it; for the few that do not
// (proxies, classes) AssertFunction finds another way in.
func (e *Engine) rawCall(obj *goja.Object) func(goja.FunctionCall) goja.Value {
	if call, ok := obj.Export().(func(goja.FunctionCall) goja.Value); ok {
		return call
	}
	call, ok := goja.AssertFunction(obj)
	if !ok {
		panic(e.rt.NewTypeError("%s is not a function", obj.String()))
	}
	return func(c goja.FunctionCall) goja.Value {
		v, err := call(c.This, c.Arguments...)
		if err != nil {
			e.raise(err)
		}
		return v
	}
}

func isCallable(o *goja.Object) bool {
	switch o.ClassName() {
	case "Function", "AsyncFunction", "GeneratorFunction", "AsyncGeneratorFunction": // a callable proxy's, too
		return true
	case "Object": // goja's async arrow functions say so
		return o.ExportType() == callType
	}
	return false
}

var callType = reflect.TypeFor[func(goja.FunctionCall) goja.Value]()

// nativeTemplate is that of functions which machines hand to scripts.
var nativeTemplate = newTemplate(0)

// functionObject shows a Function to the script: always as the same object.
func (e *Engine) functionObject(f realm.Function) *goja.Object {
	if f, ok := f.(*function); ok {
		return f.obj
	}
	peer := realm.FunctionPeer(f)
	if peer != nil {
		if o, ok := (*peer).(*goja.Object); ok {
			return o
		}
	}
	h := newHostedFunction(e, nativeTemplate, func(c goja.FunctionCall) goja.Value {
		return e.ToJS(f.Call(e.FromJS(c.This), e.FromArgs(c.Arguments)...))
	})
	h.fn = f
	o := h.obj
	if w, ok := f.(interface{ Listener() realm.Function }); ok {
		must(o.Set("listener", e.ToJS(w.Listener())))
	}
	if n := realm.FunctionName(f); n != "" {
		must(o.DefineDataProperty("name", e.rt.ToValue(n), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	if peer != nil {
		*peer = o
	}
	return o
}

func (e *Engine) functionPrototype() *goja.Object {
	return e.enterArg.(*goja.Object).Prototype()
}

func itoa(i int) string { return strconv.Itoa(i) }
