package script

import (
	"github.com/dop251/goja"

	"finishline/node/versions"
)

// The globals that come from the web platform.

func init() {
	for _, name := range []string{"DOMException", "Event", "EventTarget", "AbortController", "AbortSignal"} {
		DefineGlobal(Field{Name: name, Hidden: true, Make: func(e *Engine) goja.Value { return e.loadJS("web").Get(name) }})
	}
	DefineGlobal(
		Field{Name: "CustomEvent", Hidden: true, Make: func(e *Engine) goja.Value { return e.loadJS("web").Get("CustomEvent") }},
		Field{Name: "structuredClone", Make: func(e *Engine) goja.Value { return e.loadJS("web").Get("structuredClone") }},
		Field{Name: "performance", Make: func(e *Engine) goja.Value {
			return e.process.builtin("node:perf_hooks").(*goja.Object).Get("performance")
		}},
	)
	DefineGlobalFunc(Method{Name: "queueMicrotask", Length: 1, Fn: queueMicrotask})
	for _, name := range []string{"WebSocket", "MessageChannel", "MessagePort", "BroadcastChannel", "WebAssembly"} {
		DefineGlobal(Field{Name: name, Hidden: true, Make: func(e *Engine) goja.Value { return e.Library().MissingGlobal(name) }})
	}
}

// microtasks is what queueMicrotask needs: a settled promise and its then.
type microtasks struct {
	settled *goja.Object
	then    func(goja.FunctionCall) goja.Value
}

func newMicrotasks(e *Engine) *microtasks {
	class := e.language.Get("Promise").(*goja.Object)
	resolve := e.rawCall(class.Get("resolve").(*goja.Object))
	o := resolve(goja.FunctionCall{This: class}).(*goja.Object)
	return &microtasks{o, e.rawCall(o.Get("then").(*goja.Object))}
}

// Microtask queues fn as a promise job. What it throws is an uncaught
// exception, not a rejection.
func (e *Engine) Microtask(fn func()) {
	q := Room(e, newMicrotasks)
	job := newNative(e.rt, "", 0, func(goja.FunctionCall) goja.Value {
		if v, threw := e.Try(fn); threw {
			if e.env.Has(versions.MicrotaskErrorLosesContext) {
				e.env.Loop.Context = nil
			}
			e.env.RaiseUncaught(v, false)
		}
		return goja.Undefined()
	})
	q.then(goja.FunctionCall{This: q.settled, Arguments: []goja.Value{job}})
}

func queueMicrotask(c Call) goja.Value {
	o, ok := c.JS(0).(*goja.Object)
	if !ok || !isCallable(o) {
		c.Throw(c.InvalidArgType("callback", "of type function", c.Arg(0)))
	}
	f := &function{e: c.Engine, obj: o}
	c.Microtask(func() { f.CallJS(goja.Undefined()) })
	return goja.Undefined()
}
