package h2

// drain is the shutdown of a session (RFC 9113 section 6.8): which GOAWAY frames went where. It
// is a type of its own because ending is not closing: a session with GOAWAY in both directions
// still carries its streams.
type drain struct {
	submitted bool // some GOAWAY was queued
	sent      bool // a GOAWAY other than the notice went out
	received  bool
	final     bool // the final GOAWAY is queued: input is ignored
	finalSent bool // it went out: neither input nor output any more
	asked     bool // the application terminated the session, not an error of the peer

	localLast  StreamID // the last stream we promised to look at; only ever lowered
	remoteLast StreamID // the same of the peer
}

// SubmitGoAway announces that we will take no stream after last. Streams up to it run on.
func (s *Session) SubmitGoAway(last StreamID, code ErrCode, debug []byte) error {
	if s.drain.final {
		return nil
	}
	return s.queueGoAway(last, code, debug, false, false)
}

// SubmitShutdownNotice announces that a GOAWAY will follow a round trip later, so that requests
// that are on their way need not be refused.
func (s *Session) SubmitShutdownNotice() error {
	if s.role != Server {
		return ErrInvalidState
	}
	if s.drain.submitted || s.drain.received || s.drain.final {
		return nil
	}
	return s.queueGoAway(maxStreamID, NoError, nil, true, false)
}

// Terminate ends the session: a GOAWAY is queued, and when it is sent everything is over. Input
// is ignored from now on.
func (s *Session) Terminate(code ErrCode) error {
	s.drain.asked = !s.drain.final
	return s.terminate(s.lastProcessed, code, "")
}

// TerminateAfter is Terminate with a last stream identifier of the caller's choice.
func (s *Session) TerminateAfter(last StreamID, code ErrCode) error {
	return s.terminate(last, code, "")
}

func (s *Session) terminate(last StreamID, code ErrCode, reason string) error {
	if s.drain.final {
		return nil
	}
	s.in.state = inIgnoreAll
	if err := s.queueGoAway(last, code, []byte(reason), false, true); err != nil {
		return err
	}
	s.drain.final = true
	s.setSession(StateTerminating, Cause{EventTerminate, code})
	return nil
}

// WantRead reports whether input can still matter. When WantWrite is false too, the connection
// should be closed.
func (s *Session) WantRead() bool {
	if s.drain.finalSent {
		return false
	}
	return s.streams.size > 0 || !(s.drain.sent || s.drain.received)
}

// WantWrite reports whether Send would give a frame.
func (s *Session) WantWrite() bool {
	if s.drain.finalSent {
		return false
	}
	return s.out.sending != nil || s.out.urgent.len() > 0 || s.out.regular.len() > 0 ||
		(s.send > 0 && s.sched.Any()) ||
		(s.out.opening.len() > 0 && s.outgoing < int(s.remote.maxConcurrent))
}

// closing reports whether new frames are pointless.
func (s *Session) closing() bool {
	return s.drain.final || (!s.WantRead() && !s.WantWrite())
}

// acceptsStreams reports whether the peer may still open streams.
func (s *Session) acceptsStreams() bool { return !s.drain.final && !s.drain.sent }

// CanRequest reports whether SubmitRequest may still lead to a stream.
func (s *Session) CanRequest() bool {
	return s.role == Client && s.nextID <= maxStreamID && !s.drain.received && !s.closing()
}

// afterGoAwaySent is what a GOAWAY of ours does once it is on its way.
func (s *Session) afterGoAwaySent(it *item) {
	if it.notice {
		return
	}
	s.drain.sent = true
	if it.final {
		s.drain.finalSent = true
		s.setSession(StateSessionClosed, Cause{EventGoAwaySent, it.frame.Code})
	} else if !s.drain.final {
		s.setSession(s.drainState(), Cause{EventGoAwaySent, it.frame.Code})
	}
	s.closeBeyond(it.frame.LastStreamID, false, EventDroppedByGoAway)
}

// closeBeyond closes the streams that a GOAWAY does not cover, newest slot of the table first.
func (s *Session) closeBeyond(last StreamID, ours bool, why Event) {
	var beyond []StreamID
	s.streams.each(func(st *stream) bool {
		if s.mine(st.id) == ours && st.id > last && !st.gone {
			beyond = append(beyond, st.id)
		}
		return true
	})
	for i := len(beyond) - 1; i >= 0; i-- {
		s.closeStream(beyond[i], Cause{why, RefusedStream})
	}
}

// settle notices, after each Recv and Send, that a draining session has run dry.
func (s *Session) settle() {
	if (s.drain.sent || s.drain.received) && !s.drain.final && !s.WantRead() && !s.WantWrite() {
		s.setSession(StateDrained, Cause{EventLastStreamGone, NoError})
	}
}
