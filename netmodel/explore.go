package netmodel

import (
	"finishline/sim"
)

// stopsReading lets exploration return only the first segment.
func (s *socket) stopsReading(room bool) bool {
	return s.net.cfg.Explore&ExploreRead != 0 && room && s.received.head != nil &&
		s.net.w.Choose(sim.ChooseRead, 2, s.obj) == 1
}

// chooseWrite lets exploration take a write whole, in part, or not at all (nil).
// A kernel is fair: what follows a write that was cut is taken whole. Otherwise
// exploration would have runs without end, and a message of a kilobyte a thousand
// ways to be cut up.
func (s *socket) chooseWrite(bufs [][]byte) [][]byte {
	n := size(bufs)
	if n < 2 || s.cut {
		s.cut = false
		return bufs
	}
	switch s.net.w.Choose(sim.ChooseWrite, 3, s.obj) {
	case 1:
		s.cut = true
		return prefix(bufs, n/2)
	case 2:
		s.cut = true
		return nil
	}
	return bufs
}

// prefix is the first n bytes of bufs.
func prefix(bufs [][]byte, n int) [][]byte {
	var out [][]byte
	for _, b := range bufs {
		b = b[:min(len(b), n)]
		out = append(out, b)
		if n -= len(b); n == 0 {
			break
		}
	}
	return out
}
