// Package sim is the deterministic core: a virtual clock, a queue of events
// ordered by (time, sequence), the choices that the world may make, and the
// trace of everything that happened with its causes.
//
// It models no parallelism: exactly one event is being handled at any moment.
// A program cannot tell, because what reaches it only ever reaches it through
// system calls, and those are ordered.
package sim

// World is one simulated universe: it owns the clock, the pending events, the
// chooser and the trace. It is not safe for concurrent use.
type World struct {
	now     Time
	queue   queue
	chooser Chooser
	trace   *Trace // nil when tracing is off
	cause   RecordID
	proc    ProcID

	observing bool
	observed  uint64
	witnessed uint64
}

// NewWorld returns a world at time zero. A nil chooser is Canonical; a nil
// trace turns tracing off.
func NewWorld(c Chooser, t *Trace) *World {
	if c == nil {
		c = Canonical{}
	}
	return &World{chooser: c, trace: t}
}

// Now is the current virtual time.
func (w *World) Now() Time { return w.now }

// Spend moves the clock forward by the cost of a computation. No event is
// handled: those that fall due meanwhile are handled late, as on a busy CPU.
func (w *World) Spend(d Duration) { w.now = w.now.Add(d) }

// Schedule queues an event at t (or now, if t is past). The record being
// handled becomes its cause.
func (w *World) Schedule(t Time, h Handler, arg uint64) EventID {
	return w.queue.push(max(t, w.now), h, arg, w.cause)
}

// Cancel drops a pending event. An event that was handled or cancelled before
// is left alone.
func (w *World) Cancel(id EventID) { w.queue.cancel(id) }

// NextAt is the time of the first pending event, or Never.
func (w *World) NextAt() Time {
	if e := w.queue.peek(); e != nil {
		return e.at
	}
	return Never
}

// Pending is the number of events that wait.
func (w *World) Pending() int { return w.queue.len() }

// Step handles the first pending event if it is due at limit or before, moving
// the clock to it, and reports whether there was one.
func (w *World) Step(limit Time) bool {
	at, e, ok := w.queue.popBy(limit)
	if !ok {
		return false
	}
	w.now = max(w.now, at)
	prev := w.SetCause(e.cause)
	e.handler.HandleEvent(e.arg)
	w.SetCause(prev)
	return true
}

// AdvanceTo moves the clock forward to t, which no pending event may precede.
func (w *World) AdvanceTo(t Time) { w.now = max(w.now, t) }

// Choose asks the world to decide. With fewer than two alternatives there is
// nothing to ask.
func (w *World) Choose(kind ChoiceKind, n int, obj ObjID) int {
	if n < 2 {
		return 0
	}
	c := w.chooser.Choose(Point{Kind: kind, N: n, Obj: obj})
	if w.trace != nil {
		w.Emit(Record{Kind: KindChoice, Obj: obj, A: int64(c), B: int64(n), Name: w.trace.Sym(kind.String())})
	}
	return c
}

// Tracing reports whether records are kept. Callers check it before building
// an expensive record.
func (w *World) Tracing() bool { return w.trace != nil }

// Trace is the log, or nil when tracing is off.
func (w *World) Trace() *Trace { return w.trace }

// Emit appends r with the current time, process and cause, and returns its
// name. With tracing off it does nothing and returns 0.
func (w *World) Emit(r Record) RecordID {
	if w.trace == nil {
		return 0
	}
	r.At = w.now
	r.Proc = w.proc
	if r.Cause == 0 {
		r.Cause = w.cause
	}
	return w.trace.add(r)
}

// Sym interns s in the trace (0 when tracing is off).
func (w *World) Sym(s string) Sym {
	if w.trace == nil {
		return 0
	}
	return w.trace.Sym(s)
}

// SymOf interns a followed by b (0 when tracing is off).
func (w *World) SymOf(a, b string) Sym {
	if w.trace == nil {
		return 0
	}
	var buf [96]byte
	return w.trace.SymBytes(append(append(buf[:0], a...), b...))
}

// NewObject registers an object that records can be about (0 when tracing is off).
func (w *World) NewObject(kind, name string, parent ObjID) ObjID {
	if w.trace == nil {
		return 0
	}
	return w.trace.newObject(Object{Kind: w.trace.Sym(kind), Name: w.trace.Sym(name), Parent: parent, Proc: w.proc})
}

// Link records that lower belongs to upper (KindLink).
func (w *World) Link(upper ObjID, what string, lower ObjID, number int64) {
	if w.trace == nil || upper == 0 || lower == 0 {
		return
	}
	w.Emit(Record{Kind: KindLink, Obj: upper, Name: w.trace.Sym(what), A: int64(lower), B: number})
}

// Cause is the record that everything emitted now is caused by.
func (w *World) Cause() RecordID { return w.cause }

// SetCause makes id the cause of what follows and returns the one before:
//
//	defer w.SetCause(w.SetCause(id))
func (w *World) SetCause(id RecordID) RecordID {
	prev := w.cause
	w.cause = id
	return prev
}

// SetProc makes p the process that acts and returns the one before.
func (w *World) SetProc(p ProcID) ProcID {
	prev := w.proc
	w.proc = p
	return prev
}
