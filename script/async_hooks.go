package script

import (
	"github.com/dop251/goja"

	"finishline/node/realm"
)

// AsyncLocalStorage keeps values through ticks, timers, immediates, promise
// jobs and the callbacks of handles. The current context is uv.Loop.Context;
// it is a list of bindings that is never changed, only extended.

// asyncContext is one binding and what it was made on top of.
type asyncContext struct {
	below *asyncContext
	key   *asyncLocal
	value goja.Value
}

type asyncLocal struct {
	realm.Object
	name     goja.Value
	fallback goja.Value
	off      bool
}

func (e *Engine) context() *asyncContext {
	c, _ := e.env.Loop.Context.(*asyncContext)
	return c
}

// setContext makes c the current context. The first one turns the tracking of
// promise jobs on: until then every context is the empty one.
func (e *Engine) setContext(c *asyncContext) {
	if c == nil {
		e.env.Loop.Context = nil
		return
	}
	if !e.tracking {
		e.tracking = true
		e.rt.SetAsyncContextTracker(jobContexts{e})
	}
	e.env.Loop.Context = c
}

// jobContexts carries contexts through promise jobs.
type jobContexts struct{ e *Engine }

// Grab is the context of a job that is being queued.
func (j jobContexts) Grab() any { return j.e.env.Loop.Context }

// Resumed makes it current.
func (j jobContexts) Resumed(c any) { j.e.env.Loop.Context, j.e.exited = c, nil }

// Exited ends the job; its promise is settled after that, still in its context.
func (j jobContexts) Exited() { j.e.exited, j.e.env.Loop.Context = j.e.env.Loop.Context, nil }

// settling is the context in which a promise is being settled.
func (e *Engine) settling() any {
	if c := e.env.Loop.Context; c != nil {
		return c
	}
	return e.exited
}

func (a *asyncLocal) store(e *Engine) goja.Value {
	for c := e.context(); c != nil && !a.off; c = c.below {
		if c.key == a {
			return c.value
		}
	}
	if a.fallback != nil {
		return a.fallback
	}
	return goja.Undefined()
}

// within calls a function in a context and comes back to the present one.
func (e *Engine) within(c *asyncContext, fn, this goja.Value, args []goja.Value) goja.Value {
	outer := e.context()
	e.setContext(c)
	defer e.setContext(outer)
	f, ok := fn.(*goja.Object)
	if !ok || !isCallable(f) {
		panic(e.newError("TypeError", "fn is not a function"))
	}
	return e.rawCall(f)(goja.FunctionCall{This: this, Arguments: args})
}

// bindContext wraps a function so that it runs in the present context.
func (e *Engine) bindContext(fn goja.Value, this goja.Value) goja.Value {
	c := e.context()
	o, ok := fn.(*goja.Object)
	if !ok || !isCallable(o) {
		e.Throw(e.InvalidArgType("fn", "of type function", e.FromJS(fn)))
	}
	return e.NewFunction(text(o.Get("name")), 0, func(call Call) goja.Value {
		receiver := this
		if receiver == nil {
			receiver = call.This
		}
		return e.within(c, o, receiver, call.Args)
	})
}

var asyncLocalClass = DefineClass(ClassSpec{
	Name: "AsyncLocalStorage", ES6: true, Machine: &asyncLocal{},
	Construct: func(c Call) realm.Hosted {
		a := &asyncLocal{}
		if o := c.Object(0); o != nil {
			a.fallback, a.name = o.Get("defaultValue"), o.Get("name")
		}
		return a
	},
	Methods: []Method{
		{Name: "run", Length: 3, Fn: func(c Call) goja.Value {
			a := This[*asyncLocal](c)
			a.off = false
			return c.within(&asyncContext{c.context(), a, c.JS(0)}, c.JS(1), goja.Undefined(), tail(c.Args, 2))
		}},
		{Name: "exit", Length: 2, Fn: func(c Call) goja.Value {
			a := This[*asyncLocal](c)
			return c.within(&asyncContext{c.context(), a, goja.Undefined()}, c.JS(0), goja.Undefined(), tail(c.Args, 1))
		}},
		{Name: "enterWith", Length: 1, Fn: func(c Call) goja.Value {
			a := This[*asyncLocal](c)
			a.off = false
			c.setContext(&asyncContext{c.context(), a, c.JS(0)})
			return goja.Undefined()
		}},
		{Name: "getStore", Fn: func(c Call) goja.Value { return This[*asyncLocal](c).store(c.Engine) }},
		{Name: "disable", Fn: func(c Call) goja.Value { This[*asyncLocal](c).off = true; return goja.Undefined() }},
	},
	Accessors: []Accessor{{Name: "name", Get: func(c Call) goja.Value {
		if n := This[*asyncLocal](c).name; n != nil {
			return n
		}
		return c.ToJS("")
	}}},
	Statics: []Method{
		{Name: "bind", Length: 1, Fn: func(c Call) goja.Value { return c.bindContext(c.JS(0), nil) }},
		{Name: "snapshot", Fn: func(c Call) goja.Value {
			e, at := c.Engine, c.context()
			return e.NewFunction("runInAsyncScope", 1, func(c Call) goja.Value {
				return e.within(at, c.JS(0), goja.Undefined(), tail(c.Args, 1))
			})
		}},
	},
})

func tail(args []goja.Value, n int) []goja.Value {
	if n >= len(args) {
		return nil
	}
	return append([]goja.Value(nil), args[n:]...)
}

// asyncResource is an AsyncResource: a context to come back to.
type asyncResource struct {
	realm.Object
	context *asyncContext
	id      int
}

var asyncResourceClass = DefineClass(ClassSpec{
	Name: "AsyncResource", Length: 1, ES6: true, Machine: &asyncResource{},
	Construct: func(c Call) realm.Hosted {
		if !goja.IsString(c.JS(0)) {
			c.Throw(c.InvalidArgType("type", "of type string", c.Arg(0)))
		}
		c.asyncIDs++
		return &asyncResource{context: c.context(), id: c.asyncIDs + 1}
	},
	Methods: []Method{
		{Name: "runInAsyncScope", Length: 2, Fn: func(c Call) goja.Value {
			return c.within(This[*asyncResource](c).context, c.JS(0), c.JS(1), tail(c.Args, 2))
		}},
		{Name: "bind", Length: 2, Fn: func(c Call) goja.Value {
			r, e := This[*asyncResource](c), c.Engine
			fn, this := c.JS(0), goja.Value(nil)
			if c.Len() > 1 {
				this = c.JS(1)
			}
			return e.NewFunction("bound", 0, func(c Call) goja.Value {
				receiver := this
				if receiver == nil {
					receiver = c.This
				}
				return e.within(r.context, fn, receiver, c.Args)
			})
		}},
		{Name: "emitDestroy", Fn: func(c Call) goja.Value { return c.This }},
		{Name: "asyncId", Fn: func(c Call) goja.Value { return c.ToJS(This[*asyncResource](c).id) }},
		{Name: "triggerAsyncId", Fn: func(c Call) goja.Value { return c.ToJS(1) }},
	},
	Statics: []Method{{Name: "bind", Length: 2, Fn: func(c Call) goja.Value { return c.bindContext(c.JS(0), nil) }}},
})

func init() {
	DefineModule(&ModuleSpec{Name: "async_hooks",
		Classes: []*Class{asyncLocalClass, asyncResourceClass},
		Functions: []Method{
			{Name: "executionAsyncId", Fn: func(c Call) goja.Value { return c.ToJS(1) }},
			{Name: "triggerAsyncId", Fn: func(c Call) goja.Value { return c.ToJS(0) }},
			{Name: "executionAsyncResource", Fn: func(c Call) goja.Value { return c.rt.NewObject() }},
			{Name: "createHook", Length: 1, Fn: func(c Call) goja.Value {
				c.Throw(c.ErrUnsupported("async_hooks.createHook"))
				return nil
			}},
		},
	})
}
