package uv

import "finishline/sim"

// Work is a request to libuv's thread pool: a name look-up, a file. It holds
// the loop and its result comes in a later poll phase.
type Work struct {
	at     sim.Time
	done   func()
	posted bool // does not hold the loop
	last   bool // comes after the sockets of its poll
}

// workQueue is the requests in the order in which they finish.
type workQueue struct {
	list      []Work
	busyUntil sim.Time // when the last request to the pool is done
}

// QueueWork makes done run in the poll phase once the request's time has
// passed; several finish in the order in which they were queued.
func (l *Loop) QueueWork(done func()) {
	at := l.Kernel.Now().Add(l.Costs.Work)
	at = max(at, l.work.busyUntil)
	l.work.busyUntil = at
	l.work.insert(Work{at: at, done: done})
	l.request(true, l.obj, "work")
}

// Post makes done run in the next poll phase without holding the loop: that is
// how a signal arrives, through the pipe that the loop watches (src/unix/signal.c).
func (l *Loop) Post(done func()) { l.PostAt(l.Kernel.Now(), done) }

// PostAt is Post for something that arrives at a given time.
func (l *Loop) PostAt(at sim.Time, done func()) {
	l.work.insert(Work{at: at, done: done, posted: true, last: true})
}

// Async makes done run first in the next poll phase, without holding the loop:
// a uv_async_t that was sent before any socket became ready (src/unix/async.c;
// epoll reports descriptors in the order in which they did).
func (l *Loop) Async(done func()) {
	l.work.insert(Work{at: l.Kernel.Now(), done: done, posted: true})
}

// Polled reports whether the loop has been in a poll phase yet.
func (l *Loop) Polled() bool {
	return l.count > 1 || l.count == 1 && (l.timersAfterPoll || l.phase >= PhasePoll)
}

func (q *workQueue) insert(w Work) {
	i := len(q.list)
	for i > 0 && q.list[i-1].at > w.at {
		i--
	}
	q.list = append(q.list, Work{})
	copy(q.list[i+1:], q.list[i:])
	q.list[i] = w
}

func (q *workQueue) next() sim.Time {
	if len(q.list) == 0 {
		return sim.Never
	}
	return q.list[0].at
}

func (q *workQueue) due(now sim.Time) bool { return q.next() <= now }

// runWork reports what has finished (uv__work_done), or (last) the signals
// that have come: the loop looks at their pipe last (uv__io_poll).
func (l *Loop) runWork(last bool) (n int) {
	for i := 0; i < len(l.work.list) && l.work.list[i].at <= l.Kernel.Now(); {
		w := l.work.list[i]
		if w.last != last {
			i++
			continue
		}
		l.work.list = append(l.work.list[:i], l.work.list[i+1:]...)
		if !w.posted {
			l.request(false, l.obj, "work")
		}
		n++
		s := l.enter(l.obj, "work")
		w.done()
		l.leave(s, l.obj)
	}
	return n
}
