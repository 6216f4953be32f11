package netmodel

import (
	"finishline/sim"
)

const (
	minRTO   = sim.Duration(200e6) // TCP_RTO_MIN
	firstRTO = sim.Duration(1e9)   // TCP_TIMEOUT_INIT
	maxRTO   = sim.Duration(120e9) // TCP_RTO_MAX
	initCwnd = 10                  // TCP_INIT_CWND
)

// congestion is slow start and congestion avoidance (RFC 5681), counted in
// segments as Linux does. Linux's default, CUBIC, differs only in how the
// window grows after a loss.
type congestion struct {
	cwnd, ssthresh int
	growth         int // acknowledged since cwnd last grew
	inFlight       int // segments of unacked

	limited  bool  // cwnd held something back (is_cwnd_limited)
	most     int   // most in flight in this window (max_packets_out)
	usageEnd int64 // where this window ends (cwnd_usage_seq)

	rto          sim.Duration
	srtt, rttvar sim.Duration
	lastSent     sim.Time
	retries      int
	probing      bool // the retransmission timer probes a closed window
	dupAcks      int
	recover      int64 // recovery ends when this is acknowledged; 0: none
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

// noteUse remembers how much of the congestion window is used, for only a
// used one grows (tcp_cwnd_validate).
func (s *socket) noteUse(limited bool) {
	if s.una >= s.usageEnd || limited || !s.limited && s.inFlight > s.most {
		s.limited = limited
		s.most = s.inFlight
		s.usageEnd = s.nxt
	}
}

// grow enlarges the congestion window for n acknowledged segments.
func (s *socket) grow(n int) {
	if !s.limited && (s.cwnd >= s.ssthresh || s.cwnd >= 2*s.most) {
		return
	}
	if s.cwnd < s.ssthresh {
		s.cwnd += n
		return
	}
	s.growth += n
	if s.growth >= s.cwnd {
		s.growth -= s.cwnd
		s.cwnd++
	}
}

// restartAfterIdle shrinks the window when nothing was sent for longer than a
// retransmission timeout (RFC 2861; tcp_slow_start_after_idle_check).
func (s *socket) restartAfterIdle() {
	idle := s.net.w.Now().Sub(s.lastSent)
	if s.inFlight > 0 || idle <= s.rto || s.cwnd <= initCwnd {
		return
	}
	for ; idle > s.rto && s.cwnd > initCwnd; idle -= s.rto {
		s.cwnd /= 2
	}
	s.cwnd = max(s.cwnd, initCwnd)
}
