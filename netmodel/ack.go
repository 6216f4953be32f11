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
	if p.ack > s.una || p.seq > s.wndSeq || p.seq == s.wndSeq && p.wnd > s.wnd {
		s.wnd, s.wndSeq = p.wnd, p.seq
		s.maxWnd = max(s.maxWnd, p.wnd)
	}
	if p.ack == s.una {
		s.duplicateAck(p)
		return
	}
	s.una = p.ack
	s.retries, s.dupAcks = 0, 0
	s.release()
	switch {
	case s.unacked.head == nil:
		s.retransmit.stop()
		s.probing = false
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

// release frees what is acknowledged.
func (s *socket) release() {
	n := 0
	for c := s.unacked.head; c != nil && c.end() <= s.una; c = s.unacked.head {
		n += c.packets(s.mss)
		s.charged -= c.truesize
		if c.retrans == 0 {
			s.sample(c)
		}
		s.net.freeSlice(s.unacked.pop())
	}
	if c := s.unacked.head; c != nil && s.una > c.seq {
		cut := min(int(s.una-c.seq), len(c.data))
		before := c.packets(s.mss)
		c.data = c.data[cut:]
		c.seq += int64(cut)
		n += before - c.packets(s.mss)
	}
	s.inFlight -= n
	s.grow(n)
}

func (s *socket) sample(c *slice) {
	s.measured(max(s.net.w.Now().Sub(c.sentAt), sim.Duration(1000)))
}

// duplicateAck counts towards fast retransmit (RFC 5681).
func (s *socket) duplicateAck(p *packet) {
	if s.unacked.head == nil || len(p.data) > 0 || p.flags&flagFin != 0 {
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
	s.expandSendBuffer()
	if s.writable() {
		s.noSpace = false
		s.wake(kernel.Out)
	}
}
