// Package uv is libuv's event loop and its TCP handles over the kernel
// interface: phases, timers, reference counting, the pending and closing
// queues, and exactly the order in which a stream accepts, connects, reads,
// writes, shuts down and closes.
//
// Not modelled: pipes with a name, files, UDP, poll and async handles and other
// loops. File and name look-ups go through Work, whose results arrive
// in the poll phase as those of libuv's thread pool do; how long they take is a
// constant, because no program can rely on it. io_uring, which some libuv use
// to batch epoll_ctl, changes no order that can be seen.
package uv

import (
	"finishline/kernel"
	"finishline/node/versions"
	"finishline/sim"
)

// Loop is one process's event loop (uv_loop_t).
type Loop struct {
	World  *sim.World
	Kernel kernel.Kernel
	Costs  Costs

	// Context is the asynchronous context that runs now: what AsyncLocalStorage
	// holds. Handles, ticks, timers and immediates keep the one in which they were
	// made and run in it. nil is the outermost.
	Context any

	obj   sim.ObjID
	time  int64 // ms: the loop's idea of now (uv_now)
	count int64 // iterations
	phase Phase
	pos   position

	timersAfterPoll, acceptOne, pollHupIsEOF, aliveWithPending, keepAliveChecked bool

	timers       timerHeap
	idle         watchers
	prepare      watchers
	check        watchers
	closing      *Handle // a stack, as libuv has it: what was closed last finishes first
	pending      []*ioWatcher
	pendingRun   []*ioWatcher
	watching     []*ioWatcher // by descriptor
	changed      []*ioWatcher // whose interest the kernel does not know yet
	nwatching    int
	activeCount  int // handles that are active and referenced
	requestCount int
	handles      handleList
	work         workQueue
	batch        []kernel.Ready
	readBuffer   []byte
	poll         pollState
}

// Phase is the part of an iteration that the loop is in.
type Phase uint8

// The phases of an iteration (uv_run, src/unix/core.c). Timers come first up to
// libuv 1.44 and last from 1.45.
const (
	PhaseNone Phase = iota
	PhaseTimers
	PhasePending
	PhaseIdle
	PhasePrepare
	PhasePoll
	PhaseCheck
	PhaseClosing
)

var phaseNames = [...]string{"none", "timers", "pending", "idle", "prepare", "poll", "check", "closing"}

func (p Phase) String() string { return phaseNames[p] }

// position is where Step resumes.
type position uint8

const (
	posOutside position = iota // uv_run has not been called, or has returned
	posTop                     // at the top of its while loop
	posPolling                 // inside uv__io_poll
)

// New returns a loop that behaves as the libuv of the given version.
func New(w *sim.World, k kernel.Kernel, v *versions.Set) *Loop {
	l := &Loop{
		World: w, Kernel: k, Costs: DefaultCosts,
		timersAfterPoll:  v.Has(versions.UVTimersAfterPoll),
		acceptOne:        v.Has(versions.UVAcceptOne),
		pollHupIsEOF:     v.Has(versions.UVPollHupIsEOF),
		aliveWithPending: v.Has(versions.UVAliveWithPending),
		keepAliveChecked: v.Has(versions.UVKeepAliveChecked),
	}
	if w.Tracing() {
		l.obj = w.NewObject("loop", "", 0)
	}
	l.UpdateTime()
	return l
}

// Object is the trace's name of the loop.
func (l *Loop) Object() sim.ObjID { return l.obj }

// Now is the loop's cached time in milliseconds (uv_now).
func (l *Loop) Now() int64 { return l.time }

// UpdateTime reads the clock (uv_update_time): whole milliseconds, rounded down.
func (l *Loop) UpdateTime() { l.time = l.Kernel.Now().Milliseconds() }

// Phase is where the loop is.
func (l *Loop) Phase() Phase { return l.phase }

// Iteration counts the turns of the loop.
func (l *Loop) Iteration() int64 { return l.count }

// Alive reports whether anything keeps the loop going (uv_loop_alive).
func (l *Loop) Alive() bool {
	return l.activeCount > 0 || l.requestCount > 0 || l.closing != nil ||
		(l.aliveWithPending && len(l.pending) > 0)
}

// Status is what Step came to.
type Status uint8

// Results of Step.
const (
	Ran     Status = iota // an iteration ended and another will follow
	Blocked               // the loop waits: step again when the poller has something or at Deadline
	Done                  // nothing keeps the loop alive; uv_run returned
)

// Step runs the loop to the end of its iteration, or until it would block: so
// that a driver of several processes can let another one run.
func (l *Loop) Step() Status {
	if l.pos == posOutside && !l.start() {
		return Done
	}
	if l.pos == posTop {
		l.beforePoll()
	}
	if !l.pollReady() {
		return Blocked
	}
	l.afterPoll()
	if !l.Alive() {
		l.pos = posOutside
		l.setPhase(PhaseNone)
		l.recycle()
		return Done
	}
	l.pos = posTop
	return Ran
}

// start is the beginning of uv_run.
func (l *Loop) start() bool {
	if l.count == 0 {
		l.World.Spend(l.Costs.Main)
	}
	if !l.Alive() {
		l.UpdateTime()
		return false
	}
	if l.timersAfterPoll {
		l.UpdateTime()
		l.runTimers()
	}
	l.pos = posTop
	return true
}

// beforePoll runs the iteration up to uv__io_poll.
func (l *Loop) beforePoll() {
	l.count++
	if l.World.Tracing() {
		l.World.Emit(sim.Record{Kind: sim.KindIteration, Obj: l.obj, A: l.count})
	}
	if !l.timersAfterPoll {
		l.UpdateTime()
		l.runTimers()
	}
	l.runPending(PhasePending)
	l.runWatchers(PhaseIdle, &l.idle)
	l.runWatchers(PhasePrepare, &l.prepare)
	l.setPhase(PhasePoll)
	l.startPoll(l.backendTimeout())
	l.pos = posPolling
}

// afterPoll runs the rest. The pending queue is served up to eight times right
// after the poll (libuv 1.44.2 and later), so that a write which completed
// inside a callback is reported in the same iteration.
func (l *Loop) afterPoll() {
	for i := 0; i < 8 && len(l.pending) > 0; i++ {
		l.runPending(PhasePoll)
	}
	l.runWatchers(PhaseCheck, &l.check)
	l.runClosing()
	if l.timersAfterPoll {
		l.UpdateTime()
		l.runTimers()
	}
}

// Run drives the loop until nothing keeps it alive (uv_run, UV_RUN_DEFAULT), on
// a kernel that can wait. It reports false if the loop waits for something that
// can never happen: real Node would hang.
func (l *Loop) Run() bool {
	w, _ := l.Kernel.(kernel.Waiter)
	for {
		switch l.Step() {
		case Done:
			return true
		case Blocked:
			if w == nil || !w.Wait(l.Deadline()) {
				return false
			}
		}
	}
}

// setPhase is the one place that moves the phase. Empty phases leave no record.
func (l *Loop) setPhase(p Phase) {
	if l.phase == p {
		return
	}
	l.phase = p
	if p != PhaseNone && l.World.Tracing() {
		l.World.Emit(sim.Record{Kind: sim.KindPhase, Obj: l.obj, Name: l.World.Sym(p.String())})
	}
}
