package netmodel

import (
	"finishline/kernel"
	"finishline/sim"
)

// sendSyn opens a connection.
func (s *socket) sendSyn() {
	s.nxt, s.writeSeq, s.pushSeq = 1, 1, 1
	s.launchSyn(flagSyn)
	s.retransmit.set(s.net.w.Now().Add(s.rto))
}

// sendSynAck answers a SYN.
func (s *socket) sendSynAck() {
	s.nxt, s.writeSeq, s.pushSeq = 1, 1, 1
	s.retransmit.set(s.net.w.Now().Add(s.rto))
	s.launchSyn(flagSyn | flagAck)
}

func (s *socket) launchSyn(f flags) {
	p := s.net.newPacket()
	s.lastSent = s.net.w.Now()
	p.from, p.to = s.local, s.remote
	p.flags, p.obj = f, s.obj
	p.mss = s.pathMSS
	if f&flagAck != 0 {
		p.ack = s.rcvNxt
	}
	p.wnd = min(s.rcvWnd, 65535) // a SYN's window is not scaled
	s.launch(p, s.net.w.Cause())
}

// offered takes over what the peer's SYN says.
func (s *socket) offered(p *packet) {
	s.mssClamp = min(s.mssClamp, p.mss)
	s.wnd, s.maxWnd, s.wndSeq = p.wnd, p.wnd, p.seq
	s.syncMSS()
}

// startReading sets where the peer's data begins.
func (s *socket) startReading(seq int64) { s.rcvNxt, s.copied, s.rcvWup = seq, seq, seq }

// receiveSynSent handles a segment in SYN_SENT (RFC 9293, section 3.10.7.3).
func (s *socket) receiveSynSent(p *packet) {
	switch {
	case p.flags&flagAck != 0 && p.ack != s.nxt:
		if p.flags&flagRst == 0 {
			s.refuse(p)
		}
	case p.flags&flagRst != 0:
		if p.flags&flagAck != 0 {
			s.fail(kernel.ECONNREFUSED)
		}
	case p.flags&flagSyn == 0:
	case p.flags&flagAck == 0: // simultaneous open
		s.offered(p)
		s.startReading(p.seq + 1)
		s.setState(synReceived)
		s.sendSynAck()
	default:
		s.offered(p)
		s.startReading(p.seq + 1)
		s.una = p.ack
		s.establish()
		s.wake(wakeAll)
		s.sendAck()
	}
	s.net.freePacket(p)
}

// receiveSynReceived handles a segment in SYN_RECV and reports whether the
// connection is established and the segment may hold more.
func (s *socket) receiveSynReceived(p *packet) bool {
	switch {
	case p.flags&flagRst != 0:
		s.forget()
	case p.flags&flagAck == 0:
		s.launchSyn(flagSyn | flagAck) // the SYN again: our answer was lost
	case p.ack != s.nxt:
		if p.ack > s.nxt || p.ack <= s.una && p.flags&flagSyn == 0 {
			s.refuse(p)
		}
	case s.parent != nil && !s.enqueue():
		// The accept queue is full: the SYN+ACK is sent again and the peer's
		// acknowledgement asked for anew (net.ipv4.tcp_abort_on_overflow = 0).
	default:
		s.una = p.ack
		s.wnd, s.wndSeq = p.wnd, p.seq
		if p.wnd > s.maxWnd {
			s.maxWnd = p.wnd
			s.syncMSS()
		}
		s.establish()
		if s.parent != nil {
			s.parent.wake(kernel.In)
		} else {
			s.wake(wakeAll)
		}
		if s.wrShut && s.startClosing() { // shut down before it was open
			s.sendFin()
		}
		p.flags &^= flagSyn // simultaneous open: the peer's SYN came before
		return true
	}
	s.net.freePacket(p)
	return false
}

// establish ends the handshake.
func (s *socket) establish() {
	s.retransmit.stop()
	s.rto = minRTO
	if s.retries == 0 {
		s.measured(max(s.net.w.Now().Sub(s.lastSent), sim.Duration(1000)))
	}
	s.retries = 0
	s.initBufferSpace()
	s.predict = s.parent != nil
	s.setState(established)
}

// forget drops a half-open connection whose peer gave up.
func (s *socket) forget() {
	if s.parent == nil {
		s.fail(kernel.ECONNREFUSED)
		return
	}
	for at := &s.parent.halfOpen; *at != nil; at = &(*at).acceptNext {
		if *at == s {
			*at = s.acceptNext
			break
		}
	}
	s.parent = nil
	s.destroy()
}
