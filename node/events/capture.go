package events

import "finishline/node/realm"

// SetCaptureRejections turns on that a rejected promise which a listener
// returned becomes an 'error' event.
func (e *Emitter) SetCaptureRejections(on bool) { e.capture = on }

// CaptureRejections reports it.
func (e *Emitter) CaptureRejections() bool { return e.capture }

// settle looks at what a listener returned: with captureRejections, a promise
// that rejects is an error of the emitter (addCatch in lib/events.js).
func (e *Emitter) settle(result realm.Value, name any, args []realm.Value) {
	if !e.capture || realm.IsNullish(result) || e.env.CatchRejection == nil {
		return
	}
	thrown, threw := e.env.Engine.Try(func() {
		e.env.CatchRejection(result, func(reason realm.Value) {
			// On a tick, so that the promise does not reject once more.
			e.env.NextTick(func() { e.rejected(reason, name, args) })
		})
	})
	if threw {
		e.Emit("error", thrown)
	}
}

// rejected hands reason to the emitter's Symbol.for('nodejs.rejection') method,
// or emits 'error' with capturing off, for that must not loop.
func (e *Emitter) rejected(reason realm.Value, name any, args []realm.Value) {
	if f := e.rejectionMethod(); f != nil {
		f.Call(e.self, append([]realm.Value{reason, nameValue(name)}, args...)...)
		return
	}
	if r, ok := e.self.(interface {
		Rejected(reason realm.Value, name any, args []realm.Value)
	}); ok {
		r.Rejected(reason, name, args)
		return
	}
	prev := e.capture
	e.capture = false
	defer func() { e.capture = prev }()
	e.Emit("error", reason)
}

// rejectionMethod is what a script put at Symbol.for('nodejs.rejection').
func (e *Emitter) rejectionMethod() realm.Function {
	if p, ok := e.Peer().(interface{ RejectionMethod() realm.Function }); ok {
		return p.RejectionMethod()
	}
	return nil
}
