package uv

import "finishline/sim"

// Work is a request to libuv's thread pool: a name look-up, a file. It holds
// the loop and its result comes in a later poll phase.
type Work struct {
	at   sim.Time
	done func()
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
	l.work.list = append(l.work.list, Work{at, done})
	l.requestCount++
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
		l.requestCount--
		n++
		s := l.enter(l.obj, "work")
		w.done()
		l.leave(s, l.obj)
	}
	return n
}
