package uv

import "finishline/sim"

// Work is a request to libuv's thread pool: a name look-up, a file. It holds
// the loop and its result comes in a later poll phase.
type Work struct {
	at     sim.Time
	done   func()
	posted bool // does not hold the loop
}

// workQueue is the requests in the order in which they finish.
type workQueue struct{ list []Work }

// QueueWork makes done run in the poll phase once the request's time has
// passed; several finish in the order in which they were queued.
func (l *Loop) QueueWork(done func()) {
	at := l.Kernel.Now().Add(l.Costs.Work)
	if n := len(l.work.list); n > 0 {
		at = max(at, l.work.list[n-1].at)
	}
	l.work.list = append(l.work.list, Work{at: at, done: done})
	l.requestCount++
}

// Post makes done run in the next poll phase without holding the loop: that is
// how a signal arrives, through the pipe that the loop watches (src/unix/signal.c).
func (l *Loop) Post(done func()) {
	w := Work{at: l.Kernel.Now(), done: done, posted: true}
	i := len(l.work.list)
	for i > 0 && l.work.list[i-1].at > w.at {
		i--
	}
	l.work.list = append(l.work.list, Work{})
	copy(l.work.list[i+1:], l.work.list[i:])
	l.work.list[i] = w
}

func (q *workQueue) next() sim.Time {
	if len(q.list) == 0 {
		return sim.Never
	}
	return q.list[0].at
}

func (q *workQueue) due(now sim.Time) bool { return q.next() <= now }

// runWork reports what has finished (uv__work_done).
func (l *Loop) runWork() (n int) {
	for l.work.due(l.Kernel.Now()) {
		w := l.work.list[0]
		l.work.list = l.work.list[1:]
		if !w.posted {
			l.requestCount--
		}
		n++
		s := l.enter(l.obj, "work")
		w.done()
		l.leave(s, l.obj)
	}
	return n
}
