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

// Segment sizes. Linux gives the loopback interface an MTU of 65536; each
// segment has 20 bytes of TCP header, 12 of timestamps and 20 (IPv4) or 40
// (IPv6) of IP header.
const gsoMax = 65536 - 320 - 1 // sk_gso_max_size

// startSender sets what is known before the handshake.
func (s *socket) startSender() {
	ip := 20
	if s.remote.Addr().Is6() {
		ip = 40
	}
	mtu := Loopback.MTU
	if s.link != nil {
		mtu = s.link.profile.MTU
	}
	s.mssClamp = mtu - ip - 20
	s.mss = s.mssClamp - 12
	s.una, s.nxt, s.writeSeq, s.pushedSeq, s.smallEnd = 0, 0, 0, 0, 0
	s.startCongestion()
	s.startReceiver()
}

// sizeGoal is how much payload one slice takes: as many segments as fit 64 KiB
// and half the largest window seen (net/ipv4/tcp.c, tcp_xmit_size_goal).
func (s *socket) sizeGoal() int {
	return max(1, s.halfWindow(gsoMax)/s.mss) * s.mss
}

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
}

// transmitQueue sends from the head of the send queue; with one set, a single
// slice (tcp_write_xmit).
func (s *socket) transmitQueue(mss int, mode nagleMode, one bool) {
	for c := s.unsent.head; c != nil; c = s.unsent.head {
		quota := s.cwnd - s.inFlight
		if quota <= 0 {
			s.cwndLimited = true
			break
		}
		if !s.windowAllows(c, mss) || s.nagleHolds(c, mss, mode) {
			break
		}
		if limit := s.splitPoint(c, mss, quota); len(c.data) > limit {
			s.split(c, limit)
		}
		s.unsent.pop()
		s.unacked.push(c)
		s.inFlight += c.packets(mss)
		s.sent(c, mss)
		if one {
			break
		}
	}
	if s.unacked.head == nil && s.unsent.head != nil && !s.retransmit.armed() {
		s.armProbe()
	}
}

// windowAllows reports whether the first segment of c fits the peer's window.
func (s *socket) windowAllows(c *slice, mss int) bool {
	end := c.end()
	if len(c.data) > mss {
		end = c.seq + int64(mss)
	}
	return end <= s.una+s.wnd
}

// nagleHolds reports whether c, the last and small, must wait for an
// acknowledgement (RFC 896 with Minshall's change; tcp_nagle_test).
func (s *socket) nagleHolds(c *slice, mss int, mode nagleMode) bool {
	if c.next != nil || mode != 0 || c.fin || len(c.data) >= mss {
		return false
	}
	return s.unacked.head != nil && s.smallEnd > s.una && s.smallEnd <= s.nxt
}

// splitPoint is how much of c may go now.
func (s *socket) splitPoint(c *slice, mss, quota int) int {
	window := int(s.una + s.wnd - c.seq)
	limit := quota * mss
	n := min(len(c.data), window)
	if limit <= n {
		return limit
	}
	if n < len(c.data) && n > mss {
		n -= n % mss
	}
	return max(n, 1)
}

// split cuts c after n bytes; the rest stays at the head of the unsent queue.
func (s *socket) split(c *slice, n int) {
	r := s.net.newSlice()
	r.buf, r.data = c.buf, c.data[n:]
	c.buf.refs++
	r.seq, r.fin, r.psh, r.record = c.seq+int64(n), c.fin, c.psh, c.record
	c.data, c.fin, c.psh = c.data[:n:n], false, false
	r.truesize = len(r.data) + sliceOverhead
	c.truesize -= len(r.data)
	s.charged += sliceOverhead
	r.next = c.next
	c.next = r
	if s.unsent.tail == c {
		s.unsent.tail = r
	}
}

// sent transmits c, now in the unacked queue, for the first time.
func (s *socket) sent(c *slice, mss int) {
	s.nxt = c.end()
	c.sentAt = s.net.w.Now()
	if len(c.data) < c.packets(mss)*mss {
		s.smallEnd = c.end()
	}
	s.transmit(c)
	if !s.retransmit.armed() || s.probing {
		s.probing = false
		s.retransmit.set(c.sentAt.Add(s.rto))
	}
}

// transmit puts one slice on the wire.
func (s *socket) transmit(c *slice) {
	f := flagAck
	if c.fin {
		f |= flagFin
	}
	if c.psh {
		f |= flagPsh
	}
	p := s.segment(f, c.seq)
	if c.buf != nil {
		c.buf.refs++
		p.buf, p.data = c.buf, c.data
	}
	p.truesize = len(c.data) + sliceOverhead
	if len(p.data) > 0 {
		s.dataSent()
	}
	s.launch(p, c.record)
}

// segment makes a packet of s without payload.
func (s *socket) segment(f flags, seq int64) *packet {
	p := s.net.newPacket()
	p.from, p.to = s.local, s.remote
	p.flags, p.seq, p.obj = f, seq, s.obj
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

// sendAck sends a bare acknowledgement.
func (s *socket) sendAck() { s.launch(s.segment(flagAck, s.nxt), s.net.w.Cause()) }

// sendReset sends a RST in sequence (tcp_send_active_reset).
func (s *socket) sendReset() { s.launch(s.segment(flagRst|flagAck, s.nxt), s.net.w.Cause()) }

// resetUnknown answers a segment that no socket wants (RFC 9293, section
// 3.10.7.1; net/ipv4/tcp_ipv4.c, tcp_v4_send_reset).
func (h *Host) resetUnknown(p *packet) {
	if p.flags&flagRst != 0 {
		return
	}
	n := h.net
	r := n.newPacket()
	r.from, r.to = p.to, p.from
	r.flags = flagRst
	if p.flags&flagAck != 0 {
		r.seq = p.ack
	} else {
		r.flags |= flagAck
		r.ack = p.end()
	}
	r.link = h.linkTo(p.from.Addr())
	if r.link == nil {
		n.freePacket(r)
		return
	}
	if n.w.Tracing() {
		r.obj = h.obj
		r.sent = r.emit(sim.KindSegmentSent, h.obj, "")
	}
	r.link.send(r)
}
