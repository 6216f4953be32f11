package netmodel

// queueEarly keeps a segment that came before its predecessors.
func (s *socket) queueEarly(p *packet) {
	var before *packet
	for e := s.early.head; e != nil && e.seq <= p.seq; e = e.next {
		if e.seq == p.seq && e.end() >= p.end() {
			s.net.freePacket(p)
			return
		}
		before = e
	}
	s.predict = false
	s.reserve(p.truesize)
	s.hold(p.truesize)
	if before == nil {
		p.next = s.early.head
		s.early.head = p
	} else {
		p.next = before.next
		before.next = p
	}
	if p.next == nil {
		s.early.tail = p
	}
}

// receiveFin: the peer has no more to send (tcp_fin).
func (s *socket) receiveFin() {
	s.rcvNxt++
	s.finSeen, s.rdShut = true, true
	s.ackScheduled = true
	switch s.state {
	case established, synReceived:
		s.setState(closeWait)
		s.pingpong = true
	case finWait1:
		s.sendAck()
		s.setState(closing)
	case finWait2:
		s.sendAck()
		s.enterTimeWait()
	}
	if !s.dead {
		s.wake(wakeAll)
	}
}
