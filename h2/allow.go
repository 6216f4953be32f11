package h2

// What may be sent now. A frame is judged when its turn comes, not when it is submitted: what
// was allowed then may have been overtaken by GOAWAY, RST_STREAM or the end of the stream.

func (s *Session) maySend(st *stream) error {
	switch {
	case st == nil:
		return ErrStreamClosed
	case s.closing():
		return ErrSessionClosing
	case st.sendShut():
		return ErrStreamShutWR
	}
	return nil
}

func (s *Session) maySendRequest(it *item) error {
	if it.canceled {
		return ErrStreamClosing
	}
	if s.drain.received || s.closing() {
		return ErrStartStreamNotAllowed
	}
	return nil
}

// maySendResponse is about the first block of an answer.
func (s *Session) maySendResponse(st *stream) error {
	if err := s.maySend(st); err != nil {
		return err
	}
	switch {
	case s.role != Server:
		return ErrProto
	case s.mine(st.id):
		return ErrInvalidStreamID
	case st.resetting:
		return ErrStreamClosing
	case st.answered:
		return ErrInvalidStreamState
	}
	return nil
}

// maySendPushResponse is about the first block on a stream that we promised. A GOAWAY from the
// peer forbids it; one of ours does not.
func (s *Session) maySendPushResponse(st *stream) error {
	switch {
	case s.closing():
		return ErrSessionClosing
	case st.state != StateReservedLocal:
		return ErrStreamShutWR
	case s.drain.received:
		return ErrStartStreamNotAllowed
	}
	return nil
}

// maySendHeaders is about any later block.
func (s *Session) maySendHeaders(st *stream) error {
	if err := s.maySend(st); err != nil {
		return err
	}
	switch {
	case st.resetting:
		return ErrStreamClosing
	case st.answered || s.mine(st.id):
		return nil
	}
	return ErrInvalidStreamState
}

func (s *Session) maySendPushPromise(st *stream) error {
	if s.role != Server {
		return ErrProto
	}
	if err := s.maySend(st); err != nil {
		return err
	}
	switch {
	case s.remote.enablePush == 0:
		return ErrPushDisabled
	case st.resetting:
		return ErrStreamClosing
	case s.drain.received:
		return ErrStartStreamNotAllowed
	}
	return nil
}

func (s *Session) maySendData(st *stream) error {
	if err := s.maySend(st); err != nil {
		return err
	}
	switch {
	case st.resetting:
		return ErrStreamClosing
	case st.reserved(), !st.answered && !s.mine(st.id):
		return ErrInvalidStreamState
	}
	return nil
}

// mayUpdateWindow allows a stream that we have ended: the peer may still be sending.
func (s *Session) mayUpdateWindow(id StreamID) error {
	if s.closing() {
		return ErrSessionClosing
	}
	if id == 0 {
		return nil
	}
	st := s.find(id)
	switch {
	case st == nil:
		return ErrStreamClosed
	case st.resetting:
		return ErrStreamClosing
	case st.state == StateReservedLocal:
		return ErrInvalidStreamState
	}
	return nil
}

func (s *Session) mayAdvertise(id StreamID) error {
	if s.closing() {
		return ErrSessionClosing
	}
	if id == 0 {
		return nil
	}
	st := s.find(id)
	switch {
	case st == nil:
		return ErrStreamClosed
	case st.resetting:
		return ErrStreamClosing
	}
	return nil
}
