package netmodel

import (
	"finishline/sim"
)

// digest keeps a slow program from reading on until it would be done with the n
// bytes that it just got (Config.ReadRate). What comes meanwhile stays in the
// receive buffer, the window shuts, and a close finds bytes that nobody read.
func (s *socket) digest(n int) {
	if rate := s.net.cfg.ReadRate; rate > 0 {
		s.busy.set(s.net.w.Now().Add(sim.Duration(int64(n) * 1e9 / rate)))
	}
}

// digesting reports whether the program is not to see what came since. An error
// it sees at once.
func (s *socket) digesting() bool { return s.busy.armed() && s.err == 0 }
