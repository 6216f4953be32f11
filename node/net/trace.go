package net

// traceBirth names the socket in the trace by its side: what a server accepted
// has a handle from the beginning.
func (s *Socket) traceBirth(accepted bool) {
	w := s.env.World
	if !w.Tracing() {
		return
	}
	side := "client"
	if accepted {
		side = "server"
	}
	s.TraceAs(w.NewObject("Socket", side, 0))
}
