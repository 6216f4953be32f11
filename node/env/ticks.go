package env

import (
	"finishline/node/realm"
	"finishline/sim"
)

// Tick is something queued with process.nextTick. Machines that queue often
// implement it themselves, so that queueing allocates nothing.
type Tick interface{ RunTick() }

// TickFunc is a function as a Tick.
type TickFunc func()

// RunTick calls f.
func (f TickFunc) RunTick() { f() }

type tick struct {
	run     Tick
	cause   sim.RecordID
	context any // uv.Loop.Context
}

// ticks is the queue of process.nextTick: a slice with a moving head.
type ticks struct {
	queue []tick
	head  int
}

func (q *ticks) len() int { return len(q.queue) - q.head }

func (q *ticks) pop() tick {
	t := q.queue[q.head]
	q.queue[q.head] = tick{}
	q.head++
	switch {
	case q.head == len(q.queue):
		q.queue, q.head = q.queue[:0], 0
	case q.head >= 1024 && 2*q.head > len(q.queue): // ticks that queue ticks never empty it
		n := copy(q.queue, q.queue[q.head:])
		clear(q.queue[n:])
		q.queue, q.head = q.queue[:n], 0
	}
	return t
}

// NextTick queues fn to run when the current callback, and what was queued
// before, is over.
func (e *Env) NextTick(fn func()) { e.QueueTick(TickFunc(fn), "") }

// QueueTick is NextTick for a Tick; pos is the script's line that queued it, if
// a script did.
func (e *Env) QueueTick(t Tick, pos string) {
	var cause sim.RecordID
	if e.World.Tracing() {
		cause = e.World.Emit(sim.Record{Kind: sim.KindEnqueue, Obj: e.Loop.Object(), Name: e.World.Sym("nextTick"), A: int64(e.ticks.len() + 1), Pos: e.World.Sym(pos)})
	}
	e.ticks.queue = append(e.ticks.queue, tick{t, cause, e.Loop.Context})
}

// runTicks runs the tick queue until it is empty. An exception goes to the
// uncaught handler; if that takes it, the rest waits for the next callback
// scope (processTicksAndRejections is not entered again by itself).
func (e *Env) runTicks() {
	if e.ticks.len() > 0 {
		e.ticked = true
	}
	e.phase = phaseTicks
	if e.tickRun == nil {
		e.tickRun = e.runUntilThrown
	}
	defer func() { e.phase = phaseJobs }()
	outer, cause := e.Loop.Context, e.World.SetCause(0)
	e.World.SetCause(cause)
	for e.ticks.len() > 0 {
		threw := e.Guard(e.tickRun)
		e.Loop.Context = outer
		e.World.SetCause(cause)
		if threw && e.KeepTicking != nil {
			e.failed = true
			return
		}
	}
}

// runUntilThrown runs ticks until there are none left or one throws, which
// leaves its context and cause behind.
func (e *Env) runUntilThrown() {
	outer := e.Loop.Context
	for n := 1; e.ticks.len() > 0; n++ {
		if n%4096 == 0 && e.CheckLimits != nil {
			e.CheckLimits()
		}
		t := e.ticks.pop()
		e.Loop.Context = t.context
		prev := e.World.SetCause(t.cause)
		if e.World.Tracing() {
			e.World.SetCause(e.World.Emit(sim.Record{Kind: sim.KindDequeue, Obj: e.Loop.Object(), Name: e.World.Sym("nextTick"), A: int64(e.ticks.len())}))
		}
		t.run.RunTick()
		e.Loop.Context = outer
		e.World.SetCause(prev)
	}
}

// Guard runs fn; what it throws goes to the uncaught handler, and if nobody
// takes it there, ends the process. It reports whether fn threw.
func (e *Env) Guard(fn func()) bool {
	v, threw := e.Engine.Try(fn)
	if threw {
		e.RaiseUncaught(v, false)
	}
	return threw
}

// RaiseUncaught treats v as an exception that reached the top. If a handler
// takes it, one more turn of the loop is made sure of, in which what is queued
// gets its chance (lib/internal/process/execution.js: setImmediate(noop)).
func (e *Env) RaiseUncaught(v realm.Value, fromPromise bool) {
	e.traceThrow(v)
	if e.Uncaught != nil && e.Uncaught(v, fromPromise) {
		if e.KeepTicking != nil {
			e.KeepTicking()
		}
		return
	}
	if e.Fatal != nil {
		e.Fatal(v)
	}
	panic(Exit{Code: 1})
}

// Callback is how everything below enters the script: it runs fn and, if this
// is the outermost scope, the tick queue and the promise jobs until both are
// empty (node::InternalCallbackScope and processTicksAndRejections). A callback
// that threw leaves both for the next scope, as Node's Close() does.
func (e *Env) Callback(fn func()) {
	if e.depth > 0 {
		fn()
		return
	}
	e.depth++
	e.clockReads, e.failed = 0, false
	e.phase, e.ticked = phaseCallback, false
	prev := e.World.SetProc(e.Proc)
	e.Engine.Enter(func() {
		if e.Guard(fn) && e.KeepTicking != nil {
			e.failed = true
		} else {
			e.runTicks()
		}
		e.holdJobs()
	})
	e.Drain()
	e.World.SetProc(prev)
	e.depth--
}

// Drain runs what is still queued after a callback; promise jobs may have
// queued ticks, and those jobs again. Rejections come when both are empty; what
// their listeners queue is ticks first, then jobs.
func (e *Env) Drain() {
	for !e.failed {
		for e.ticks.len() > 0 && !e.failed {
			e.drainOnce()
		}
		if e.failed || e.Rejections == nil || !e.Rejections() || e.failed {
			return
		}
		e.drainOnce()
	}
}

func (e *Env) drainOnce() {
	e.Engine.Enter(func() {
		e.runTicks()
		e.holdJobs()
	})
}

// Abandon ends the scope as an exception does that comes out of its drain: what
// is queued waits for the next one.
func (e *Env) Abandon() { e.failed = true }

// The phases of a callback scope, which show in the lowest frames of a stack.
const (
	phaseCallback = iota
	phaseTicks
	phaseJobs
)

// Below says what is running the script: a tick, or a promise job that
// processTicksAndRejections ran (and not V8 by itself, when no tick was queued).
func (e *Env) Below() (tick, job bool) {
	return e.phase == phaseTicks, e.phase == phaseJobs && e.ticked
}

// holdJobs keeps promise jobs for the next scope if this one failed: Close()
// returns before it would run them.
func (e *Env) holdJobs() {
	if h, ok := e.Engine.(interface{ HoldJobs() }); ok && e.failed {
		h.HoldJobs()
	}
}

// InCallback reports whether a callback scope is open.
func (e *Env) InCallback() bool { return e.depth > 0 }

// TicksPending reports whether ticks, jobs or rejections may wait, as they do
// between scopes only after an exception that a handler took.
func (e *Env) TicksPending() bool { return e.ticks.len() > 0 || e.failed }

// traceThrow records an exception that reached the top.
func (e *Env) traceThrow(v realm.Value) {
	w := e.World
	if !w.Tracing() {
		return
	}
	text := func(name string) string {
		s, _ := e.Engine.Export(e.Engine.Get(v, name)).(string)
		return s
	}
	name, message := text("name"), text("message")
	if err, ok := v.(*realm.Error); ok {
		name, message = err.Name, err.Message
	}
	if c := realm.Code(e.Engine, v); c != "" {
		name = c
	}
	w.Emit(sim.Record{Kind: sim.KindThrow, Name: w.Sym(name), Text: w.Sym(message)})
}
