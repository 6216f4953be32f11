package sim

// Handler is woken by an event that it scheduled. arg is what it passed to
// Schedule: with it one long-lived handler can serve many kinds of events, so
// that scheduling allocates nothing.
type Handler interface {
	HandleEvent(arg uint64)
}

// HandlerFunc adapts a function; unlike a long-lived handler it may allocate.
type HandlerFunc func(arg uint64)

// HandleEvent calls f.
func (f HandlerFunc) HandleEvent(arg uint64) { f(arg) }

// EventID names a scheduled event for Cancel. The zero EventID names none.
type EventID uint64

type event struct {
	at      Time
	seq     uint64
	handler Handler
	arg     uint64
	cause   RecordID
}

// before orders events by (time, sequence): what was scheduled first among
// simultaneous events comes first. Replay depends on it.
func (e *event) before(o *event) bool {
	return e.at < o.at || (e.at == o.at && e.seq < o.seq)
}

// queue is a 4-ary heap of event values. Four children to a node keep it half
// as deep as a binary heap and a node's children in two cache lines.
type queue struct {
	heap      []event
	seq       uint64
	cancelled map[uint64]struct{}
}

func (q *queue) push(e event) EventID {
	q.seq++
	e.seq = q.seq
	q.heap = append(q.heap, e)
	q.up(len(q.heap) - 1)
	return EventID(e.seq)
}

func (q *queue) up(i int) {
	e := q.heap[i]
	for i > 0 {
		p := (i - 1) / 4
		if !e.before(&q.heap[p]) {
			break
		}
		q.heap[i] = q.heap[p]
		i = p
	}
	q.heap[i] = e
}

// cancel marks the event; it is dropped when it reaches the front. The event
// must still be pending.
func (q *queue) cancel(id EventID) {
	if q.cancelled == nil {
		q.cancelled = make(map[uint64]struct{})
	}
	q.cancelled[uint64(id)] = struct{}{}
}

// peek returns the first live event, or nil.
func (q *queue) peek() *event {
	for len(q.heap) > 0 {
		if len(q.cancelled) == 0 {
			return &q.heap[0]
		}
		seq := q.heap[0].seq
		if _, dead := q.cancelled[seq]; !dead {
			return &q.heap[0]
		}
		delete(q.cancelled, seq)
		q.drop()
	}
	return nil
}

func (q *queue) pop() (event, bool) {
	p := q.peek()
	if p == nil {
		return event{}, false
	}
	e := *p
	q.drop()
	return e, true
}

// drop removes the root.
func (q *queue) drop() {
	n := len(q.heap) - 1
	last := q.heap[n]
	q.heap[n] = event{}
	q.heap = q.heap[:n]
	if n == 0 {
		return
	}
	i := 0
	for {
		c := 4*i + 1
		if c >= n {
			break
		}
		m := c
		for k := c + 1; k < c+4 && k < n; k++ {
			if q.heap[k].before(&q.heap[m]) {
				m = k
			}
		}
		if !q.heap[m].before(&last) {
			break
		}
		q.heap[i] = q.heap[m]
		i = m
	}
	q.heap[i] = last
}

func (q *queue) len() int { return len(q.heap) - len(q.cancelled) }
