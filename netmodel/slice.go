package netmodel

import (
	"finishline/sim"
)

// slice is a stretch of a send queue: what one transmission carries at most
// (an sk_buff of the write or retransmit queue).
type slice struct {
	next     *slice
	pay      *payload // nil for a bare FIN
	seq      int64
	skip     int // bytes of pay that are acknowledged
	count    int // segments that it was sent as
	truesize int // what the send buffer is charged for it
	retrans  int
	fin      bool
	psh      bool
	sentAt   sim.Time     // last transmission
	record   sim.RecordID // the record that caused the data
}

// sliceOverhead is what a slice is charged beyond its payload: an sk_buff of
// 256 bytes, room for headers of 256, and 320 of skb_shared_info (SO_MEMINFO
// on Linux 6.18, x86-64: SKB_TRUESIZE(MAX_TCP_HEADER)).
const sliceOverhead = 832

// len is how many bytes of payload are left.
func (c *slice) len() int {
	if c.pay == nil {
		return 0
	}
	return c.pay.n - c.skip
}

func (c *slice) end() int64 {
	n := c.seq + int64(c.len())
	if c.fin {
		n++
	}
	return n
}

// segments is how many segments of mss bytes the slice is.
func (c *slice) segments(mss int) int { return max(1, (c.len()+mss-1)/mss) }

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
	if c.pay != nil {
		n.releasePayload(c.pay)
	}
	*c = slice{next: n.slices}
	n.slices = c
}
