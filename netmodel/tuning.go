package netmodel

// tuneAfterCopy lets the buffer grow with the program's appetite: by what it
// copied in a round trip, less what still waits (tcp_rcv_space_adjust). Linux
// reads its clock only when segments come and go; between two of them, one
// look is enough. A round trip it measures in whole milliseconds, and here
// every look counts as late enough, since between segments on loopback no
// virtual time passes.
func (s *socket) tuneAfterCopy() {
	if !s.roundTrip || !s.stirred {
		return
	}
	copied := s.copied - s.spaceSeq - (s.rcvNxt - s.copied)
	if copied > s.space {
		s.growReceiveBuffer(copied)
	}
	s.spaceSeq = s.copied
	s.stirred = false
}

func (s *socket) growReceiveBuffer(space int64) {
	old := s.space
	s.space = space
	if s.rcvLocked || s.net.cfg.FixedRcvBuf {
		return
	}
	window := 2 * space
	window += 2 * (window * (space - old) / old)
	size := min(int(window<<8/s.ratio), s.net.cfg.RcvBuf.Max)
	if size > s.rcvbuf {
		s.rcvbuf = size
		s.clamp = s.fromSpace(size)
	}
}

// prune makes room when the buffer is over its limit (tcp_prune_queue).
func (s *socket) prune() bool {
	s.clampWindow()
	return s.held <= s.rcvbuf
}

// clampWindow lets the buffer grow to what is in it (tcp_clamp_window).
func (s *socket) clampWindow() {
	s.quick = 0
	if s.rcvbuf < s.net.cfg.RcvBuf.Max && !s.rcvLocked {
		s.rcvbuf = min(s.held, s.net.cfg.RcvBuf.Max)
	}
	if s.held > s.rcvbuf {
		s.threshold = min(s.clamp, 2*int64(s.advertisedMSS()))
	}
}

// expandSendBuffer makes room for some congestion windows (tcp_sndbuf_expand).
func (s *socket) expandSendBuffer() {
	if s.sndLocked {
		return
	}
	per := 1
	for per < max(s.mssClamp, s.mss)+headerRoom+320 {
		per *= 2
	}
	want := s.net.cfg.SndBufWindows * max(initCwnd, s.cwnd) * (per + 256)
	s.sndbuf = max(s.sndbuf, min(want, s.net.cfg.SndBuf.Max))
}
