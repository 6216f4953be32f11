package h2

import "finishline/h2/wire"

// body processes a frame whose payload was read whole.
func (s *Session) body() {
	in := &s.in
	f, b := &in.f, in.held
	switch f.Type {
	case FramePriority:
		f.Priority = parsePriority(b)
		s.onPriority()
	case FrameRSTStream:
		f.Code = ErrCode(wire.Uint32(b))
		s.onRSTStream()
	case FrameSettings:
		s.onSettings()
	case FramePing:
		copy(f.Opaque[:], b)
		s.onPing()
	case FrameGoAway:
		f.LastStreamID, f.Code, f.Debug = StreamID(wire.StreamID(b)), ErrCode(wire.Uint32(b[4:])), b[8:]
		s.onGoAway()
	case FrameWindowUpdate:
		f.Increment = int32(wire.StreamID(b))
		if f.StreamID == 0 {
			s.onConnectionWindowUpdate()
		} else {
			s.onStreamWindowUpdate()
		}
	case FrameAltSvc:
		s.onAltSvc(b)
	case FrameOrigin:
		s.onOrigin(b)
	}
}

func (s *Session) onPriority() {
	f := &s.in.f
	if f.StreamID == 0 {
		s.invalidConnection(ErrProto, "PRIORITY: stream_id == 0")
		return
	}
	if f.Priority.Dependency == f.StreamID {
		s.connectionError(ProtocolError, "depend on itself")
		return
	}
	if s.opts.IgnorePriority {
		s.glitch()
		return
	}
	if s.role == Server {
		if s.streams.find(f.StreamID) == nil && !s.isIdle(f.StreamID) {
			return
		}
		s.reprioritize(f.StreamID, f.Priority)
	}
	s.h.FrameReceived(f)
}

func (s *Session) onRSTStream() {
	f := &s.in.f
	st := s.find(f.StreamID)
	if f.StreamID == 0 {
		s.invalidConnection(ErrProto, "RST_STREAM: stream_id == 0")
		return
	}
	if st == nil && s.isIdle(f.StreamID) {
		s.invalidConnection(ErrProto, "RST_STREAM: stream in idle")
		return
	}
	s.h.FrameReceived(f)
	s.closeStream(f.StreamID, Cause{EventResetReceived, f.Code})
	// CVE-2023-44487: opening and resetting streams is cheap for a peer and dear for a server.
	if s.role == Server && !s.drain.submitted && !s.resets.spend(s.now) {
		_ = s.queueGoAway(s.lastReceived, InternalError, nil, false, false) // the arguments are valid
	}
}

func (s *Session) onPing() {
	f := &s.in.f
	if f.StreamID != 0 {
		s.invalidConnection(ErrProto, "PING: stream_id != 0")
		return
	}
	if !f.IsAck() && !s.closing() {
		if err := s.queueAck(FramePing, f.Opaque); err != nil {
			s.in.err = err.(LibError)
			return
		}
	}
	s.h.FrameReceived(f)
}

func (s *Session) onGoAway() {
	f := &s.in.f
	switch {
	case f.StreamID != 0:
		s.invalidConnection(ErrProto, "GOAWAY: stream_id != 0")
		return
	case f.LastStreamID > 0 && !s.mine(f.LastStreamID) || f.LastStreamID > s.drain.remoteLast:
		s.invalidConnection(ErrProto, "GOAWAY: invalid last_stream_id")
		return
	}
	s.drain.received = true
	s.drain.remoteLast = f.LastStreamID
	if !s.drain.final {
		s.setSession(s.drainState(), Cause{EventGoAwayReceived, f.Code})
	}
	s.h.FrameReceived(f)
	s.closeBeyond(f.LastStreamID, true, EventRefusedByGoAway)
}

func (s *Session) onConnectionWindowUpdate() {
	f := &s.in.f
	switch {
	case f.Increment == 0:
		s.invalidConnection(ErrProto, "WINDOW_UPDATE: window_size_increment == 0")
	case maxWindow-f.Increment < s.send:
		s.invalidConnection(ErrFlowControl, "")
	default:
		s.send += f.Increment
		s.h.FrameReceived(f)
	}
}

func (s *Session) onStreamWindowUpdate() {
	f := &s.in.f
	st := s.find(f.StreamID)
	switch {
	case st == nil && s.isIdle(f.StreamID):
		s.invalidConnection(ErrProto, "WINDOW_UPDATE to idle stream")
	case st == nil: // RFC 9113 section 5.1: it crossed the end of the stream
	case st.state == StateReservedRemote:
		s.invalidConnection(ErrProto, "WINDOW_UPADATE to reserved stream")
	case f.Increment == 0:
		// A stream error in RFC 9113 section 6.9; nghttp2 is stricter.
		s.invalidConnection(ErrProto, "WINDOW_UPDATE: window_size_increment == 0")
	case maxWindow-int64(f.Increment) < int64(st.send) && s.opts.WindowOverflowFatal:
		s.invalidConnection(ErrFlowControl, "WINDOW_UPDATE: window size overflow")
	case maxWindow-int64(f.Increment) < int64(st.send):
		s.streamError(st.id, f, ErrFlowControl, true)
	default:
		st.send += f.Increment
		s.windowOpened(st)
		s.h.FrameReceived(f)
	}
}

// windowOpened wakes a body that its stream's window had stopped.
func (s *Session) windowOpened(st *stream) {
	if st.send > 0 && st.body.attached && st.body.waitsForWU {
		st.body.waitsForWU = false
		s.stalled--
		s.resumeBody(st)
	}
}

// onAltSvc is RFC 7838 section 4. The beginning is the origin's length.
func (s *Session) onAltSvc(b []byte) {
	f := &s.in.f
	f.Flags = 0
	n := int(wire.Uint16(b))
	if n > len(b)-2 {
		s.connectionError(FrameSizeError, "")
		return
	}
	f.Origin, f.Value = string(b[2:2+n]), string(b[2+n:])
	if f.StreamID != 0 && f.Origin == "" {
		if st := s.find(f.StreamID); st == nil || st.resetting {
			return
		}
	}
	if (f.StreamID == 0) == (f.Origin == "") || f.Value == "" {
		if s.h.InvalidFrame(f, ErrProto) == Abort {
			s.in.err = ErrCallbackFailure
		}
		return
	}
	s.h.FrameReceived(f)
}

// onOrigin is RFC 8336; a frame that cannot be parsed is ignored.
func (s *Session) onOrigin(b []byte) {
	f := &s.in.f
	f.Flags = 0
	for len(b) > 0 {
		if len(b) < 2 || int(wire.Uint16(b)) > len(b)-2 {
			return
		}
		n := 2 + int(wire.Uint16(b))
		if n > 2 {
			f.Origins = append(f.Origins, string(b[2:n]))
		}
		b = b[n:]
	}
	s.h.FrameReceived(f)
}
