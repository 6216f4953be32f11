package netmodel

// tuning sizes the receive buffer and the window that it can offer
// (net/ipv4/tcp_input.c, "receiver autotuning").
type tuning struct {
	ratio     int64 // payload bytes per 256 bytes of memory (scaling_ratio)
	clamp     int64 // largest window to offer (window_clamp)
	threshold int64 // largest window to offer now (rcv_ssthresh)
	shift     uint8 // window scale
	space     int64 // what the program copies per round trip (rcvq_space.space)
	spaceSeq  int64 // copied at the last measurement
	roundTrip bool  // a round trip was measured
	stirred   bool  // a segment came or went since the last measurement
}

// startReceiver sets the first window (tcp_select_initial_window).
func (s *socket) startReceiver() {
	s.acking = acking{rcvMSS: 536}
	s.tuning = tuning{ratio: 128, clamp: 65535 << 14}
	mss := int64(s.mssClamp)
	if s.parent != nil {
		mss -= timestamps // who answers a SYN knows that the options will be used
	}
	space := s.fromSpace(s.rcvbuf)
	if s.rcvLocked {
		s.clamp = space
	}
	space = min(space, s.clamp)
	s.rcvWnd = space
	if space > mss {
		s.rcvWnd = space - space%mss
	}
	top := max(space, int64(s.net.cfg.RcvBuf.Max), int64(s.net.cfg.RcvBufMax))
	top = min(top, s.clamp)
	for s.shift < 14 && top>>(16+s.shift) > 0 {
		s.shift++
	}
	s.clamp = min(65535<<s.shift, s.clamp)
	s.threshold = s.rcvWnd
}

// fromSpace is the window that n bytes of buffer are worth (tcp_win_from_space).
func (s *socket) fromSpace(n int) int64 { return int64(n) * s.ratio >> 8 }

// freeSpace is the window that the free part of the buffer is worth.
func (s *socket) freeSpace() int64 { return s.fromSpace(s.rcvbuf - s.backlogged - s.held) }

// initBufferSpace sizes buffers and window when the connection is established
// (tcp_init_buffer_space).
func (s *socket) initBufferSpace() {
	s.expandSendBuffer()
	mss := int64(s.advertisedMSS())
	full := s.fromSpace(s.rcvbuf)
	if s.clamp >= full {
		s.clamp = full
		if full > 4*mss {
			s.clamp = max(full-full>>31, 4*mss)
		}
	}
	if s.clamp > 2*mss && s.clamp+mss > full {
		s.clamp = max(2*mss, full-mss)
	}
	s.threshold = min(s.threshold, s.clamp)
	s.space = min(s.threshold, s.rcvWnd, initCwnd*mss)
	s.spaceSeq = s.copied
}

// advertisedMSS is the payload that the peer's segments may have.
func (s *socket) advertisedMSS() int { return s.pathMSS - timestamps }

// receiveWindow is what is left of the window last offered.
func (s *socket) receiveWindow() int64 { return max(0, s.rcvWup+s.rcvWnd-s.rcvNxt) }

// freeWindow is the window that the buffer could offer (__tcp_select_window).
func (s *socket) freeWindow() int64 {
	free, allowed := s.freeSpace(), s.fromSpace(s.rcvbuf)
	full := min(s.clamp, allowed)
	mss := min(int64(s.rcvMSS), full)
	unit := int64(1) << s.shift
	if mss <= 0 {
		return 0
	}
	if free < full>>1 {
		s.quick = 0
		free &^= unit - 1
		if free < allowed>>4 || free < mss {
			return 0
		}
	}
	free = min(free, s.threshold)
	if s.shift > 0 {
		return (free + unit - 1) &^ (unit - 1)
	}
	window := s.rcvWnd
	if window <= free-mss || window > free {
		return free - free%mss
	}
	if mss == full && free > window+full>>1 {
		return free
	}
	return window
}

// selectWindow is the window that a segment sent now carries. It never takes
// back what was offered, except when memory ran out (tcp_select_window).
func (s *socket) selectWindow() int64 {
	if s.memoryShort {
		s.rcvWnd, s.rcvWup, s.predict = 0, s.rcvNxt, false
		return 0
	}
	unit := int64(1) << s.shift
	now, w := s.receiveWindow(), s.freeWindow()
	if w < now {
		w = (now + unit - 1) &^ (unit - 1)
	}
	s.rcvWnd, s.rcvWup = w, s.rcvNxt
	w = min(w, 65535<<s.shift) &^ (unit - 1)
	if w == 0 {
		s.predict = false
	}
	return w
}

// measureSegment learns the peer's segment size, and from it how much of the
// buffer is payload (tcp_measure_rcv_mss).
func (s *socket) measureSegment(p *packet) {
	last := s.lastSize
	s.lastSize = 0
	n := p.mss
	if n >= s.rcvMSS {
		if n != s.rcvMSS {
			old := s.ratio
			s.ratio = max(int64(p.len())<<8/int64(p.truesize), 1)
			if s.ratio != old {
				s.setClamp(s.fromSpace(s.rcvbuf))
				s.space = min(s.space, s.clamp)
			}
		}
		s.rcvMSS = min(n, s.advertisedMSS())
		if p.flags&flagPsh != 0 {
			s.pushed = true
		}
		return
	}
	const header = 32
	if n+header >= 536+20 {
		s.lastSize = n
		if n == last {
			s.rcvMSS = n
			return
		}
	}
	s.pushed2 = s.pushed2 || s.pushed
	s.pushed = true
}

// setClamp changes the largest window (tcp_set_window_clamp).
func (s *socket) setClamp(v int64) {
	old := s.clamp
	s.clamp = max(v, minRcvBuf/2)
	if s.clamp < old {
		s.threshold = min(s.threshold, s.clamp)
		return
	}
	if s.clamp > old {
		s.threshold = max(min(s.rcvWnd, s.clamp), s.threshold)
	}
}

// growWindow opens the window as long as segments do not waste the buffer
// (tcp_grow_window).
func (s *socket) growWindow(p *packet) {
	room := min(s.clamp, s.freeSpace()) - s.threshold
	if room <= 0 {
		return
	}
	n := int64(p.len())
	truesize := int64(p.truesize - sliceOverhead)
	if truesize < n {
		truesize = int64(p.truesize)
	}
	incr := int64(0)
	if truesize*s.ratio>>8 <= n {
		incr = 2 * int64(s.advertisedMSS())
	} else {
		size := truesize * s.ratio >> 8 >> 1
		window := s.fromSpace(s.net.cfg.RcvBuf.Max) >> 1
		for ; s.threshold <= window; size, window = size>>1, window>>1 {
			if size <= n {
				incr = 2 * int64(s.rcvMSS)
				break
			}
		}
	}
	if incr > 0 {
		s.threshold += min(room, max(incr, 2*n))
		s.quick |= 1
	}
}
