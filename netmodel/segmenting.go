package netmodel

// enlarge fills c up to n bytes from the slices behind it (tcp_grow_skb, since
// Linux 6.10).
func (s *socket) enlarge(c *slice, n int) {
	r := c.next
	n -= c.len()
	if n <= 0 || r == nil || r.pay == nil || c.pay == nil {
		return
	}
	n = min(n, r.len())
	if n == 0 || !c.pay.take(r.pay, n) {
		return
	}
	c.truesize += n
	r.truesize -= n
	r.seq += int64(n)
	if r.len() > 0 {
		return
	}
	c.fin, c.psh = r.fin, c.psh || r.psh
	c.next = r.next
	if s.unsent.tail == r {
		s.unsent.tail = c
	}
	s.discharge(r.truesize)
	s.net.freeSlice(r)
}

// splitPoint is how much of c, more than one segment, may go now.
func (s *socket) splitPoint(c *slice, mss, quota int, mode nagleMode) int {
	window := int(s.una + s.wnd - c.seq)
	most := mss * quota
	if most <= window && c.next != nil {
		return most
	}
	n := min(c.len(), window)
	if most <= n {
		return most
	}
	if s.nagleHolds(n%mss != 0, c, mode) {
		return n - n%mss
	}
	return n
}

// split cuts c, which is in q, after n bytes; the rest stays behind it
// (tcp_fragment).
func (s *socket) split(q *sliceQueue, c *slice, n int) {
	r := s.net.newSlice()
	r.pay = s.net.newPayload()
	if c.pay.refs > 1 { // packets still share it
		own := s.net.newPayload()
		c.pay.share(own, 0, c.pay.n)
		s.net.releasePayload(c.pay)
		c.pay = own
	}
	c.pay.moveTo(r.pay, c.skip+n)
	r.seq, r.fin, r.psh, r.record = c.seq+int64(n), c.fin, c.psh, c.record
	r.sentAt, r.retrans = c.sentAt, c.retrans
	c.fin, c.psh = false, false
	r.truesize = r.len() + sliceOverhead
	c.truesize -= r.len()
	s.charge(sliceOverhead)
	r.next = c.next
	c.next = r
	if q.tail == c {
		q.tail = r
	}
}
