package netmodel

import (
	"finishline/sim"
)

// slice is a stretch of a send queue: what one transmission carries at most
// (an sk_buff of the write or retransmit queue).
type slice struct {
	next     *slice
	buf      *buffer // nil for a bare FIN
	data     []byte  // in buf
	seq      int64
	fin      bool
	psh      bool
	truesize int      // what the send buffer is charged for it
	sentAt   sim.Time // first transmission
	retrans  int
	record   sim.RecordID // the record that caused the data
}

func (c *slice) end() int64 {
	n := c.seq + int64(len(c.data))
	if c.fin {
		n++
	}
	return n
}

// packets is how many segments the slice counts as against the congestion window.
func (c *slice) packets(mss int) int { return max(1, (len(c.data)+mss-1)/mss) }

type sliceQueue struct{ head, tail *slice }

func (q *sliceQueue) push(c *slice) {
	c.next = nil
	if q.tail == nil {
		q.head = c
	} else {
		q.tail.next = c
	}
	q.tail = c
}

func (q *sliceQueue) pop() *slice {
	c := q.head
	if c != nil {
		q.head = c.next
		if q.head == nil {
			q.tail = nil
		}
		c.next = nil
	}
	return c
}

func (n *Network) newSlice() *slice {
	if c := n.slices; c != nil {
		n.slices = c.next
		c.next = nil
		return c
	}
	return new(slice)
}

func (n *Network) freeSlice(c *slice) {
	if c.buf != nil {
		n.pool.release(c.buf)
	}
	*c = slice{next: n.slices}
	n.slices = c
}
