package events

import (
	"finishline/node/realm"
	"finishline/sim"
)

// Emit is this.emit(name, ...args): what a script put in the place of emit
// runs instead of the built-in. It reports whether there were listeners.
func (e *Emitter) Emit(name any, args ...realm.Value) bool {
	if f := e.Override("emit"); f != nil {
		return e.truthy(f.Call(e.self, append([]realm.Value{nameValue(name)}, args...)...))
	}
	return e.EmitDirect(name, args...)
}

// EmitDirect is EventEmitter.prototype.emit.
func (e *Emitter) EmitDirect(name any, args ...realm.Value) bool {
	if name == "error" {
		if m := e.find(ErrorMonitor); m != nil && m.used() {
			e.Emit(ErrorMonitor, args...)
		}
		if !e.has("error") {
			e.traceEmit(name, nil)
			e.throwUnhandled(args)
		}
	}
	if e.env.World.Observing() {
		e.observe(name)
	}
	n := e.find(name)
	if n == nil || !n.used() {
		if e.env.World.Tracing() {
			e.traceEmit(name, nil)
		}
		return false
	}
	if e.env.World.Tracing() {
		cause := e.env.World.SetCause(e.traceEmit(name, n))
		e.call(n, name, args)
		e.env.World.SetCause(cause)
		return true
	}
	e.call(n, name, args)
	return true
}

// call runs the listeners that n has now; what they add or remove does not
// concern this emit.
func (e *Emitter) call(n *entry, name any, args []realm.Value) {
	if n.many == nil {
		e.settle(n.one.Call(e.self, args...), name, args)
		return
	}
	for _, f := range n.many.fns {
		e.settle(f.Call(e.self, args...), name, args)
	}
}

func (e *Emitter) traceEmit(name any, n *entry) sim.RecordID {
	r := sim.Record{Kind: sim.KindEmit, Obj: e.traced, Name: e.env.World.Sym(e.nameText(name))}
	if n != nil {
		r.A = int64(n.len())
		for i := range n.len() {
			if scripts(n.at(i)) {
				r.B++
			}
		}
	}
	return e.env.World.Emit(r)
}

// scripts reports whether a listener is the script's and not a machine's.
func scripts(f realm.Function) bool {
	if w, ok := f.(*Wrapper); ok {
		f = w.listener
	}
	return realm.FunctionPeer(f) == nil
}

// throwUnhandled throws what an 'error' event without listener was about: the
// error itself, or ERR_UNHANDLED_ERROR around anything else.
func (e *Emitter) throwUnhandled(args []realm.Value) {
	v := realm.Arg(args, 0)
	if e.env.IsError(v) {
		if e.env.UnhandledEvent != nil {
			e.env.UnhandledEvent(e.self, v)
		}
		e.env.Throw(v)
	}
	err := realm.NewError("ERR_UNHANDLED_ERROR", "Unhandled error. ("+e.env.InspectValue(v)+")")
	err.Props = []realm.Prop{{Key: "context", Value: v}}
	e.env.Throw(err)
}

// truthy is JavaScript's, for what an overridden method returned.
func (e *Emitter) truthy(v realm.Value) bool { return Truthy(e.env.Engine.Export(v)) }

// Truthy is JavaScript's ToBoolean of an exported value.
func Truthy(v realm.Value) bool {
	switch v := v.(type) {
	case nil, realm.NullType:
		return false
	case bool:
		return v
	case int:
		return v != 0
	case int64:
		return v != 0
	case float64:
		return v != 0 && v == v
	case string:
		return v != ""
	}
	return true
}

// nameValue is an event name as a script's value.
func nameValue(name any) realm.Value { return name }

// nameText is String(name).
func (e *Emitter) nameText(name any) string {
	switch n := name.(type) {
	case string:
		return n
	case *Symbol:
		return "Symbol(" + n.Description + ")"
	}
	return e.env.InspectValue(name)
}

// EmitEach is EmitDirect for a caller that calls the listeners itself: call is
// given each in turn, and args makes the arguments if anything here needs them.
func (e *Emitter) EmitEach(name any, args func() []realm.Value, call func(f realm.Function) realm.Value) bool {
	n := e.find(name)
	if name == "error" || n == nil || !n.used() {
		return e.EmitDirect(name, args()...)
	}
	if e.env.World.Tracing() {
		defer e.env.World.SetCause(e.env.World.SetCause(e.traceEmit(name, n)))
	}
	if n.many == nil {
		e.settleLate(call(n.one), name, args)
		return true
	}
	for _, f := range n.many.fns {
		e.settleLate(call(f), name, args)
	}
	return true
}

func (e *Emitter) settleLate(result realm.Value, name any, args func() []realm.Value) {
	if e.capture && !realm.IsNullish(result) {
		e.settle(result, name, args())
	}
}

// EmitterBase is e: with it a machine that embeds an Emitter is known as one.
func (e *Emitter) EmitterBase() *Emitter { return e }
