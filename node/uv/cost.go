package uv

import (
	"time"

	"finishline/sim"
)

// Costs is what computing costs in virtual time. The simulated clock stands
// still while a script runs; without these a chain of timers would never slip
// and a loop that waits for the clock would never end. They are small enough
// that nothing which leaves a script half a millisecond of room notices.
type Costs struct {
	// Start passes before the main script's first line. Its fraction of a
	// millisecond is where the clock stands when the first timer is armed: real
	// Node prints the immediate of
	//	setTimeout(f, 0); setImmediate(g)
	// first in about nine runs of ten on an idle machine.
	Start sim.Duration
	// Main is what passes between the main script's last line and the loop's first
	// turn; what the thread pool was asked for in it is usually ready by then.
	Main sim.Duration
	// Output is what a process's first output costs: process.stdout (or stderr) is
	// made by it. Real Node takes 1.2 to 3 ms for
	//	console.log('x')
	// once and some 25 µs from then on, so that a timer of one millisecond which
	// was set before it is due when the loop begins.
	Output sim.Duration
	// Session is what the first HTTP/2 session of either role costs a process: what
	// it enters of node:http2 is compiled then. Real Node uses 5 to 8 ms of its CPU
	// between http2.connect() and the first request in its server's hands, 0.4 ms
	// for the second; so of two timers of the same length the one that was set
	// before the connection is served with all that follows from it before the one
	// that was set in the request's handler.
	Session sim.Duration
	// Wakeup is by how much epoll_wait oversleeps: 50 µs of timer slack
	// (prctl(2), PR_SET_TIMERSLACK) and a context switch.
	Wakeup sim.Duration
	// Callback is one callback from the loop into the script.
	Callback sim.Duration
	// Work is how long a request takes on the thread pool.
	Work sim.Duration
	// Schedule is how long a process that sleeps takes to run when another one
	// woke it.
	Schedule sim.Duration
	// Boot passes between the start of another process and the first line of its
	// script: 25 to 35 ms with the snapshot that Node starts from since v20, twice
	// that before. Spawn is how long its parent is held up meanwhile.
	Boot, Spawn sim.Duration
}

// DefaultCosts are those of the canonical run. A live loop has none.
var DefaultCosts = Costs{
	Start:    100 * time.Microsecond,
	Main:     300 * time.Microsecond,
	Output:   1200 * time.Microsecond,
	Session:  2 * time.Millisecond,
	Wakeup:   60 * time.Microsecond,
	Callback: 10 * time.Microsecond,
	Work:     40 * time.Microsecond,
	Schedule: 50 * time.Microsecond,
	Boot:     30 * time.Millisecond,
	Spawn:    3 * time.Millisecond,
}

// scope is an entered callback.
type scope struct {
	prev sim.RecordID
	rec  sim.RecordID
}

// enter begins a callback into the layer above.
func (l *Loop) enter(obj sim.ObjID, name string) scope {
	l.World.Spend(l.Costs.Callback)
	if !l.World.Tracing() {
		return scope{}
	}
	rec := l.World.Emit(sim.Record{Kind: sim.KindEnter, Obj: obj, Name: l.World.Sym(name)})
	return scope{prev: l.World.SetCause(rec), rec: rec}
}

// enterHandle is enter in the asynchronous context of a handle.
func (l *Loop) enterHandle(h *Handle, name string) scope {
	l.Context = h.context
	return l.enter(h.obj, name)
}

// leave ends it.
func (l *Loop) leave(s scope, obj sim.ObjID) {
	l.Context = nil
	if s.rec == 0 {
		return
	}
	l.World.SetCause(s.prev)
	l.World.Emit(sim.Record{Kind: sim.KindLeave, Obj: obj, A: int64(s.rec)})
}
