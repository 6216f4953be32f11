package h2

// beginFrame decides from a frame's header how its payload is to be read.
func (s *Session) beginFrame() {
	in := &s.in
	f := &in.f
	switch f.Type {
	case FrameData:
		f.Flags &= FlagEndStream | FlagPadded
		s.beginData()
	case FrameHeaders:
		f.Flags &= FlagEndStream | FlagEndHeaders | FlagPadded | FlagPriority
		s.beginBlock()
	case FramePushPromise:
		f.Flags &= FlagEndHeaders | FlagPadded
		s.beginBlock()
	case FramePriority:
		s.beginPriority()
	case FrameRSTStream, FrameWindowUpdate:
		s.beginFixed(4)
	case FramePing:
		f.Flags &= FlagAck
		s.beginFixed(8)
	case FrameSettings:
		s.beginSettings()
	case FrameGoAway:
		f.Flags = 0
		s.beginGathered(8, true)
	case FrameContinuation:
		s.connectionError(ProtocolError, "CONTINUATION: unexpected")
	case FrameAltSvc:
		s.beginGathered(2, s.opts.ReceiveAltSvc && s.role == Client)
	case FrameOrigin:
		s.beginGathered(0, s.opts.ReceiveOrigin && s.role == Client && f.StreamID == 0 && f.Flags&0xf0 == 0)
	default: // RFC 9113 section 5.5: unknown types are ignored
		if !s.glitch() {
			return
		}
		in.state = inIgnoreFrame
	}
}

// beginFixed is for frames whose payload has exactly n octets.
func (s *Session) beginFixed(n int) {
	if s.in.f.Type != FramePing {
		s.in.f.Flags = 0
	}
	if s.in.left != n {
		s.connectionError(FrameSizeError, "")
		return
	}
	s.in.expect(inBody, n)
}

func (s *Session) beginPriority() {
	s.in.f.Flags = 0
	if s.in.left != 5 {
		s.connectionError(FrameSizeError, "") // a stream error in RFC 9113 section 6.3; this is stricter
		return
	}
	if s.opts.IgnorePriority && !s.opts.Pedantic {
		if s.glitch() {
			s.in.state = inIgnoreFrame
		}
		return
	}
	s.in.expect(inBody, 5)
}

// beginGathered is for frames of at least least octets that are read whole, if wanted at all.
func (s *Session) beginGathered(least int, wanted bool) {
	switch {
	case !wanted:
		s.in.state = inIgnoreFrame
	case s.in.left < least:
		s.connectionError(FrameSizeError, "")
	default:
		s.in.expect(inBody, s.in.left)
	}
}

// glitch counts something odd but legal; false means that it was one too many.
func (s *Session) glitch() bool {
	if s.glitches.spend(s.now) {
		return true
	}
	s.connectionError(EnhanceYourCalm, "")
	return false
}
