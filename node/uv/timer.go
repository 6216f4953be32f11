package uv

import "finishline/node/priority"

// Timer is uv_timer_t: it fires when the loop's cached time has reached what
// that was at the start plus the timeout.
type Timer struct {
	Handle
	cb      func()
	timeout int64 // ms, absolute
	repeat  int64
	startID uint64
	index   int // in the heap, from 1; 0 is none
}

// NewTimer is uv_timer_init.
func NewTimer(l *Loop, cb func()) *Timer {
	t := &Timer{cb: cb}
	t.init(l, "timer")
	return t
}

// Start arms the timer to fire timeout milliseconds after the loop's cached
// time, and every repeat ms after that if repeat is not 0.
func (t *Timer) Start(timeout, repeat int64) {
	if t.closing {
		return
	}
	t.Stop()
	l := t.loop
	t.timeout, t.repeat = l.time+timeout, repeat
	t.startID = l.timers.counter
	l.timers.counter++
	l.timers.Push(t)
	t.start()
}

// Stop disarms it.
func (t *Timer) Stop() {
	if t.index == 0 {
		return
	}
	t.loop.timers.Remove(t)
	t.stop()
}

// Due is when it fires, in loop milliseconds.
func (t *Timer) Due() int64 { return t.timeout }

// Close disarms and closes it.
func (t *Timer) Close(cb func()) {
	t.Stop()
	t.close(nil, cb)
}

// runTimers fires every timer that is due (uv__run_timers).
func (l *Loop) runTimers() {
	for {
		t := l.timers.First()
		if t == nil || t.timeout > l.time {
			return
		}
		l.setPhase(PhaseTimers)
		t.Stop()
		if t.repeat != 0 {
			t.Start(t.repeat, t.repeat)
		}
		s := l.enterHandle(&t.Handle, "timer")
		t.cb()
		l.leave(s, t.obj)
	}
}

// timerHeap orders timers by (timeout, start order).
type timerHeap struct {
	priority.Queue[*Timer]
	counter uint64
}

// Before orders timers.
func (t *Timer) Before(o *Timer) bool {
	return t.timeout < o.timeout || (t.timeout == o.timeout && t.startID < o.startID)
}

// Place is the timer's place in the heap.
func (t *Timer) Place() *int { return &t.index }
