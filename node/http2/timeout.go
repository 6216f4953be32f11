package http2

import (
	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/realm"
	"finishline/node/timers"
)

// timedOut is what a timeout belongs to.
type timedOut interface{ OnTimeout() }

// timeout is kTimeout: what setTimeout of a session or stream keeps. It never keeps the process
// alive.
type timeout struct{ t *timers.Timeout }

// arm is setStreamTimeout: 0 clears.
func (t *timeout) arm(e *env.Env, em *events.Emitter, owner timedOut, ms float64, callback realm.Function) {
	t.stop()
	if ms == 0 {
		if callback != nil {
			em.CallOff("timeout", callback)
		}
		return
	}
	t.t = timers.For(e).SetUnref(owner.OnTimeout, ms)
	e.World.Link(em.TraceObject(), "timeout", t.t.TraceObject(), 0)
	if callback != nil {
		em.Once("timeout", callback)
	}
}

func (t *timeout) stop() {
	if t.t != nil {
		t.t.Clear()
		t.t = nil
	}
}

func (t *timeout) refresh() {
	if t.t != nil {
		t.t.Refresh()
	}
}

// setImmediate is the script-level setImmediate that lib/internal/http2 itself uses.
func setImmediate(e *env.Env, fn func()) {
	timers.For(e).SetImmediate(&timers.Immediate{Go: fn})
}

// nativeImmediate is Environment::SetImmediate.
func nativeImmediate(e *env.Env, fn func()) { timers.For(e).SetNativeImmediate(fn) }
