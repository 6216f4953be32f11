package netmodel

import (
	"finishline/kernel"
	"finishline/sim"
)

const (
	minRTO     = sim.Duration(200e6) // TCP_RTO_MIN
	firstRTO   = sim.Duration(1e9)   // TCP_TIMEOUT_INIT
	maxRTO     = sim.Duration(120e9) // TCP_RTO_MAX
	initCwnd   = 10                  // TCP_INIT_CWND
	synRetries = 6                   // net.ipv4.tcp_syn_retries
	retries2   = 15                  // net.ipv4.tcp_retries2
)

// congestion is slow start, congestion avoidance and the retransmission timer.
type congestion struct {
	cwnd, ssthresh int // in segments
	cwndCount      int
	inFlight       int // segments of unacked
	cwndLimited    bool
	pushedSeq      int64 // write position of the last PSH
	rto            sim.Duration
	srtt, rttvar   sim.Duration
	retries        int
	probing        bool // the timer probes a closed window
	dupAcks        int
	recover        int64 // recovery ends when this is acknowledged; 0: none
}

func (s *socket) startCongestion() {
	s.congestion = congestion{cwnd: initCwnd, ssthresh: 1 << 30, rto: firstRTO}
}

// measured takes one round-trip sample (RFC 6298).
func (s *socket) measured(rtt sim.Duration) {
	if s.srtt == 0 {
		s.srtt, s.rttvar = rtt, rtt/2
	} else {
		diff := s.srtt - rtt
		if diff < 0 {
			diff = -diff
		}
		s.rttvar += (diff - s.rttvar) / 4
		s.srtt += (rtt - s.srtt) / 8
	}
	s.rto = min(s.srtt+max(4*s.rttvar, minRTO), maxRTO)
}

// grow enlarges the congestion window for n acknowledged segments.
func (s *socket) grow(n int) {
	if !s.cwndLimited {
		return
	}
	if s.cwnd < s.ssthresh {
		s.cwnd += n
		return
	}
	s.cwndCount += n
	if s.cwndCount >= s.cwnd {
		s.cwndCount -= s.cwnd
		s.cwnd++
	}
}

// retransmitDue: nothing was acknowledged for too long.
func (s *socket) retransmitDue() {
	if s.probing {
		s.probe()
		return
	}
	s.retries++
	switch s.state {
	case synSent, synReceived:
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

func (s *socket) resend(c *slice) {
	c.retrans++
	s.transmit(c)
}

// retransmitSyn repeats a SYN: four times a second apart, then with backoff
// (net.ipv4.tcp_syn_linear_timeouts = 4).
func (s *socket) retransmitSyn() {
	if s.retries > synRetries {
		if s.parent != nil {
			s.forget()
		} else {
			s.fail(kernel.ETIMEDOUT)
		}
		return
	}
	f := flagSyn
	if s.state == synReceived {
		f |= flagAck
	}
	if s.state == synReceived || s.retries > 4 {
		s.rto *= 2
	}
	s.launchSyn(f)
	s.retransmit.set(s.net.w.Now().Add(s.rto))
}

// armProbe starts probing a window that the peer has closed.
func (s *socket) armProbe() {
	s.probing, s.retries = true, 0
	s.retransmit.set(s.net.w.Now().Add(s.rto))
}

// probe asks the peer for its window (tcp_write_wakeup): a segment one before
// the window, which must be acknowledged.
func (s *socket) probe() {
	if s.unacked.head != nil || s.unsent.head == nil {
		s.probing = false
		return
	}
	s.retries++
	if s.windowAllows(s.unsent.head, s.mss) {
		s.probing = false
		s.push(s.mss, naglePush)
		return
	}
	s.launch(s.segment(flagAck, s.una-1), s.net.w.Cause())
	backoff := min(s.rto<<min(s.retries, 20), maxRTO)
	s.retransmit.set(s.net.w.Now().Add(backoff))
}
