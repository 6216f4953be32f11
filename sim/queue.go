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

// event is what is to happen.
type event struct {
	handler Handler // nil: cancelled
	arg     uint64
	cause   RecordID
	gen     uint32 // counts the uses of this place; half of an EventID
}

// pending is an event's place in the heap.
type pending struct {
	at    Time
	seq   uint64
	event int32 // index in queue.events
}

// before orders events by (time, sequence): what was scheduled first among
// simultaneous events comes first. Replay depends on it.
func (e *pending) before(o *pending) bool {
	return e.at < o.at || (e.at == o.at && e.seq < o.seq)
}

// queue is a 4-ary heap of small values; the events themselves stay where they
// are. Four children to a node keep it half as deep as a binary heap and a
// node's children in two cache lines. Cancelled events stay in the heap until
// they reach its front or outnumber the live ones, so that timers which are
// set and cleared without end leave nothing behind.
type queue struct {
	heap   []pending
	events []event
	free   []int32
	seq    uint64
	dead   int  // cancelled events in heap
	hole   bool // the root was taken and not yet filled: most handlers schedule again
}

func (q *queue) push(at Time, h Handler, arg uint64, cause RecordID) EventID {
	var i int32
	if n := len(q.free); n > 0 {
		i = q.free[n-1]
		q.free = q.free[:n-1]
	} else {
		if q.events == nil {
			q.events, q.heap, q.free = make([]event, 0, 16), make([]pending, 0, 16), make([]int32, 0, 16)
		}
		i = int32(len(q.events))
		q.events = append(q.events, event{})
	}
	e := &q.events[i]
	e.handler, e.arg, e.cause = h, arg, cause
	e.gen++
	q.seq++
	if q.hole {
		q.hole = false
		q.down(0, pending{at, q.seq, i})
	} else {
		q.heap = append(q.heap, pending{at, q.seq, i})
		q.up(len(q.heap) - 1)
	}
	return EventID(uint64(e.gen)<<32 | uint64(uint32(i)))
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

// cancel drops an event that is still pending; of any other it takes no notice.
func (q *queue) cancel(id EventID) {
	i := uint32(id)
	if int(i) >= len(q.events) {
		return
	}
	e := &q.events[i]
	if e.gen != uint32(id>>32) || e.handler == nil {
		return
	}
	e.handler = nil
	q.dead++
	if q.dead > 32 && 2*q.dead > len(q.heap) {
		q.sweep()
	}
}

// sweep removes all cancelled events.
func (q *queue) sweep() {
	q.settle()
	live := q.heap[:0]
	for _, p := range q.heap {
		if q.events[p.event].handler == nil {
			q.free = append(q.free, p.event)
			continue
		}
		live = append(live, p)
	}
	q.heap, q.dead = live, 0
	for i := (len(live) - 2) / 4; i >= 0 && len(live) > 1; i-- {
		q.down(i, live[i])
	}
}

// peek returns the first live event's place, or nil.
func (q *queue) peek() *pending {
	q.settle()
	for len(q.heap) > 0 {
		p := &q.heap[0]
		if q.dead == 0 || q.events[p.event].handler != nil {
			return p
		}
		q.free = append(q.free, p.event)
		q.dead--
		q.drop()
	}
	return nil
}

// popBy takes the first live event off the queue if it is due at limit or before.
func (q *queue) popBy(limit Time) (Time, event, bool) {
	p := q.peek()
	if p == nil || p.at > limit {
		return 0, event{}, false
	}
	at, slot := p.at, &q.events[p.event]
	e := *slot
	slot.handler = nil
	q.free = append(q.free, p.event)
	q.hole = true
	return at, e, true
}

// settle fills the hole that pop left, if nothing was pushed into it.
func (q *queue) settle() {
	if q.hole {
		q.hole = false
		q.drop()
	}
}

// drop removes the root.
func (q *queue) drop() {
	n := len(q.heap) - 1
	last := q.heap[n]
	q.heap = q.heap[:n]
	if n > 0 {
		q.down(0, last)
	}
}

// down puts e into the hole at i and moves it to where it belongs.
func (q *queue) down(i int, e pending) {
	h := q.heap
	for {
		c := 4*i + 1
		if c >= len(h) {
			break
		}
		m := c
		for k := c + 1; k < min(c+4, len(h)); k++ {
			if h[k].before(&h[m]) {
				m = k
			}
		}
		if !h[m].before(&e) {
			break
		}
		h[i] = h[m]
		i = m
	}
	h[i] = e
}

func (q *queue) len() int {
	n := len(q.heap) - q.dead
	if q.hole {
		n--
	}
	return n
}
