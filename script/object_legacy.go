package script

import (
	_ "unsafe" // for go:linkname

	"github.com/dop251/goja"
)

// Object.prototype.__defineGetter__ and its kin (ECMA-262, annex B.2.2), which
// goja lacks and packages from before ES5 use. They are added to goja's own
// template, so that a run which does not use them pays nothing.

//go:linkname gojaObjectProtoTemplate github.com/dop251/goja.getObjectProtoTemplate
func gojaObjectProtoTemplate() *template

func init() {
	t := gojaObjectProtoTemplate()
	put := func(name string, length int, fn func(rt *goja.Runtime, this *goja.Object, args []goja.Value) goja.Value) {
		t.put(name, func(rt *goja.Runtime) goja.Value {
			return hiddenProp(newNative(rt, name, length, func(c goja.FunctionCall) goja.Value {
				return fn(rt, c.This.ToObject(rt), c.Arguments)
			}))
		})
	}
	for _, get := range []bool{true, false} {
		word := "Setter"
		if get {
			word = "Getter"
		}
		put("__define"+word+"__", 2, func(rt *goja.Runtime, this *goja.Object, args []goja.Value) goja.Value {
			return defineLegacy(rt, this, get, args)
		})
		put("__lookup"+word+"__", 1, func(rt *goja.Runtime, this *goja.Object, args []goja.Value) goja.Value {
			return lookupLegacy(rt, this, get, args)
		})
	}
}

func half(get bool) string {
	if get {
		return "get"
	}
	return "set"
}

// defineLegacy is Object.defineProperty with one half of an accessor.
func defineLegacy(rt *goja.Runtime, this *goja.Object, get bool, args []goja.Value) goja.Value {
	f, ok := argument(args, 1).(*goja.Object)
	if !ok || !isCallable(f) {
		panic(rt.NewTypeError("Object.prototype.__define%ster__: Expecting function", map[bool]string{true: "Get", false: "Set"}[get]))
	}
	descriptor := rt.NewObject()
	must(descriptor.Set(half(get), f))
	must(descriptor.Set("enumerable", true))
	must(descriptor.Set("configurable", true))
	engineOf(rt).objectFunction("defineProperty", this, argument(args, 0), descriptor)
	return goja.Undefined()
}

// lookupLegacy finds one half of an accessor on an object or its prototypes.
func lookupLegacy(rt *goja.Runtime, this *goja.Object, get bool, args []goja.Value) goja.Value {
	for o := this; o != nil; o = o.Prototype() {
		d, ok := engineOf(rt).objectFunction("getOwnPropertyDescriptor", o, argument(args, 0)).(*goja.Object)
		if !ok {
			continue
		}
		if f := d.Get(half(get)); f != nil {
			return f
		}
		break
	}
	return goja.Undefined()
}

func argument(args []goja.Value, i int) goja.Value {
	if i < len(args) {
		return args[i]
	}
	return goja.Undefined()
}

// objectFunction calls a function of the language's Object.
func (e *Engine) objectFunction(name string, args ...goja.Value) goja.Value {
	o := e.language.Get("Object").(*goja.Object)
	return e.rawCall(o.Get(name).(*goja.Object))(goja.FunctionCall{This: o, Arguments: args})
}
