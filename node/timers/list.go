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
		t.queue.Push(l)
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

// Before orders lists by (expiry, id).
func (l *list) Before(o *list) bool {
	return l.expiry < o.expiry || (l.expiry == o.expiry && l.id < o.id)
}

// Place is the list's place in the queue.
func (l *list) Place() *int { return &l.index }

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
