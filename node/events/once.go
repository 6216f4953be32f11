package events

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// Wrapper is what once puts in the listener's place: it removes itself, then
// calls the listener. A script sees it in rawListeners(), with the listener as
// its property.
type Wrapper struct {
	target   *Emitter
	name     any
	listener realm.Function
	fired    bool
	peer     any
}

// FunctionPeer is where the engine keeps its object for the wrapper.
func (w *Wrapper) FunctionPeer() *any { return &w.peer }

// Listener is the function inside.
func (w *Wrapper) Listener() realm.Function { return w.listener }

// FunctionName is the name that a script sees.
func (w *Wrapper) FunctionName() string {
	if w.target.env.Has(versions.OnceMarksFirst) {
		return "wrapper"
	}
	return "bound onceWrapper"
}

// ID is the wrapper's identity.
func (w *Wrapper) ID() any { return w }

// Call removes the wrapper and calls the listener, once.
func (w *Wrapper) Call(_ realm.Value, args ...realm.Value) realm.Value {
	if f, ok := w.Spend(); ok {
		return f.Call(w.target.self, args...)
	}
	return nil
}

// Spend removes the wrapper and returns what it is to call, the first time.
func (w *Wrapper) Spend() (realm.Function, bool) {
	if w.fired {
		return nil, false
	}
	// ≥ 24.21 marks first: a 'removeListener' listener that emits again finds
	// the wrapper spent.
	w.fired = w.target.env.Has(versions.OnceMarksFirst)
	w.target.CallOff(w.name, w)
	w.fired = true
	return w.listener, true
}

// Target is the emitter that the wrapper listens to.
func (w *Wrapper) Target() realm.Hosted { return w.target.self }

// Once adds f for one call: once.
func (e *Emitter) Once(name any, f realm.Function) {
	e.CallOn(name, &Wrapper{target: e, name: name, listener: f})
}

// CallOnce is this.once(name, f).
func (e *Emitter) CallOnce(name any, f realm.Function) {
	if o := e.Override("once"); o != nil {
		o.Call(e.self, nameValue(name), f)
		return
	}
	e.Once(name, f)
}

// PrependOnce adds it before the others: prependOnceListener.
func (e *Emitter) PrependOnce(name any, f realm.Function) {
	e.CallPrepend(name, &Wrapper{target: e, name: name, listener: f})
}

// OnceGo adds a Go function for one call, and returns what removes it.
func (e *Emitter) OnceGo(name string, fn func(args []realm.Value)) realm.Function {
	f := realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value { fn(args); return nil })
	e.Once(name, f)
	return f
}

// inner is what f wraps (its property `listener`, which scripts may set on
// functions of their own), or nil.
func (e *Emitter) inner(f realm.Function) realm.Function {
	if w, ok := f.(interface{ Listener() realm.Function }); ok {
		return w.Listener()
	}
	if g, ok := e.env.Engine.Export(e.env.Engine.Get(f, "listener")).(realm.Function); ok {
		return g
	}
	return nil
}

func (e *Emitter) wraps(f, g realm.Function) bool {
	in := e.inner(f)
	return in != nil && same(in, g)
}

// unwrap is what f wraps, or f.
func (e *Emitter) unwrap(f realm.Function) realm.Function {
	if in := e.inner(f); in != nil {
		return in
	}
	return f
}
