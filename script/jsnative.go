package script

import (
	"slices"

	"github.com/dop251/goja"

	"finishline/node/realm"
)

// nativeSpec is the object `native` of the files in js.
// It is made by init: its methods reach it again.
var nativeSpec *ObjectSpec

func init() {
	nativeSpec = &ObjectSpec{Methods: slices.Concat(nativeMethods(), childMethods(), clusterMethods(), fetchMethods())}
}

func nativeMethods() []Method {
	return []Method{
		// has(row): whether the version has that row of the version table.
		{Name: "has", Fn: func(c Call) goja.Value { return c.ToJS(c.Env().Versions.HasNamed(c.JS(0).String())) }},
		// error(class, code, message)
		{Name: "error", Fn: func(c Call) goja.Value {
			return c.errorObject(&realm.Error{Name: c.JS(0).String(), Code: c.JS(1).String(), Message: c.JS(2).String()})
		}},
		// received(value) is the end of an ERR_INVALID_ARG_TYPE message.
		{Name: "received", Fn: func(c Call) goja.Value { return c.ToJS(c.Env().Received(c.Arg(0))) }},
		{Name: "inspect", Fn: func(c Call) goja.Value { return c.ToJS(c.Env().InspectValue(c.Arg(0))) }},
		{Name: "isError", Fn: func(c Call) goja.Value { return c.ToJS(c.Env().IsError(c.Arg(0))) }},
		// nextTick(fn, ...args)
		{Name: "nextTick", Fn: func(c Call) goja.Value {
			f, args := c.Func(0), c.Args[1:]
			c.Env().NextTick(func() { f.(*function).CallJS(goja.Undefined(), args...) })
			return goja.Undefined()
		}},
		// classOf(name) is a class that was named with NameClass.
		{Name: "classOf", Fn: func(c Call) goja.Value { return c.Constructor(namedClasses[c.JS(0).String()]) }},
		// timers() is the timers module.
		{Name: "timers", Fn: func(c Call) goja.Value { return c.process.builtin("timers") }},
		{Name: "isNode", Fn: func(c Call) goja.Value {
			o := c.Object(0)
			return c.ToJS(o != nil && c.hostIn(o) != nil)
		}},
	}
}

func (e *Engine) nativeParts() goja.Value { return e.NewObject(nativeSpec) }
