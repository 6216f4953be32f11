package uv

import (
	"time"

	"finishline/kernel"
	"finishline/sim"
)

// ioWatcher is uv__io_t: a descriptor, what is wanted of it and what the kernel
// has been told.
type ioWatcher struct {
	fd      kernel.FD
	want    kernel.Events // pevents
	told    kernel.Events // events
	changed bool          // in Loop.changed
	pending bool          // in Loop.pending
	cause   sim.RecordID  // why it is pending
	tcp     *TCP
}

// ioStart adds to what is wanted (uv__io_start). The kernel is told at the next
// poll, in the order in which watchers changed.
func (l *Loop) ioStart(w *ioWatcher, ev kernel.Events) {
	w.want |= ev
	if w.told == w.want {
		return
	}
	l.markChanged(w)
	for int(w.fd) >= len(l.watching) {
		l.watching = append(l.watching, nil)
	}
	if l.watching[w.fd] == nil {
		l.watching[w.fd] = w
		l.nwatching++
	}
}

func (l *Loop) markChanged(w *ioWatcher) {
	if !w.changed {
		w.changed = true
		l.changed = append(l.changed, w)
	}
}

// ioStop takes away (uv__io_stop). A descriptor of which nothing is wanted any
// more is forgotten here but not in the kernel: that happens when it next
// reports something, which costs that poll nothing but its place.
func (l *Loop) ioStop(w *ioWatcher, ev kernel.Events) {
	if w.fd < 0 || int(w.fd) >= len(l.watching) {
		w.want &^= ev
		return
	}
	w.want &^= ev
	if w.want != 0 {
		l.markChanged(w)
		return
	}
	if w.changed {
		w.changed = false
		for i, c := range l.changed {
			if c == w {
				l.changed = append(l.changed[:i], l.changed[i+1:]...)
				break
			}
		}
	}
	if l.watching[w.fd] == w {
		l.watching[w.fd] = nil
		l.nwatching--
		w.told = 0
	}
}

// ioClose forgets the descriptor altogether, and what this poll still holds of it.
func (l *Loop) ioClose(w *ioWatcher) {
	l.ioStop(w, kernel.In|kernel.Out)
	w.pending = false
	for i := range l.poll.batch {
		if l.poll.batch[i].FD == w.fd {
			l.poll.batch[i].FD = -1
		}
	}
	if w.fd >= 0 {
		l.Kernel.Watch(w.fd, 0)
	}
}

// ioFeed makes the watcher's callback run without the kernel (uv__io_feed): in
// the pending phase, or right after the poll.
func (l *Loop) ioFeed(w *ioWatcher) {
	if !w.pending {
		w.pending = true
		l.pending = append(l.pending, w)
		if l.World.Tracing() {
			w.cause = l.World.Emit(sim.Record{Kind: sim.KindEnqueue, Obj: w.tcp.obj, Name: l.World.Sym("pending"), A: int64(len(l.pending))})
		}
	}
}

// runPending serves what is in the pending queue now (uv__run_pending).
func (l *Loop) runPending(p Phase) {
	if len(l.pending) == 0 {
		return
	}
	l.setPhase(p)
	run := l.pending
	l.pending = l.pendingRun[:0]
	for i, w := range run {
		run[i] = nil
		if w.pending {
			w.pending = false
			prev := l.World.SetCause(w.cause)
			w.tcp.io(kernel.Out)
			l.World.SetCause(prev)
		}
	}
	l.pendingRun = run
}

// pollState is one uv__io_poll in progress.
type pollState struct {
	timeout  int64 // ms; -1 waits for ever
	base     int64 // loop time at the start
	left     int64 // of the timeout, after spurious wake-ups
	deadline sim.Time
	batch    []kernel.Ready
}

// pollBatch is how many descriptors are taken from the kernel at once. libuv
// takes 1024 and polls again when it got as many; so does this.
const pollBatch = 128

// backendTimeout is how long the poll may wait (uv_backend_timeout).
func (l *Loop) backendTimeout() int64 {
	if l.activeCount == 0 && l.requestCount == 0 || len(l.idle.list) > 0 || len(l.pending) > 0 || l.closing != nil {
		return 0
	}
	t := l.timers.First()
	switch {
	case t == nil:
		return -1
	case t.timeout <= l.time:
		return 0
	}
	return min(t.timeout-l.time, 1<<31-1)
}

func (l *Loop) startPoll(timeout int64) {
	for _, w := range l.changed {
		w.changed = false
		w.told = w.want
		l.Kernel.Watch(w.fd, w.want)
	}
	l.changed = l.changed[:0]
	l.poll.timeout, l.poll.left, l.poll.base = timeout, timeout, l.time
	l.poll.deadline = l.pollDeadline(timeout)
	if timeout != 0 && l.World.Tracing() {
		l.World.Emit(sim.Record{Kind: sim.KindBlock, Obj: l.obj, A: timeout})
	}
}

// pollDeadline is when epoll_wait gives up: the timeout counts from the real
// now, not from the loop's rounded time.
func (l *Loop) pollDeadline(timeout int64) sim.Time {
	switch {
	case timeout < 0:
		return sim.Never
	case timeout == 0:
		return l.Kernel.Now()
	}
	return l.Kernel.Now().Add(sim.Duration(timeout)*time.Millisecond + l.Costs.Wakeup)
}

// Deadline is until when a blocked loop may sleep.
func (l *Loop) Deadline() sim.Time {
	if at := l.work.next(); at < l.poll.deadline {
		return at
	}
	return l.poll.deadline
}

// pollReady takes what is ready and serves it; it reports false if the poll has
// to wait.
func (l *Loop) pollReady() bool {
	if l.batch == nil {
		l.batch = make([]kernel.Ready, pollBatch)
	}
	for round := 48; ; round-- {
		n := l.Kernel.Poll(l.batch)
		work := l.work.due(l.Kernel.Now())
		if l.timerWins(n) {
			n = 0
		}
		if n == 0 && !work {
			if l.Kernel.Now() < l.poll.deadline {
				return false
			}
			l.UpdateTime()
			return true
		}
		l.UpdateTime()
		served := 0
		if work {
			served += l.runWork(false)
		}
		l.poll.batch = l.batch[:n]
		for i := range l.poll.batch {
			served += l.serve(l.poll.batch[i])
		}
		l.poll.batch = nil
		if work {
			served += l.runWork(true)
		}
		switch {
		case served > 0 && n == pollBatch && round > 1:
			l.poll.timeout, l.poll.deadline = 0, l.Kernel.Now()
		case served > 0 || l.poll.timeout == 0:
			return true
		case l.poll.timeout > 0:
			left := l.poll.left - (l.time - l.poll.base)
			if left <= 0 {
				return true
			}
			l.poll.left, l.poll.deadline = left, l.pollDeadline(left)
		}
	}
}

// timerWins asks the world, when the time is up and input is there too, whether
// the poll had returned just before the input came.
func (l *Loop) timerWins(n int) bool {
	return n > 0 && l.poll.timeout > 0 && l.Kernel.Now() >= l.poll.deadline &&
		l.World.Choose(sim.ChooseTimer, 2, l.obj) == 1
}

// causer is a kernel that knows which record made a descriptor ready.
type causer interface {
	ReadyCause(fd kernel.FD) sim.RecordID
}

// serve hands one descriptor's events to its watcher and reports 1 if there was one.
func (l *Loop) serve(r kernel.Ready) int {
	if r.FD < 0 {
		return 0
	}
	var w *ioWatcher
	if int(r.FD) < len(l.watching) {
		w = l.watching[r.FD]
	}
	if w == nil {
		l.Kernel.Watch(r.FD, 0)
		return 0
	}
	ev := r.Events & (w.want | kernel.Err | kernel.Hup)
	// epoll sometimes reports an error or a hang-up alone: merge in what the
	// watcher wants, so that reading and writing find out (uv__io_poll).
	if ev == kernel.Err || ev == kernel.Hup {
		ev |= w.want & (kernel.In | kernel.Out)
	}
	if ev == 0 {
		return 0
	}
	if !l.World.Tracing() {
		w.tcp.io(ev)
		return 1
	}
	var cause sim.RecordID
	if c, ok := l.Kernel.(causer); ok {
		cause = c.ReadyCause(r.FD)
	}
	prev := l.World.SetCause(cause)
	l.World.SetCause(l.World.Emit(sim.Record{Kind: sim.KindReady, Obj: l.Kernel.Object(r.FD), A: int64(ev)}))
	w.tcp.io(ev)
	l.World.SetCause(prev)
	return 1
}
