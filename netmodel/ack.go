package netmodel

import (
	"finishline/kernel"
	"finishline/sim"
)

// acknowledged takes the acknowledgement and window of p (tcp_ack).
func (s *socket) acknowledged(p *packet) {
	if p.ack > s.nxt || p.ack < s.una {
		return
	}
	s.updateWindow(p)
	if p.ack == s.una {
		s.duplicateAck(p)
		return
	}
	s.una = p.ack
	s.retries, s.dupAcks = 0, 0
	s.releaseAcked()
	switch {
	case s.unacked.head == nil:
		s.retransmit.stop()
	default:
		s.retransmit.set(s.net.w.Now().Add(s.rto))
	}
	if s.recover != 0 && s.una >= s.recover {
		s.recover = 0
	} else if s.recover != 0 && s.unacked.head != nil {
		s.resend(s.unacked.head) // the next hole
	}
	s.traceLevel("sndbuf", s.writeSeq-s.una, s.sndbuf)
}

// updateWindow takes over the peer's window unless p is older than the
// segment that set it (tcp_ack_update_window).
func (s *socket) updateWindow(p *packet) {
	if p.ack > s.una || p.seq > s.wndSeq || p.seq == s.wndSeq && (p.wnd > s.wnd || p.wnd == 0) {
		s.wndSeq = p.seq
		if s.wnd != p.wnd {
			s.wnd, s.predict = p.wnd, false
			s.expect()
		}
		if p.wnd > s.maxWnd {
			s.maxWnd = p.wnd
			s.syncMSS()
		}
	}
	if s.probing && s.unsent.head != nil && s.unacked.head == nil {
		s.probeAnswered()
	}
}

// releaseAcked frees what is acknowledged (tcp_clean_rtx_queue).
func (s *socket) releaseAcked() {
	n := 0
	for c := s.unacked.head; c != nil && c.end() <= s.una; c = s.unacked.head {
		n += c.count
		s.discharge(c.truesize)
		if c.retrans == 0 {
			s.sample(c)
		}
		s.net.freeSlice(s.unacked.pop())
	}
	if c := s.unacked.head; c != nil && s.una > c.seq && c.count > 1 {
		cut := min(int(s.una-c.seq), c.len())
		c.skip += cut
		c.seq += int64(cut)
		c.truesize -= cut
		s.discharge(cut)
		left := c.segments(s.mss)
		n += c.count - left
		c.count = left
	}
	s.inFlight -= n
	s.grow(n)
}

func (s *socket) sample(c *slice) {
	s.measured(max(s.net.w.Now().Sub(c.sentAt), sim.Duration(1000)))
}

// duplicateAck counts towards fast retransmit (RFC 5681).
func (s *socket) duplicateAck(p *packet) {
	if s.unacked.head == nil || p.len() > 0 || p.flags&flagFin != 0 {
		return
	}
	s.dupAcks++
	if s.dupAcks == 3 && s.recover == 0 {
		s.recover = s.nxt
		s.ssthresh = max(s.cwnd/2, 2)
		s.cwnd = s.ssthresh
		s.resend(s.unacked.head)
	}
}

// afterAck sends what the acknowledgement made room for and tells the program
// about room in the buffer (tcp_data_snd_check).
func (s *socket) afterAck() {
	s.push(s.mss, s.nagle())
	if !s.noSpace || s.dead {
		return
	}
	if s.inFlight < s.cwnd { // a full window says that more buffer is no use
		s.expandSendBuffer()
	}
	if s.writable() {
		s.noSpace = false
		s.wake(kernel.Out)
	}
}
