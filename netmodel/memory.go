package netmodel

// memory is what the kernel has set aside for a socket and not yet used
// (sk_forward_alloc). A program can tell: on a socket that is over its receive
// buffer, data is still taken while what is set aside lasts.
type memory struct{ reserved int }

const memoryUnit = 4096 // it is set aside by the page

// reserve sets aside enough for n bytes (__sk_mem_schedule).
func (m *memory) reserve(n int) {
	if n > m.reserved {
		m.reserved += (n - m.reserved + memoryUnit - 1) &^ (memoryUnit - 1)
	}
}

func (m *memory) use(n int) { m.reserved -= n }

// giveBack returns n bytes, and whole pages to the system (sk_mem_uncharge).
func (m *memory) giveBack(n int) {
	if m.reserved += n; m.reserved >= memoryUnit {
		m.reserved &= memoryUnit - 1
	}
}

// charge counts n bytes against the send buffer.
func (s *socket) charge(n int) {
	s.reserve(n)
	s.use(n)
	s.charged += n
}

// discharge takes n bytes off the send buffer.
func (s *socket) discharge(n int) {
	s.charged -= n
	s.giveBack(n)
}

// hold counts n bytes against the receive buffer.
func (s *socket) hold(n int) {
	s.use(n)
	s.held += n
}

// unhold takes n bytes off the receive buffer.
func (s *socket) unhold(n int) {
	s.held -= n
	s.giveBack(n)
}
