package h2

import "finishline/h2/wire"

func (s *Session) beginSettings() {
	in := &s.in
	in.f.Flags &= FlagAck
	ack := in.f.Flags.Has(FlagAck)
	switch {
	case in.left%6 != 0 || ack && in.left > 0:
		s.connectionError(FrameSizeError, "")
	case !ack && s.out.acks >= s.opts.MaxOutboundAcks:
		in.err = ErrFlooded
	case in.left/6 > s.opts.MaxSettings:
		s.connectionError(EnhanceYourCalm, "SETTINGS: too many setting entries")
	default:
		in.expect(inBody, in.left)
	}
}

// onSettings is RFC 9113 section 6.5.
func (s *Session) onSettings() {
	f := &s.in.f
	if f.StreamID != 0 {
		s.invalidConnection(ErrProto, "SETTINGS: stream_id != 0")
		return
	}
	if f.IsAck() {
		s.onSettingsAck()
		return
	}
	f.Settings = mergeSettings(f.Settings[:0], s.in.held)
	if !s.remoteSettings {
		s.remoteSettings = true
		s.remote.maxConcurrent = unlimited // the assumption ends here
	}
	for _, e := range f.Settings {
		if err, reason := s.applyRemote(e); err != 0 {
			s.invalidConnection(err, reason)
			return
		}
	}
	s.prioritiesKnown = true // the first SETTINGS frame decides, even if it does not say (RFC 9218 section 2.1)
	if !s.closing() {
		if err := s.queueAck(FrameSettings, [8]byte{}); err != nil {
			s.in.err = err.(LibError)
			return
		}
	}
	if s.state == StatePreface {
		s.setSession(StateActive, Cause{Event: EventSettingsReceived})
	}
	s.h.FrameReceived(f)
}

// mergeSettings reads the entries. The last value of a parameter counts (RFC 9113 section
// 6.5.3), except that the smallest header table size in between must be obeyed too.
func mergeSettings(list []Setting, b []byte) []Setting {
	smallest := uint32(unlimited)
	for ; len(b) >= 6; b = b[6:] {
		e := Setting{SettingID(wire.Uint16(b)), wire.Uint32(b[2:])}
		if e.ID == SettingHeaderTableSize {
			smallest = min(smallest, e.Value)
		}
		if i := indexSetting(list, e.ID); i >= 0 && (&settings{}).field(e.ID) != nil {
			list[i] = e
		} else {
			list = append(list, e)
		}
	}
	if i := indexSetting(list, SettingHeaderTableSize); i >= 0 && smallest < list[i].Value {
		last := list[i]
		list[i].Value = smallest
		list = append(list, last)
	}
	return list
}

func indexSetting(list []Setting, id SettingID) int {
	for i := range list {
		if list[i].ID == id {
			return i
		}
	}
	return -1
}

// applyRemote obeys one parameter of the peer, or says what is wrong with it.
func (s *Session) applyRemote(e Setting) (LibError, string) {
	switch e.ID {
	case SettingHeaderTableSize:
		s.deflate.SetPeerLimit(e.Value)
	case SettingEnablePush:
		if e.Value > 1 {
			return ErrProto, "SETTINGS: invalid SETTINGS_ENBLE_PUSH"
		}
		if s.role == Client && e.Value != 0 {
			return ErrProto, "SETTINGS: server attempted to enable push"
		}
	case SettingInitialWindowSize:
		if e.Value > maxWindow {
			return ErrFlowControl, "SETTINGS: too large SETTINGS_INITIAL_WINDOW_SIZE"
		}
		if !s.moveSendWindows(e.Value) {
			return ErrFlowControl, ""
		}
	case SettingMaxFrameSize:
		if !e.Valid() {
			return ErrProto, "SETTINGS: invalid SETTINGS_MAX_FRAME_SIZE"
		}
	case SettingEnableConnectProtocol:
		if e.Value > 1 {
			return ErrProto, "SETTINGS: invalid SETTINGS_ENABLE_CONNECT_PROTOCOL"
		}
		if s.role == Client && s.remote.connectProtocol == 1 && e.Value == 0 {
			return ErrProto, "SETTINGS: server attempted to disable SETTINGS_ENABLE_CONNECT_PROTOCOL"
		}
	case SettingNoRFC7540Priorities:
		if e.Value > 1 {
			return ErrProto, "SETTINGS: invalid SETTINGS_NO_RFC7540_PRIORITIES"
		}
		if s.prioritiesKnown && s.noPriorities != e.Value {
			return ErrProto, "SETTINGS: SETTINGS_NO_RFC7540_PRIORITIES cannot be changed"
		}
		s.noPriorities, s.prioritiesKnown = e.Value, true
	}
	if p := s.remote.field(e.ID); p != nil {
		*p = e.Value
	}
	return 0, ""
}

// moveSendWindows applies SETTINGS_INITIAL_WINDOW_SIZE to the streams (RFC 9113 section 6.9.2).
func (s *Session) moveSendWindows(size uint32) bool {
	ok := true
	s.streams.each(func(st *stream) bool {
		if !shift(&st.send, s.remote.initialWindow, size) {
			if ok = !s.opts.WindowOverflowFatal; ok {
				s.queueReset(st.id, FlowControlError)
			}
			return ok
		}
		s.windowOpened(st)
		return true
	})
	return ok
}

// onSettingsAck makes our oldest unacknowledged SETTINGS binding.
func (s *Session) onSettingsAck() {
	if len(s.inflight) == 0 {
		s.invalidConnection(ErrProto, "SETTINGS: unexpected ACK")
		return
	}
	list := s.inflight[0]
	s.inflight[0] = nil
	s.inflight = s.inflight[1:]
	if !s.applyLocal(list) {
		s.invalidConnection(ErrFlowControl, "")
		return
	}
	s.h.FrameReceived(&s.in.f)
}

func (s *Session) applyLocal(list []Setting) bool {
	smallest, table := uint32(unlimited), false
	window := int64(-1)
	for _, e := range list {
		switch e.ID {
		case SettingHeaderTableSize:
			smallest, table = min(smallest, e.Value), true
		case SettingInitialWindowSize:
			window = int64(e.Value)
		}
	}
	if table {
		s.inflate.SetLimit(smallest)
	}
	if window >= 0 && !s.moveReceiveWindows(uint32(window)) {
		return false
	}
	for _, e := range list {
		if p := s.local.field(e.ID); p != nil {
			*p = e.Value
		}
	}
	if table && smallest < s.local.headerTableSize {
		s.inflate.SetLimit(s.local.headerTableSize)
	}
	return true
}

// moveReceiveWindows applies our SETTINGS_INITIAL_WINDOW_SIZE to the streams.
func (s *Session) moveReceiveWindows(size uint32) bool {
	ok := true
	s.streams.each(func(st *stream) bool {
		if !shift(&st.recv.limit, s.local.initialWindow, size) {
			if ok = !s.opts.WindowOverflowFatal; ok {
				s.queueReset(st.id, FlowControlError)
			}
			return ok
		}
		switch {
		case st.windowUpdateQueued:
		case s.opts.NoAutoWindowUpdate:
			s.useStream(st, 0)
		case st.recv.worthUpdating(st.recv.received):
			s.queueWindowUpdate(st.id, st.recv.received)
			st.recv.received = 0
		}
		return true
	})
	return ok
}
