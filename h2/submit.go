package h2

import (
	"slices"

	"golang.org/x/net/http2/hpack"
)

// SubmitRequest queues a request. With body, DATA comes from Handler.ReadData and the HEADERS do
// not end the stream. The fields are not copied: leave them alone until FrameSent or FrameNotSent.
func (s *Session) SubmitRequest(fields []hpack.HeaderField, pri PrioritySpec, body bool) (StreamID, error) {
	if s.nextID > maxStreamID {
		return 0, ErrStreamIDNotAvailable
	}
	id := s.nextID
	s.nextID += 2
	it := s.headersItem(id, fields, !body)
	it.frame.Category = CategoryRequest
	it.body = body
	if !pri.isDefault() {
		it.frame.Flags |= FlagPriority
		it.frame.Priority = pri.normal()
	}
	s.enqueue(it)
	return id, nil
}

// SubmitResponse queues the final answer. Without body it ends the stream.
func (s *Session) SubmitResponse(id StreamID, fields []hpack.HeaderField, body bool) error {
	if id == 0 {
		return ErrInvalidArgument
	}
	it := s.headersItem(id, fields, !body)
	it.body = body
	s.enqueue(it)
	return nil
}

// SubmitInfo queues an interim answer (1xx).
func (s *Session) SubmitInfo(id StreamID, fields []hpack.HeaderField) error {
	return s.submitHeaders(id, fields, false)
}

// SubmitTrailers queues a last header block.
func (s *Session) SubmitTrailers(id StreamID, fields []hpack.HeaderField) error {
	return s.submitHeaders(id, fields, true)
}

func (s *Session) submitHeaders(id StreamID, fields []hpack.HeaderField, endStream bool) error {
	if id == 0 {
		return ErrInvalidArgument
	}
	s.enqueue(s.headersItem(id, fields, endStream))
	return nil
}

// headersItem makes HEADERS; what they are in the life of the stream is decided when they are sent.
func (s *Session) headersItem(id StreamID, fields []hpack.HeaderField, endStream bool) *item {
	it := s.out.newItem()
	it.frame.Type, it.frame.StreamID, it.frame.Fields = FrameHeaders, id, fields
	it.frame.Flags, it.frame.Category = FlagEndHeaders, CategoryHeaders
	if endStream {
		it.frame.Flags |= FlagEndStream
	}
	return it
}

// SubmitData attaches another body to a stream whose former one has ended: how Node ends a stream
// whose trailers turned out empty.
func (s *Session) SubmitData(id StreamID, endStream bool) error {
	if id == 0 {
		return ErrInvalidArgument
	}
	st := s.find(id)
	if st == nil {
		return ErrStreamClosed
	}
	return s.attachBody(st, endStream)
}

// ResumeData wakes a stream whose body was deferred by DataDeferred.
func (s *Session) ResumeData(id StreamID) error {
	st := s.find(id)
	if st == nil || !st.body.attached || !st.body.deferred() {
		return ErrInvalidArgument
	}
	st.body.waitsForUs = false
	s.resumeBody(st)
	return nil
}

// SubmitRSTStream resets a stream. Its queued DATA will not be sent.
func (s *Session) SubmitRSTStream(id StreamID, code ErrCode) error {
	if id == 0 {
		return ErrInvalidArgument
	}
	s.reset(id, code, true)
	return nil
}

// SubmitPing queues a PING.
func (s *Session) SubmitPing(payload [8]byte) error {
	it := s.out.newItem()
	it.frame.Type, it.frame.Opaque, it.frame.Length = FramePing, payload, 8
	s.enqueue(it)
	return nil
}

// SubmitPriority queues a PRIORITY frame.
func (s *Session) SubmitPriority(id StreamID, pri PrioritySpec) error {
	if id == 0 || id == pri.Dependency {
		return ErrInvalidArgument
	}
	it := s.out.newItem()
	it.frame.Type, it.frame.StreamID, it.frame.Priority, it.frame.Length = FramePriority, id, pri.normal(), 5
	s.enqueue(it)
	return nil
}

// SubmitSettings queues SETTINGS. They bind the peer when it acknowledges them.
func (s *Session) SubmitSettings(list []Setting) error {
	noPriorities, known := s.pending.noPriorities, s.pending.prioritiesKnown
	for _, e := range list {
		if !e.Valid() {
			return ErrInvalidArgument
		}
		if e.ID == SettingNoRFC7540Priorities {
			if known && noPriorities != e.Value {
				return ErrInvalidArgument
			}
			noPriorities, known = e.Value, true
		}
	}
	s.pending.noPriorities, s.pending.prioritiesKnown = noPriorities, true
	it := s.out.newItem()
	it.frame.Type = FrameSettings
	it.frame.Settings = append(it.frame.Settings, list...)
	it.frame.Length = 6 * len(list)
	s.enqueue(it)
	s.inflight = append(s.inflight, slices.Clone(list))
	for _, e := range list {
		switch e.ID {
		case SettingMaxConcurrentStreams:
			s.pending.maxConcurrent = e.Value
		case SettingEnablePush:
			s.pending.enablePush = e.Value != 0
		case SettingEnableConnectProtocol:
			s.pending.connectProtocol = e.Value != 0
		}
	}
	return nil
}

// Valid is RFC 9113 section 6.5.2 (and RFC 8441, RFC 9218 for the last two).
func (e Setting) Valid() bool {
	switch e.ID {
	case SettingInitialWindowSize:
		return e.Value <= maxWindow
	case SettingMaxFrameSize:
		return e.Value >= minFrameSize && e.Value <= maxFrameSize
	case SettingEnablePush, SettingEnableConnectProtocol, SettingNoRFC7540Priorities:
		return e.Value <= 1
	}
	return true
}

// SubmitPushPromise reserves a stream and queues the promise on stream id.
func (s *Session) SubmitPushPromise(id StreamID, fields []hpack.HeaderField) (StreamID, error) {
	switch {
	case id == 0 || s.mine(id):
		return 0, ErrInvalidArgument
	case s.role != Server:
		return 0, ErrProto
	case s.nextID > maxStreamID:
		return 0, ErrStreamIDNotAvailable
	}
	promised := s.nextID
	s.nextID += 2
	if s.find(id) == nil {
		return 0, ErrStreamClosed
	}
	s.openStream(promised, StateReservedLocal, PrioritySpec{Dependency: id}, Cause{Event: EventPushPromiseSent})
	it := s.out.newItem()
	it.frame.Type, it.frame.StreamID, it.frame.Promised = FramePushPromise, id, promised
	it.frame.Flags, it.frame.Fields = FlagEndHeaders, fields
	s.enqueue(it)
	return promised, nil
}

// SubmitAltSvc queues an ALTSVC frame (RFC 7838 section 4).
func (s *Session) SubmitAltSvc(id StreamID, origin, value string) error {
	if s.role != Server {
		return ErrInvalidState
	}
	if len(origin)+len(value)+2 > maxPayload || (id == 0) == (origin == "") {
		return ErrInvalidArgument
	}
	it := s.out.newItem()
	it.frame.Type, it.frame.StreamID = FrameAltSvc, id
	it.frame.Origin, it.frame.Value = origin, value
	it.frame.Length = 2 + len(origin) + len(value)
	s.enqueue(it)
	return nil
}

// SubmitOrigin queues an ORIGIN frame (RFC 8336).
func (s *Session) SubmitOrigin(origins []string) error {
	if s.role != Server {
		return ErrInvalidState
	}
	n := 0
	for _, o := range origins {
		n += 2 + len(o)
	}
	if n > maxPayload {
		return ErrInvalidArgument
	}
	it := s.out.newItem()
	it.frame.Type, it.frame.Origins, it.frame.Length = FrameOrigin, slices.Clone(origins), n
	s.enqueue(it)
	return nil
}
