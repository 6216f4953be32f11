package h2

// DATA is read as it arrives (RFC 9113 section 6.1). Every octet of the payload, padding too,
// counts against the windows (section 6.9.1).

func (s *Session) beginData() {
	in := &s.in
	accepted := s.acceptsData()
	switch {
	case in.state == inIgnoreAll:
	case !accepted:
		in.state = inIgnoreData
	case !in.f.Flags.Has(FlagPadded):
		if in.left == 0 && !in.f.EndStream() && !s.glitch() {
			return
		}
		in.state = inData
	case in.left < 1:
		s.connectionError(ProtocolError, "DATA: insufficient padding space")
	default:
		in.expect(inPadLength, 1)
	}
}

// acceptsData judges DATA by its header alone.
func (s *Session) acceptsData() bool {
	id := s.in.f.StreamID
	st := s.find(id)
	switch {
	case id == 0:
		s.connectionError(ProtocolError, "DATA: stream_id == 0")
	case st == nil && s.isIdle(id):
		s.connectionError(ProtocolError, "DATA: stream in idle")
	case st == nil:
		s.lateData(id)
	case st.receiveShut():
		s.connectionError(StreamClosedError, "DATA: stream in half-closed(remote)")
	case st.resetting:
	case s.mine(id) && !st.answered:
		s.connectionError(ProtocolError, "DATA: stream not opened")
	case st.reserved():
		s.connectionError(ProtocolError, "DATA: stream in reserved")
	default:
		return true
	}
	return false
}

func (s *Session) lateData(id StreamID) {
	switch s.closed.judge(id) {
	case lateAfterEnd:
		s.connectionError(StreamClosedError, "DATA: stream closed")
	case lateNeverOpened:
		s.connectionError(ProtocolError, "DATA: stream was never opened")
	case lateAfterReset:
		s.lateReset(id)
	}
}

func (s *Session) readPadLength(p []byte) int {
	in := &s.in
	n, done := in.gather(p)
	in.left -= n
	if !done {
		return n
	}
	id := in.f.StreamID
	s.takeConnection(1)
	s.consumed(id, 1)
	if st := s.find(id); st != nil && in.state != inIgnoreAll {
		s.takeStream(st, 1, in.left > 0 || !in.f.EndStream())
	}
	if in.state == inIgnoreAll {
		return n
	}
	in.pad = int(in.held[0])
	in.f.PadLen = in.pad + 1
	if in.pad > in.left {
		s.connectionError(ProtocolError, "DATA: invalid padding")
		return n
	}
	if in.left == 0 && !in.f.EndStream() && !s.glitch() {
		return n
	}
	in.state = inData
	return n
}

// consumed gives back at once what the application will never see.
func (s *Session) consumed(id StreamID, n int) {
	if s.opts.NoAutoWindowUpdate && s.in.state != inIgnoreAll {
		_ = s.Consume(id, n) // cannot fail: id is a stream and updates are manual
	}
}

func (s *Session) readData(p []byte) (int, Verdict) {
	in := &s.in
	st := s.find(in.f.StreamID)
	if st == nil {
		in.state = inIgnoreData // it closed between two pieces of the frame
		return 0, Continue
	}
	n := min(len(p), in.left)
	if n > 0 {
		if verdict, more := s.takeData(st, p[:n]); !more || verdict == Pause {
			return n, verdict
		}
	}
	if in.left == 0 {
		s.dataReceived()
		if in.state != inIgnoreAll || s.drain.asked {
			in.endFrame()
		}
	}
	return n, Continue
}

// takeData books one piece of payload and shows it; more is false when the frame's state moved on.
func (s *Session) takeData(st *stream, p []byte) (v Verdict, more bool) {
	in := &s.in
	n := len(p)
	body := min(n, max(0, in.left-in.pad))
	in.left -= n
	s.takeConnection(n)
	if in.state == inIgnoreAll {
		return Continue, false
	}
	s.takeStream(st, n, in.left > 0 || !in.f.EndStream())
	if n > body {
		s.consumed(st.id, n-body)
	}
	if in.state == inIgnoreAll || in.err != 0 {
		return Continue, false
	}
	if body == 0 {
		return Continue, true
	}
	if !st.msg.body(body) {
		s.wrongBody(st, body)
		return Continue, false
	}
	v = s.h.DataChunk(st.id, p[:body], in.f.Flags)
	if v == Abort {
		in.err = ErrCallbackFailure
	}
	// As behind a header block: the end of a frame in whose callback the application terminated
	// the session still counts, and so does what follows.
	return v, in.err == 0 && (in.state != inIgnoreAll || in.left == 0 && s.drain.asked)
}

// wrongBody is more DATA than content-length, or DATA where only HEADERS may come.
func (s *Session) wrongBody(st *stream, n int) {
	if s.opts.NoAutoWindowUpdate {
		s.useConnection(n)
	}
	s.streamError(st.id, &s.in.f, ErrProto, s.opts.ReportBodyErrors)
	if s.in.state != inIgnoreAll && s.glitch() {
		s.in.state = inIgnoreData
	}
}

// dataReceived is the end of a DATA frame.
func (s *Session) dataReceived() {
	f := &s.in.f
	st := s.find(f.StreamID)
	if st == nil || st.resetting {
		return
	}
	if f.EndStream() && !st.msg.end() {
		s.streamError(st.id, f, ErrHTTPMessaging, s.opts.ReportBodyErrors)
		s.closeReceiveHalf(st, Cause{Event: EventEndStreamReceived})
		return
	}
	s.h.FrameReceived(f)
	if f.EndStream() && !st.gone {
		s.closeReceiveHalf(st, Cause{Event: EventEndStreamReceived})
		s.closeIfShut(st)
	}
}

// ignoreData counts a payload that nobody will see; the connection's window must not leak.
func (s *Session) ignoreData(p []byte) int {
	in := &s.in
	n := min(len(p), in.left)
	in.left -= n
	if n > 0 {
		s.takeConnection(n)
		if s.opts.NoAutoWindowUpdate && in.state != inIgnoreAll {
			s.useConnection(n)
		}
	}
	if in.left == 0 && in.state != inIgnoreAll {
		in.endFrame()
	}
	return n
}
