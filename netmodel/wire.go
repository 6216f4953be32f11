package netmodel

import (
	"finishline/sim"
)

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
	s.stirred = true
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
	if s.link == nil { // nobody has the address: a black hole
		s.emit(sim.Record{Kind: sim.KindSegmentDropped, Name: n.w.Sym(p.flags.String()), A: p.seq, B: int64(p.len()),
			Cause: cause, Text: n.w.Sym("nobody has the address")})
		n.freePacket(p)
		return
	}
	p.link = s.link
	if n.w.Tracing() {
		p.sent = cause
		if s.proc != nil {
			defer n.w.SetProc(n.w.SetProc(s.proc.id))
		}
		p.sent = p.emit(sim.KindSegmentSent, s.obj, "")
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
