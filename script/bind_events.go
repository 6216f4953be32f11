package script

import (
	"github.com/dop251/goja"

	"finishline/node/events"
	"finishline/node/realm"
	"finishline/node/versions"
)

// loose is the machine of a plain EventEmitter, or of any object that the
// methods of one were called on.
type loose struct{ events.Emitter }

// emitterOf is the emitter that a method was called on.
func emitterOf(c Call) *events.Emitter {
	m, ok := c.Machine().(interface{ EmitterBase() *events.Emitter })
	if !ok {
		c.badReceiver("EventEmitter")
	}
	return m.EmitterBase()
}

// eventName is argument i as an event's name: a string or a symbol.
func (c Call) eventName(i int) any {
	switch v := c.Arg(i).(type) {
	case string, *events.Symbol, *goja.Symbol:
		return v
	}
	return c.JS(i).String()
}

// listener is argument i, which must be a function.
func (c Call) listener(i int) realm.Function {
	f := c.Func(i)
	if f == nil {
		c.ThrowError(realm.NewTypeError("ERR_INVALID_ARG_TYPE",
			`The "listener" argument must be of type function.`+c.Env().Received(c.Arg(i))))
	}
	return f
}

var emitterClass = DefineClass(ClassSpec{
	Name: "EventEmitter", Length: 1, AnyThis: true, Machine: &loose{}, Own: emitterOwn,
	Construct: func(c Call) realm.Hosted {
		m := &loose{}
		m.InitEmitter(c.Env(), m)
		c.Adopt(m)
		c.captureOption(&m.Emitter)
		return m
	},
	Attach: func(c Call) realm.Hosted {
		m := &loose{}
		m.InitEmitter(c.Env(), m)
		return m
	},
	Methods: []Method{
		{Name: "setMaxListeners", Length: 1, Fn: func(c Call) goja.Value {
			emitterOf(c).SetMaxListeners(c.maxListeners(0, "setMaxListeners"))
			return c.This
		}},
		{Name: "getMaxListeners", Fn: func(c Call) goja.Value { return c.ToJS(emitterOf(c).MaxListeners()) }},
		{Name: "emit", Length: 1, Fn: emitterEmit},
		{Name: "addListener", Length: 2, Fn: func(c Call) goja.Value {
			emitterOf(c).On(c.eventName(0), c.listener(1))
			return c.This
		}},
		{Name: "on", Alias: "addListener"},
		{Name: "prependListener", Length: 2, Fn: func(c Call) goja.Value {
			emitterOf(c).Prepend(c.eventName(0), c.listener(1))
			return c.This
		}},
		{Name: "once", Length: 2, Fn: func(c Call) goja.Value {
			emitterOf(c).Once(c.eventName(0), c.listener(1))
			return c.This
		}},
		{Name: "prependOnceListener", Length: 2, Fn: func(c Call) goja.Value {
			emitterOf(c).PrependOnce(c.eventName(0), c.listener(1))
			return c.This
		}},
		{Name: "removeListener", Length: 2, Fn: func(c Call) goja.Value {
			emitterOf(c).Off(c.eventName(0), c.listener(1))
			return c.This
		}},
		{Name: "off", Alias: "removeListener"},
		{Name: "removeAllListeners", Length: 1, Fn: func(c Call) goja.Value {
			if c.Len() == 0 {
				emitterOf(c).RemoveAll()
			} else {
				emitterOf(c).RemoveAll(c.eventName(0))
			}
			return c.This
		}},
		{Name: "listeners", Length: 1, Fn: func(c Call) goja.Value { return c.functions(emitterOf(c).Listeners(c.eventName(0))) }},
		{Name: "rawListeners", Length: 1, Fn: func(c Call) goja.Value { return c.functions(emitterOf(c).RawListeners(c.eventName(0))) }},
		{Name: "listenerCount", Length: 2, Fn: func(c Call) goja.Value {
			if f := c.Func(1); f != nil && c.Env().Has(versions.ListenerCountOf) {
				return c.ToJS(emitterOf(c).CountOf(c.eventName(0), f))
			}
			return c.ToJS(emitterOf(c).ListenerCount(c.eventName(0)))
		}},
		{Name: "eventNames", Fn: func(c Call) goja.Value { return c.ToJS([]realm.Value(emitterOf(c).EventNames())) }},
	},
	Accessors: []Accessor{
		{Name: "_events", Hidden: true, Get: func(c Call) goja.Value { return c.eventsView(emitterOf(c)) },
			Set: func(c Call, v goja.Value) { emitterOf(c).RemoveAll() }},
		{Name: "_eventsCount", Hidden: true, Get: func(c Call) goja.Value { return c.ToJS(len(emitterOf(c).EventNames())) },
			Set: func(c Call, v goja.Value) {}},
		{Name: "_maxListeners", Hidden: true, Get: func(c Call) goja.Value {
			if n, ok := emitterOf(c).OwnMaxListeners(); ok {
				return c.ToJS(n)
			}
			return goja.Undefined()
		}, Set: func(c Call, v goja.Value) {
			if goja.IsUndefined(v) {
				emitterOf(c).SetMaxListeners(-1)
			} else {
				emitterOf(c).SetMaxListeners(v.ToFloat())
			}
		}},
	},
	Statics: []Method{
		{Name: "once", Length: 2, Fn: fromJS("events", "once")},
		{Name: "on", Length: 2, Fn: fromJS("events", "on")},
		{Name: "getEventListeners", Length: 2, Fn: fromJS("events", "getEventListeners")},
		{Name: "getMaxListeners", Length: 1, Fn: fromJS("events", "getMaxListeners")},
		{Name: "listenerCount", Length: 2, Fn: fromJS("events", "listenerCount")},
		{Name: "addAbortListener", Length: 2, Fn: fromJS("events", "addAbortListener")},
		{Name: "setMaxListeners", Fn: func(c Call) goja.Value {
			n := float64(10)
			if c.Len() > 0 && !goja.IsUndefined(c.JS(0)) {
				n = c.maxListeners(0, "setMaxListeners")
			}
			if c.Len() < 2 {
				events.SettingsOf(c.Env()).DefaultMaxListeners = n
				return goja.Undefined()
			}
			return c.callJS("events", "setMaxListeners", append([]goja.Value{c.ToJS(n)}, c.Args[1:]...)...)
		}},
	},
	StaticGet: []Accessor{
		{Name: "captureRejections", Get: func(c Call) goja.Value { return c.ToJS(events.SettingsOf(c.Env()).CaptureRejections) },
			Set: func(c Call, v goja.Value) {
				if _, ok := v.Export().(bool); !ok {
					c.ThrowError(realm.NewTypeError("ERR_INVALID_ARG_TYPE",
						`The "EventEmitter.captureRejections" argument must be of type boolean.`+c.Env().Received(c.FromJS(v))))
				}
				events.SettingsOf(c.Env()).CaptureRejections = v.ToBoolean()
			}},
		{Name: "defaultMaxListeners", Get: func(c Call) goja.Value { return c.ToJS(events.SettingsOf(c.Env()).DefaultMaxListeners) },
			Set: func(c Call, v goja.Value) {
				c.Args = []goja.Value{v}
				events.SettingsOf(c.Env()).DefaultMaxListeners = c.maxListeners(0, "defaultMaxListeners")
			}},
	},
	StaticVal: []Field{
		{Name: "EventEmitter", Make: func(e *Engine) goja.Value { return e.Constructor(namedClasses["EventEmitter"]) }},
		{Name: "usingDomains", Make: func(e *Engine) goja.Value { return e.ToJS(false) }},
		{Name: "captureRejectionSymbol", Make: func(e *Engine) goja.Value { return e.symbolFor("nodejs.rejection") }},
		{Name: "errorMonitor", Make: func(e *Engine) goja.Value { return errorMonitorSymbol }},
		{Name: "EventEmitterAsyncResource", Hidden: true, Make: func(e *Engine) goja.Value {
			return e.callJS("events", "asyncResourceClass", e.Constructor(namedClasses["EventEmitter"]))
		}},
	},
})

func init() {
	NameClass("EventEmitter", emitterClass)
	DefineModule(&ModuleSpec{Name: "events", Make: func(e *Engine) goja.Value { return e.Constructor(emitterClass) }})
}

// emitterEmit is emit: what the script emits goes to the script's listeners as
// it is.
func emitterEmit(c Call) goja.Value {
	em := emitterOf(c)
	var rest []goja.Value
	if c.Len() > 1 {
		rest = c.Args[1:]
	}
	var args []realm.Value
	converted := func() []realm.Value {
		if args == nil {
			args = c.FromArgs(rest)
		}
		return args
	}
	this := c.This
	return c.ToJS(em.EmitEach(c.eventName(0), converted, func(f realm.Function) realm.Value {
		if w, ok := f.(*events.Wrapper); ok {
			inner, ok := w.Spend()
			if !ok {
				return nil
			}
			f = inner
		}
		if f, ok := f.(*function); ok {
			return c.FromJS(f.CallJS(this, rest...))
		}
		return f.Call(em.Self(), converted()...)
	}))
}

// captureOption reads {captureRejections} of the constructor's options.
func (c Call) captureOption(em *events.Emitter) {
	o := c.Object(0)
	if o == nil {
		return
	}
	v := o.Get("captureRejections")
	if v == nil || !v.ToBoolean() {
		return
	}
	if _, ok := v.Export().(bool); !ok {
		c.ThrowError(realm.NewTypeError("ERR_INVALID_ARG_TYPE",
			`The "options.captureRejections" property must be of type boolean.`+c.Env().Received(c.FromJS(v))))
	}
	em.SetCaptureRejections(true)
}

// maxListeners is argument i as a number of listeners.
func (c Call) maxListeners(i int, name string) float64 {
	v := c.Arg(i)
	n := Float(v)
	_, isInt := v.(int64)
	_, isFloat := v.(float64)
	if n >= 0 {
		return n
	}
	if !c.Env().Has(versions.MaxListenersChecked) {
		if name == "setMaxListeners" {
			name = "n"
		}
		c.ThrowError(realm.NewRangeError("ERR_OUT_OF_RANGE",
			`The value of "`+name+`" is out of range. It must be a non-negative number. Received `+c.Env().InspectValue(v)))
	}
	if !isInt && !isFloat {
		c.ThrowError(realm.NewTypeError("ERR_INVALID_ARG_TYPE",
			`The "`+name+`" argument must be of type number.`+c.Env().Received(v)))
	}
	c.ThrowError(realm.NewRangeError("ERR_OUT_OF_RANGE",
		`The value of "`+name+`" is out of range. It must be >= 0. Received `+c.Env().InspectValue(v)))
	return 0
}

func (c Call) functions(fs []realm.Function) goja.Value {
	out := make([]realm.Value, len(fs))
	for i, f := range fs {
		out[i] = f
	}
	return c.ToJS(out)
}

// eventsView is what the inner _events object would look like.
func (e *Engine) eventsView(em *events.Emitter) goja.Value {
	o := e.rt.CreateObject(nil)
	if s, ok := em.Self().(interface {
		HasReadable() bool
		HasWritable() bool
	}); ok && e.env.Has(versions.EmitterShapeMode) {
		// The constructors of streams lay the object out (lib/internal/streams).
		o = e.rt.NewObject()
		names := []string{"close", "error"}
		if s.HasWritable() {
			names = append(names, "prefinish", "finish", "drain")
		}
		if s.HasReadable() {
			names = append(names, "data", "end", "readable")
		}
		for _, n := range names {
			must(o.Set(n, goja.Undefined()))
		}
	}
	for _, name := range em.EventNames() {
		fs := em.RawListeners(name)
		v := e.ToJS(fs[0])
		if len(fs) > 1 {
			list := make([]any, len(fs))
			for i, f := range fs {
				list[i] = e.ToJS(f)
			}
			a := e.rt.NewArray(list...)
			if e.env.Has(versions.ListenersShowEmitting) {
				must(a.SetSymbol(symEmitting, 0))
			}
			v = a
		}
		if s, ok := e.ToJS(name).(*goja.Symbol); ok {
			must(o.SetSymbol(s, v))
		} else {
			must(o.Set(name.(string), v))
		}
	}
	return o
}

// symbolFor is Symbol.for(name).
func (e *Engine) symbolFor(name string) goja.Value {
	return gojaSymbolFor(e.rt, goja.FunctionCall{Arguments: []goja.Value{e.rt.ToValue(name)}})
}

// RejectionMethod is the object's method at Symbol.for('nodejs.rejection').
func (h *host) RejectionMethod() realm.Function {
	if h.obj == nil {
		return nil
	}
	f, ok := h.obj.GetSymbol(h.e.symbolFor("nodejs.rejection").(*goja.Symbol)).(*goja.Object)
	if !ok || !isCallable(f) {
		return nil
	}
	r, _ := h.e.FromJS(f).(realm.Function)
	return r
}
