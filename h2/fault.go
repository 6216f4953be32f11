package h2

// Faults of the peer. A stream error costs the stream (RFC 9113 section 5.4.2), a connection
// error the session (section 5.4.1): GOAWAY, then the connection is closed.

// streamError resets a stream; with report the application hears of the frame that caused it.
func (s *Session) streamError(id StreamID, f *Frame, err LibError, report bool) {
	s.queueReset(id, err.Code())
	if report && s.h.InvalidFrame(f, err) == Abort {
		s.in.err = ErrCallbackFailure
	}
}

// connectionError terminates the session without naming a frame.
func (s *Session) connectionError(code ErrCode, reason string) {
	s.terminate(s.lastProcessed, code, reason)
}

// invalidConnection tells the application of the frame first.
func (s *Session) invalidConnection(err LibError, reason string) {
	if s.h.InvalidFrame(&s.in.f, err) == Abort {
		s.in.err = ErrCallbackFailure
		return
	}
	s.terminate(s.lastProcessed, err.Code(), reason)
}

// lateReset answers a frame on a stream that the peer itself had reset.
func (s *Session) lateReset(id StreamID) {
	it := s.out.newItem()
	it.frame.Type, it.frame.StreamID, it.frame.Code, it.frame.Length = FrameRSTStream, id, StreamClosedError, 4
	s.out.regular.push(it)
}

// FailRecv makes the Recv that is under way fail with ErrCallbackFailure: an Abort for callbacks
// that give no verdict.
func (s *Session) FailRecv() { s.in.err = ErrCallbackFailure }
