package uv

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
	l.timers.push(t)
	t.start()
}

// Stop disarms it.
func (t *Timer) Stop() {
	if t.index == 0 {
		return
	}
	t.loop.timers.remove(t)
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
		t := l.timers.min()
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
	heap    []*Timer
	counter uint64
}

func (q *timerHeap) min() *Timer {
	if len(q.heap) == 0 {
		return nil
	}
	return q.heap[0]
}

func (a *Timer) before(b *Timer) bool {
	return a.timeout < b.timeout || (a.timeout == b.timeout && a.startID < b.startID)
}

func (q *timerHeap) set(i int, t *Timer) {
	q.heap[i] = t
	t.index = i + 1
}

func (q *timerHeap) push(t *Timer) {
	q.heap = append(q.heap, t)
	t.index = len(q.heap)
	q.up(len(q.heap) - 1)
}

func (q *timerHeap) up(i int) {
	t := q.heap[i]
	for i > 0 {
		p := (i - 1) / 2
		if !t.before(q.heap[p]) {
			break
		}
		q.set(i, q.heap[p])
		i = p
	}
	q.set(i, t)
}

func (q *timerHeap) down(i int) {
	t := q.heap[i]
	for {
		c := 2*i + 1
		if c >= len(q.heap) {
			break
		}
		if c+1 < len(q.heap) && q.heap[c+1].before(q.heap[c]) {
			c++
		}
		if !q.heap[c].before(t) {
			break
		}
		q.set(i, q.heap[c])
		i = c
	}
	q.set(i, t)
}

func (q *timerHeap) remove(t *Timer) {
	i := t.index - 1
	t.index = 0
	n := len(q.heap) - 1
	last := q.heap[n]
	q.heap[n] = nil
	q.heap = q.heap[:n]
	if last == t {
		return
	}
	q.set(i, last)
	q.down(i)
	q.up(last.index - 1)
}
