package netmodel

import (
	"finishline/sim"
)

// nagleMode says how small segments are held back (tcp_sock.nonagle).
type nagleMode uint8

const (
	nagleOff  nagleMode = 1 // TCP_NODELAY
	naglePush nagleMode = 4 // send now whatever there is
)

func (s *socket) nagle() nagleMode {
	if s.nodelay {
		return nagleOff
	}
	return 0
}

const (
	headerRoom = 256                      // MAX_TCP_HEADER
	gsoMax     = 65536 - (headerRoom + 1) // sk_gso_max_size
	timestamps = 12                       // TCP option bytes in every segment

	// bareTruesize is what a segment without payload is charged for
	// (skb_set_tcp_pure_ack).
	bareTruesize = 2
)

// startSender sets what is known before the handshake.
func (s *socket) startSender() {
	ip, mtu := 20, Loopback.MTU
	if s.link != nil {
		mtu = s.link.profile.MTU
	}
	if s.remote.Addr().Is6() {
		ip = 40
	} else {
		mtu = min(mtu, 65535) // IP_MAX_MTU
	}
	s.pathMSS = mtu - ip - 20
	s.mssClamp = s.pathMSS
	s.una, s.nxt, s.writeSeq, s.pushSeq, s.smallEnd, s.maxWnd = 0, 0, 0, 0, 0, 0
	s.startCongestion()
	s.startReceiver()
}

// syncMSS sets the segment size from path, peer and window (tcp_sync_mss).
func (s *socket) syncMSS() { s.mss = s.halfWindow(min(s.pathMSS, s.mssClamp) - timestamps) }

// sizeGoal is how much payload one slice takes: as many segments as fit 64 KiB
// and half the largest window seen (net/ipv4/tcp.c, tcp_xmit_size_goal).
func (s *socket) sizeGoal() int { return max(1, s.halfWindow(gsoMax)/s.mss) * s.mss }

// halfWindow bounds n to half the largest window that the peer ever offered
// (include/net/tcp.h, tcp_bound_to_half_wnd).
func (s *socket) halfWindow(n int) int {
	cutoff := s.maxWnd
	if s.maxWnd > 536 {
		cutoff = s.maxWnd >> 1
	}
	if cutoff > 0 && int64(n) > cutoff {
		return int(max(cutoff, 68-32))
	}
	return n
}

// push sends what window, congestion window and Nagle allow
// (net/ipv4/tcp_output.c, __tcp_push_pending_frames).
func (s *socket) push(mss int, mode nagleMode) {
	if s.unsent.head == nil || !s.state.sends() {
		return
	}
	s.transmitQueue(mss, mode, false)
	if s.unacked.head == nil && s.unsent.head != nil && !s.retransmit.armed() {
		s.armProbe()
	}
}

// transmitQueue sends from the head of the send queue; with one set, a single
// slice (tcp_write_xmit).
func (s *socket) transmitQueue(mss int, mode nagleMode, one bool) {
	most := max(gsoMax/mss, 2) // segments in one transmission
	sent, cwndLimited := 0, false
	for c := s.unsent.head; c != nil; c = s.unsent.head {
		quota := min(s.cwnd-s.inFlight, most)
		if quota <= 0 {
			break
		}
		s.enlarge(c, quota*mss)
		if !s.windowAllows(c, mss) {
			break
		}
		limit := mss
		if c.len() <= mss {
			if c.next == nil && s.nagleHolds(c.len() < mss, c, mode) {
				break
			}
		} else {
			if !one && s.defers(c, most, &cwndLimited) {
				break
			}
			limit = s.splitPoint(c, mss, quota, mode)
		}
		if c.len() > limit {
			s.split(&s.unsent, c, limit)
		}
		s.unsent.pop()
		s.unacked.push(c)
		c.count = c.segments(mss)
		s.inFlight += c.count
		sent++
		s.sent(c, mss)
		if one {
			break
		}
	}
	cwndLimited = cwndLimited || s.inFlight >= s.cwnd
	if sent > 0 || cwndLimited {
		s.noteUse(cwndLimited)
	}
}

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

// windowAllows reports whether the first segment of c fits the peer's window.
func (s *socket) windowAllows(c *slice, mss int) bool {
	end := c.end()
	if c.len() > mss {
		end = c.seq + int64(mss)
	}
	return end <= s.una+s.wnd
}

// nagleHolds reports whether c, if small, must wait for an acknowledgement
// (RFC 896 with Minshall's change; tcp_nagle_test).
func (s *socket) nagleHolds(small bool, c *slice, mode nagleMode) bool {
	if !small || mode != 0 || c.fin {
		return false
	}
	return s.inFlight > 0 && s.smallEnd > s.una && s.smallEnd <= s.nxt
}

// defers reports whether c waits to become larger, because little of the
// window is open and an acknowledgement is near (tcp_tso_should_defer).
func (s *socket) defers(c *slice, most int, cwndLimited *bool) bool {
	window := s.una + s.wnd - c.seq
	congestion := int64(s.cwnd-s.inFlight) * int64(s.mss)
	limit := min(window, congestion)
	switch {
	case limit >= int64(most*s.mss):
		return false
	case c.next != nil && limit >= int64(c.len()):
		return false
	case limit >= min(s.wnd, int64(s.cwnd*s.mss))/3:
		return false
	case s.unacked.head == nil:
		return false
	case congestion < window && congestion <= int64(c.len()):
		*cwndLimited = true
	case congestion >= window && window <= int64(c.len()):
	case c.fin:
		return false
	}
	return true
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

// sent transmits c, now in the unacked queue, for the first time.
func (s *socket) sent(c *slice, mss int) {
	s.nxt = c.end()
	if c.len() < c.count*mss {
		s.smallEnd = c.end()
	}
	if !s.retransmit.armed() || s.probing {
		s.probing = false
		s.retransmit.set(s.net.w.Now().Add(s.rto))
	}
	s.transmit(c, mss)
}

// transmit puts one slice on the wire: on loopback whole, as TSO does, unless
// it is larger than the device takes; on other links a packet per segment.
func (s *socket) transmit(c *slice, mss int) {
	f := flagAck
	if c.fin {
		f |= flagFin
	}
	if c.psh {
		f |= flagPsh
	}
	c.sentAt = s.net.w.Now()
	n := c.len()
	if n == 0 {
		p := s.segment(f, c.seq)
		p.truesize = c.truesize
		s.launch(p, c.record)
		return
	}
	s.dataSent()
	if n > mss && (n+s.headerSize() >= loopbackGSO || s.link == nil || !s.link.instant()) {
		s.transmitSplit(c, f, mss)
		return
	}
	p := s.segment(f, c.seq)
	c.pay.refs++
	p.pay, p.pos = c.pay, c.skip
	p.mss = min(n, mss)
	p.truesize = c.truesize
	s.launch(p, c.record)
}

// loopbackGSO is the least frame that the loopback device does not take whole
// (net/core/dev.c, gso_features_check; gso_max_size is 65536).
const loopbackGSO = 65536

// headerSize is how long the headers of a frame with data are.
func (s *socket) headerSize() int {
	const ethernet, tcp = 14, 20
	if s.remote.Addr().Is6() {
		return ethernet + 40 + tcp + timestamps
	}
	return ethernet + 20 + tcp + timestamps
}

// transmitSplit sends a packet per segment (skb_segment). They are queued
// together before any is delivered.
func (s *socket) transmitSplit(c *slice, f flags, mss int) {
	s.net.hold()
	for off, n := 0, c.len(); off < n; off += mss {
		k, g := min(mss, n-off), f
		if off+k < n {
			g &^= flagFin | flagPsh
		}
		p := s.segment(g, c.seq+int64(off))
		p.pay = s.net.newPayload()
		c.pay.share(p.pay, c.skip+off, k)
		p.mss = k
		p.truesize = k + sliceOverhead
		s.launch(p, c.record)
	}
	s.net.resume()
}

// segment makes a packet of s without payload.
func (s *socket) segment(f flags, seq int64) *packet {
	p := s.net.newPacket()
	p.from, p.to = s.local, s.remote
	p.flags, p.seq, p.obj = f, seq, s.obj
	p.truesize = bareTruesize
	if f&flagAck != 0 {
		p.ack = s.rcvNxt
		p.wnd = s.selectWindow()
		s.ackSent()
	}
	return p
}

// launch traces p and sends it towards the peer.
func (s *socket) launch(p *packet, cause sim.RecordID) {
	n := s.net
	p.link = s.link
	if n.w.Tracing() {
		p.sent = cause
		if s.proc != nil {
			defer n.w.SetProc(n.w.SetProc(s.proc.id))
		}
		p.sent = p.emit(sim.KindSegmentSent, s.obj, "")
	}
	if s.link == nil {
		n.freePacket(p) // nobody has the address: a black hole
		return
	}
	s.link.send(p)
}

// controlSeq is the sequence number of a segment without data: the next one,
// unless the peer's window has been taken back behind it
// (tcp_acceptable_seq).
func (s *socket) controlSeq() int64 {
	if end := s.una + s.wnd; s.nxt-end >= 1<<s.shift {
		return end
	}
	return s.nxt
}

// sendAck sends a bare acknowledgement.
func (s *socket) sendAck() { s.launch(s.segment(flagAck, s.controlSeq()), s.net.w.Cause()) }

// sendReset sends a RST in sequence (tcp_send_active_reset).
func (s *socket) sendReset() { s.launch(s.segment(flagRst|flagAck, s.controlSeq()), s.net.w.Cause()) }
