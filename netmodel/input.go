package netmodel

import (
	"finishline/kernel"
	"finishline/sim"
)

// receive takes a segment in (net/ipv4/tcp_ipv4.c, tcp_v4_do_rcv). It owns p.
func (s *socket) receive(p *packet) {
	if w := s.net.w; w.Tracing() {
		if s.proc != nil {
			defer w.SetProc(w.SetProc(s.proc.id))
		}
		defer w.SetCause(w.SetCause(p.emit(sim.KindSegmentDelivered, s.obj, "")))
	}
	switch s.state {
	case closed:
		s.lost("arriving data", int64(p.len()), "the socket was closed")
		s.refuse(p)
	case listening:
		s.receiveListening(p)
		return
	case synSent:
		s.receiveSynSent(p)
		return
	case timeWait:
		s.receiveTimeWait(p)
		return
	case synReceived:
		if s.receiveSynReceived(p) {
			s.receiveConnected(p)
		}
		return
	default:
		s.receiveConnected(p)
		return
	}
	s.net.freePacket(p)
}

func (s *socket) receiveListening(p *packet) {
	switch {
	case p.flags&flagRst != 0:
	case p.flags&flagAck != 0:
		s.refuse(p)
	case p.flags&flagSyn != 0:
		s.receiveSyn(p)
		return
	}
	s.net.freePacket(p)
}

// receiveTimeWait answers what still comes for a resting pair
// (net/ipv4/tcp_minisocks.c, tcp_timewait_state_process).
func (s *socket) receiveTimeWait(p *packet) {
	switch {
	case p.flags&flagRst != 0:
		if p.seq == s.rcvNxt {
			s.lifeDue()
		}
	case p.flags&(flagSyn|flagAck) == flagSyn:
		// A new connection with the old pair: the wait is cut short.
		s.lifeDue()
		if l := s.host.listener(p.to); l != nil && !s.hashed {
			l.receive(p)
			return
		}
		s.refuse(p)
	case p.end() != p.seq || p.seq != s.rcvNxt:
		s.life.set(s.net.w.Now().Add(timeWaitLength))
		s.sendAck()
	}
	s.net.freePacket(p)
}

// receiveConnected handles a segment of a connection (RFC 9293, section
// 3.10.7.4; net/ipv4/tcp_input.c, tcp_rcv_state_process).
func (s *socket) receiveConnected(p *packet) {
	s.stirred = true
	if !s.acceptable(p) {
		s.net.freePacket(p)
		return
	}
	predicted := s.predicted(p)
	if p.flags&flagAck != 0 {
		s.acknowledged(p)
		if s.ackOfFin(p) {
			s.net.freePacket(p)
			return
		}
	}
	if s.refusesData(p) {
		return
	}
	if p.end() == p.seq {
		s.net.freePacket(p)
	} else {
		s.receiveData(p, predicted)
	}
	if s.state == closed || s.state == timeWait {
		return
	}
	s.afterAck()
	s.ackCheck()
}

// acceptable checks sequence number, RST and SYN (tcp_validate_incoming).
func (s *socket) acceptable(p *packet) bool {
	if p.end() < s.rcvWup || p.seq > s.rcvNxt+s.receiveWindow() {
		if p.flags&flagRst == 0 {
			s.sendAck()
		}
		return false
	}
	if p.flags&flagRst != 0 {
		if p.seq != s.rcvNxt {
			s.sendAck() // challenge (RFC 5961)
			return false
		}
		s.reset()
		return false
	}
	if p.flags&flagSyn != 0 {
		s.sendAck()
		return false
	}
	return true
}

// reset ends the connection by the peer's RST (tcp_reset).
func (s *socket) reset() {
	if s.state == closeWait {
		s.fail(kernel.EPIPE)
		return
	}
	s.fail(kernel.ECONNRESET)
}

// ackOfFin moves the closing states on when our FIN is acknowledged, and
// reports whether the segment is used up.
func (s *socket) ackOfFin(p *packet) bool {
	if s.una != s.writeSeq || !s.finSent() {
		return s.state == closed
	}
	switch s.state {
	case finWait1:
		s.setState(finWait2)
		if !s.dead {
			s.wake(wakeAll)
			return false
		}
		s.rest(finTimeout)
		return false
	case closing:
		s.enterTimeWait()
		return true
	case lastAck:
		s.done()
		return true
	}
	return false
}

// finSent reports whether the FIN is among what was written.
func (s *socket) finSent() bool {
	return s.state == finWait1 || s.state == closing || s.state == lastAck
}

// refusesData resets a connection that gets data which nobody will read
// (RFC 9293, section 3.10.7.4: the receiver has closed).
func (s *socket) refusesData(p *packet) bool {
	if !s.rdShut || s.state != finWait1 && s.state != finWait2 {
		return false
	}
	if p.len() == 0 || p.seq+int64(p.len()) <= s.rcvNxt {
		return false
	}
	s.lost("arriving data", int64(p.len()), "the socket was closed")
	s.refuse(p)
	s.net.freePacket(p)
	if s.dead {
		s.done()
	} else {
		s.fail(kernel.ECONNRESET)
	}
	return true
}
