package h2

const clientPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" // RFC 9113 section 3.4

// Send serializes the next frame and gives its octets, or nil when there is nothing to send now.
// They are valid until the next call. DATA frames whose source chose DataNoCopy go out through
// Handler.SendData and are not returned; Send then goes on with the next frame. The error is
// ErrCallbackFailure alone: the source broke its contract.
func (s *Session) Send() ([]byte, error) {
	if it := s.out.sending; it != nil {
		s.out.sending = nil
		s.out.recycle(it)
	}
	if s.out.preface {
		s.out.preface = false
		s.out.buf = append(s.out.buf[:0], clientPreface...)
		return s.out.buf, nil
	}
	for {
		it := s.nextItem()
		if it == nil {
			if s.send <= 0 || !s.sched.Any() {
				break
			}
			b, err := s.sendData(s.sched.Next().Owner.(*stream))
			if b != nil || err != nil {
				return b, err
			}
			continue
		}
		if err := s.pack(it); err != nil {
			s.notSent(it, err.(LibError))
			s.out.recycle(it)
			continue
		}
		s.out.sending = it
		s.afterSent(it)
		return s.out.buf, nil
	}
	s.settle()
	return nil, nil
}

// nextItem takes the next frame that is not DATA.
func (s *Session) nextItem() *item {
	if it := s.out.urgent.pop(); it != nil {
		return it
	}
	if it := s.out.regular.pop(); it != nil {
		return it
	}
	if s.outgoing < int(s.remote.maxConcurrent) {
		return s.out.opening.pop()
	}
	return nil
}

// notSent tells of a frame that came too late, and closes the stream that it would have opened.
func (s *Session) notSent(it *item, err LibError) {
	f := &it.frame
	if f.Type != FrameWindowUpdate { // the machine's own business
		s.h.FrameNotSent(f, err)
	}
	switch {
	case f.Type == FrameHeaders && f.Category == CategoryRequest:
		code := RefusedStream // nothing reached the peer: safe to retry
		if it.canceled {
			code = it.cancelCode
		}
		s.closeStream(f.StreamID, Cause{EventNotSent, code})
	case f.Type == FramePushPromise:
		s.closeStream(f.Promised, Cause{EventNotSent, InternalError})
	}
}

// pack serializes a frame into out.buf, or says why it may not be sent.
func (s *Session) pack(it *item) error {
	f := &it.frame
	switch f.Type {
	case FrameHeaders:
		return s.packHeaders(it)
	case FramePushPromise:
		return s.packPushPromise(f)
	case FrameSettings, FramePing:
		if f.IsAck() {
			s.out.acks--
		}
		// A session about to end acknowledges nothing; SETTINGS themselves go out even then,
		// because they are part of the preface.
		if f.Type == FramePing && s.drain.final || f.Type == FrameSettings && f.IsAck() && s.closing() {
			return ErrSessionClosing
		}
	case FrameWindowUpdate:
		if err := s.mayUpdateWindow(f.StreamID); err != nil {
			return err
		}
	case FrameAltSvc:
		if err := s.mayAdvertise(f.StreamID); err != nil {
			return err
		}
	case FrameRSTStream, FramePriority, FrameOrigin:
		if s.closing() {
			return ErrSessionClosing
		}
		if it.asked && s.opts.CancelLateResets && s.find(f.StreamID) == nil {
			return ErrStreamClosed
		}
	case FrameGoAway:
		s.drain.localLast = f.LastStreamID
	}
	s.out.buf = appendFrame(s.out.buf[:0], f)
	return nil
}

// afterSent does what a frame entails once it is serialized (RFC 9113 section 5.1: the state
// changes when the frame is sent, not when it was submitted).
func (s *Session) afterSent(it *item) {
	f := &it.frame
	s.h.FrameSent(f)
	switch f.Type {
	case FrameHeaders:
		s.afterHeadersSent(it)
	case FrameRSTStream:
		s.closeStream(f.StreamID, Cause{EventResetSent, f.Code})
	case FrameGoAway:
		s.afterGoAwaySent(it)
	case FrameWindowUpdate:
		s.afterWindowUpdateSent(f.StreamID)
	case FramePriority:
		if s.role == Client && !s.opts.IgnorePriority {
			if s.streams.find(f.StreamID) != nil || s.isIdle(f.StreamID) {
				s.reprioritize(f.StreamID, f.Priority)
			}
		}
	}
}

func (s *Session) afterHeadersSent(it *item) {
	f := &it.frame
	st := s.find(f.StreamID)
	if st == nil {
		return
	}
	switch f.Category {
	case CategoryRequest:
		s.setStream(st, StateOpen, Cause{Event: EventHeadersSent})
	case CategoryPushResponse:
		st.promised = false
		s.count(st.id, 1)
		st.answered = true
		s.setStream(st, StateHalfClosedRemote, Cause{Event: EventHeadersSent})
	case CategoryResponse:
		st.answered = true
	}
	if f.EndStream() {
		s.closeSendHalf(st, Cause{Event: EventEndStreamSent})
	}
	s.closeIfShut(st)
	if it.body && !st.gone {
		// An error here means that the application attached a body by itself, which then goes.
		_ = s.attachBody(st, true)
	}
}

// afterWindowUpdateSent looks whether more was consumed while the update waited.
func (s *Session) afterWindowUpdateSent(id StreamID) {
	if id == 0 {
		s.windowUpdateQueued = false
		if s.opts.NoAutoWindowUpdate {
			s.useConnection(0)
		} else {
			s.takeConnection(0)
		}
		return
	}
	st := s.find(id)
	if st == nil {
		return
	}
	st.windowUpdateQueued = false
	switch {
	case st.receiveShut():
	case s.opts.NoAutoWindowUpdate:
		s.useStream(st, 0)
	default:
		s.takeStream(st, 0, true)
	}
}
