package timers

import "strconv"

// list is every timer of one duration, in the order in which they were started
// (TimersList).
type list struct {
	ms          int64
	expiry      int64
	id          int64 // breaks ties between lists that expire together
	first, last *Timeout
	index       int // in the queue, from 1; 0 is none
}

func (l *list) append(x *Timeout) {
	x.list, x.prev, x.next = l, l.last, nil
	if l.last != nil {
		l.last.next = x
	} else {
		l.first = x
	}
	l.last = x
}

// unlink takes the timer out of its list.
func (x *Timeout) unlink() {
	l := x.list
	if l == nil {
		return
	}
	if x.prev != nil {
		x.prev.next = x.next
	} else {
		l.first = x.next
	}
	if x.next != nil {
		x.next.prev = x.prev
	} else {
		l.last = x.prev
	}
	x.list, x.prev, x.next = nil, nil, nil
}

// insert puts the timer at the end of its duration's list, which is made, and
// the uv timer brought forward, if need be.
func (t *Timers) insert(x *Timeout, start int64) {
	ms := int64(x.duration)
	x.start = start
	l := t.lists[ms]
	if l == nil {
		l = &list{ms: ms, expiry: start + ms, id: t.newListID()}
		if t.lists == nil {
			t.lists = make(map[int64]*list, 8)
		}
		t.lists[ms] = l
		t.queue.push(l)
		if t.nextExpiry > l.expiry {
			t.uv.Start(ms, 0)
			t.nextExpiry = l.expiry
		}
	}
	x.unlink()
	l.append(x)
	t.trace("arm", x)
}

func (t *Timers) newListID() int64 {
	t.nextListID++
	return t.nextListID
}

// listQueue is a heap of lists ordered by (expiry, id).
type listQueue struct{ heap []*list }

func (l *list) before(o *list) bool {
	return l.expiry < o.expiry || (l.expiry == o.expiry && l.id < o.id)
}

func (q *listQueue) peek() *list {
	if len(q.heap) == 0 {
		return nil
	}
	return q.heap[0]
}

func (q *listQueue) set(i int, l *list) {
	q.heap[i] = l
	l.index = i + 1
}

func (q *listQueue) push(l *list) {
	q.heap = append(q.heap, l)
	q.up(len(q.heap) - 1)
}

func (q *listQueue) up(i int) {
	l := q.heap[i]
	for i > 0 {
		p := (i - 1) / 2
		if !l.before(q.heap[p]) {
			break
		}
		q.set(i, q.heap[p])
		i = p
	}
	q.set(i, l)
}

func (q *listQueue) down(i int) {
	l := q.heap[i]
	for {
		c := 2*i + 1
		if c >= len(q.heap) {
			break
		}
		if c+1 < len(q.heap) && q.heap[c+1].before(q.heap[c]) {
			c++
		}
		if !q.heap[c].before(l) {
			break
		}
		q.set(i, q.heap[c])
		i = c
	}
	q.set(i, l)
}

func (q *listQueue) remove(l *list) {
	if l.index == 0 {
		return
	}
	i := l.index - 1
	l.index = 0
	n := len(q.heap) - 1
	last := q.heap[n]
	q.heap[n] = nil
	q.heap = q.heap[:n]
	if last == l {
		return
	}
	q.set(i, last)
	q.down(i)
	q.up(last.index - 1)
}

// number is a JavaScript number as text, for the durations that warnings name.
func number(f float64) string {
	switch {
	case f > 1e21 || f < -1e21:
		s := strconv.FormatFloat(f, 'g', -1, 64)
		if s == "+Inf" {
			return "Infinity"
		}
		if s == "-Inf" {
			return "-Infinity"
		}
		return s
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
