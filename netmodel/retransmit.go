package netmodel

import (
	"finishline/kernel"
)

const (
	synRetries    = 6  // net.ipv4.tcp_syn_retries
	synLinear     = 4  // net.ipv4.tcp_syn_linear_timeouts
	synAckRetries = 5  // net.ipv4.tcp_synack_retries
	retries2      = 15 // net.ipv4.tcp_retries2
)

// retransmitDue: nothing was acknowledged for too long (tcp_retransmit_timer).
func (s *socket) retransmitDue() {
	if s.probing {
		s.probe()
		return
	}
	s.retries++
	if s.state == synSent || s.state == synReceived {
		s.retransmitSyn()
		return
	}
	c := s.unacked.head
	if c == nil {
		return
	}
	if s.retries > retries2 {
		s.fail(kernel.ETIMEDOUT)
		return
	}
	s.ssthresh, s.cwnd, s.recover = max(s.cwnd/2, 2), 1, s.nxt
	s.rto = min(2*s.rto, maxRTO)
	s.resend(c)
	s.retransmit.set(s.net.w.Now().Add(s.rto))
}

// resend sends the first segment of c again.
func (s *socket) resend(c *slice) {
	if c.len() > s.mss {
		s.split(&s.unacked, c, s.mss)
		s.inFlight -= c.count
		c.count, c.next.count = 1, c.next.segments(s.mss)
		s.inFlight += c.count + c.next.count
	}
	c.retrans++
	s.transmit(c, s.mss)
}

// retransmitSyn repeats a SYN: four times a second apart, then six times with
// backoff, so that connect fails after 131 s.
func (s *socket) retransmitSyn() {
	f, most := flagSyn, synLinear+synRetries
	if s.state == synReceived {
		f, most = flagSyn|flagAck, synAckRetries
	}
	if s.retries > most {
		if s.parent != nil {
			s.forget()
		} else {
			s.fail(kernel.ETIMEDOUT)
		}
		return
	}
	if s.state == synReceived || s.retries > synLinear {
		s.rto *= 2
	}
	s.launchSyn(f)
	s.retransmit.set(s.net.w.Now().Add(s.rto))
}

// armProbe starts probing a window that is closed or too small for the next
// segment (tcp_check_probe_timer).
func (s *socket) armProbe() {
	s.probing, s.retries = true, 0
	s.retransmit.set(s.net.w.Now().Add(max(s.rto, minRTO)))
}

// probeAnswered stops the probes once the window takes the next segment, else
// lets them go on (tcp_ack_probe).
func (s *socket) probeAnswered() {
	if s.unsent.head.end() <= s.una+s.wnd {
		s.probing, s.retries = false, 0
		s.retransmit.stop()
		return
	}
	s.retransmit.set(s.net.w.Now().Add(min(max(s.rto, minRTO)<<min(s.retries, 20), maxRTO)))
}

// probe sends what the window does take, or else a segment from before the
// window, which the peer must answer (tcp_write_wakeup).
func (s *socket) probe() {
	c := s.unsent.head
	if s.unacked.head != nil || c == nil {
		s.probing = false
		return
	}
	if room := s.una + s.wnd - c.seq; room > 0 {
		s.probing = false
		c.psh = true
		if n := min(int(room), c.len(), s.mss); n < c.len() {
			s.split(&s.unsent, c, n)
			c.psh = true
		}
		s.unsent.pop()
		s.unacked.push(c)
		c.count = c.segments(s.mss)
		s.inFlight += c.count
		s.sent(c, s.mss)
		return
	}
	if s.retries++; s.retries > retries2 {
		s.fail(kernel.ETIMEDOUT)
		return
	}
	s.launch(s.segment(flagAck, s.una-1), s.net.w.Cause())
	s.retransmit.set(s.net.w.Now().Add(min(max(s.rto, minRTO)<<min(s.retries, 20), maxRTO)))
}
