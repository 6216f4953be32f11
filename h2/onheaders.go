package h2

import (
	"strconv"

	"golang.org/x/net/http2/hpack"
)

// onHeaders judges HEADERS or PUSH_PROMISE as soon as its fixed part is there, before any field.
func (s *Session) onHeaders() blockFate {
	f := &s.in.f
	if f.Type == FramePushPromise {
		return s.onPushPromise()
	}
	st := s.find(f.StreamID)
	switch {
	case st == nil:
		f.Category = CategoryRequest
		return s.onRequest()
	case st.reserved() && !st.resetting:
		f.Category = CategoryPushResponse
		return s.onPushResponse(st)
	case s.mine(st.id) && !st.answered && !st.resetting:
		f.Category = CategoryResponse
		return s.onResponse(st)
	}
	f.Category = CategoryHeaders
	return s.onLaterHeaders(st)
}

// onRequest: the stream is not in the table.
func (s *Session) onRequest() blockFate {
	f := &s.in.f
	if f.StreamID == 0 {
		return s.badBlock(ErrProto, "request HEADERS: stream_id == 0")
	}
	if s.role == Client {
		if s.isIdle(f.StreamID) {
			return s.badBlock(ErrProto, "request HEADERS: client received request")
		}
		return s.lateHeaders()
	}
	if !s.isNewFromPeer(f.StreamID) {
		if s.mine(f.StreamID) {
			return s.badBlock(ErrProto, "request HEADERS: invalid stream_id")
		}
		return s.lateHeaders()
	}
	s.lastReceived = f.StreamID
	if uint32(s.incoming) >= s.local.maxConcurrent { // the peer had acknowledged the limit
		return s.badBlock(ErrProto, "request HEADERS: max concurrent streams exceeded")
	}
	if !s.acceptsStreams() { // it could not know of our GOAWAY (RFC 9113 section 6.8)
		return blockIgnored
	}
	if f.Flags.Has(FlagPriority) && f.Priority.Dependency == f.StreamID {
		return s.badBlock(ErrProto, "request HEADERS: depend on itself")
	}
	if uint32(s.incoming) >= s.pending.maxConcurrent { // it may not have seen our SETTINGS
		s.streamError(f.StreamID, f, ErrRefusedStream, true)
		return blockIgnored
	}
	s.openStream(f.StreamID, StateOpen, f.Priority, Cause{Event: EventHeadersReceived})
	s.lastProcessed = f.StreamID
	return s.begin()
}

// lateHeaders are HEADERS for a stream that is gone.
func (s *Session) lateHeaders() blockFate {
	f := &s.in.f
	switch s.closed.judge(f.StreamID) {
	case lateAfterEnd:
		return s.badBlock(ErrStreamClosed, "HEADERS: stream closed")
	case lateNeverOpened:
		return s.badBlock(ErrProto, "HEADERS: stream identifier is lower than an earlier one")
	case lateAfterReset:
		s.lateReset(f.StreamID)
	}
	return blockIgnored
}

func (s *Session) onResponse(st *stream) blockFate {
	if st.receiveShut() {
		return s.badBlock(ErrStreamClosed, "HEADERS: stream closed")
	}
	st.answered = true
	return s.begin()
}

// onPushResponse opens a promised stream.
func (s *Session) onPushResponse(st *stream) blockFate {
	f := &s.in.f
	if s.role == Server {
		return s.badBlock(ErrProto, "HEADERS: no HEADERS allowed from client in reserved state")
	}
	if uint32(s.incoming) >= s.local.maxConcurrent {
		return s.badBlock(ErrProto, "push response HEADERS: max concurrent streams exceeded")
	}
	if !s.acceptsStreams() {
		return blockIgnored
	}
	if uint32(s.incoming) >= s.pending.maxConcurrent {
		s.streamError(f.StreamID, f, ErrRefusedStream, true)
		return blockIgnored
	}
	st.promised, st.answered = false, true
	s.reservedIn--
	s.incoming++
	s.setStream(st, StateHalfClosedLocal, Cause{Event: EventHeadersReceived})
	return s.begin()
}

func (s *Session) onLaterHeaders(st *stream) blockFate {
	if st.receiveShut() {
		return s.badBlock(ErrStreamClosed, "HEADERS: stream closed")
	}
	if st.resetting { // they crossed our RST_STREAM
		return blockIgnored
	}
	return s.begin()
}

// onPushPromise is RFC 9113 section 8.4.
func (s *Session) onPushPromise() blockFate {
	f := &s.in.f
	switch {
	case f.StreamID == 0:
		return s.badBlock(ErrProto, "PUSH_PROMISE: stream_id == 0")
	case s.role == Server || s.local.enablePush == 0:
		return s.badBlock(ErrProto, "PUSH_PROMISE: push disabled")
	case !s.mine(f.StreamID):
		return s.badBlock(ErrProto, "PUSH_PROMISE: invalid stream_id")
	case !s.acceptsStreams():
		return blockIgnored
	case !s.isNewFromPeer(f.Promised):
		return s.badBlock(ErrProto, "PUSH_PROMISE: invalid promised_stream_id")
	case s.find(f.StreamID) == nil && s.isIdle(f.StreamID):
		return s.badBlock(ErrProto, "PUSH_PROMISE: stream in idle")
	}
	s.lastReceived = f.Promised
	st := s.find(f.StreamID)
	if st == nil || st.resetting || !s.pending.enablePush || s.reservedIn >= s.opts.MaxReservedRemoteStreams {
		s.queueReset(f.Promised, Cancel)
		return blockIgnored
	}
	if st.receiveShut() {
		return s.badBlock(ErrStreamClosed, "PUSH_PROMISE: stream closed")
	}
	s.openStream(f.Promised, StateReservedRemote, PrioritySpec{Dependency: f.StreamID},
		Cause{Event: EventPushPromiseReceived})
	s.lastProcessed = f.Promised
	return s.begin()
}

// badBlock is a connection error in place of a header block.
func (s *Session) badBlock(err LibError, reason string) blockFate {
	s.invalidConnection(err, reason)
	return blockIgnored
}

// blockReceived checks the block as a whole, shows the frame and applies END_STREAM.
func (s *Session) blockReceived() {
	f := &s.in.f
	st := s.find(f.StreamID)
	if st == nil || st.resetting {
		return
	}
	if !s.messageHolds(st) {
		s.streamError(s.subject(), f, ErrHTTPMessaging, true)
		if s.glitch() && f.EndStream() {
			s.closeReceiveHalf(st, Cause{Event: EventEndStreamReceived})
		}
		return
	}
	s.h.FrameReceived(f)
	if f.Type != FrameHeaders {
		return
	}
	if p := st.msg.priority; s.role == Server && f.Category == CategoryRequest && p.set && !p.bad {
		s.sched.SetUrgency(&st.node, p.urgency, p.incremental)
	}
	if f.EndStream() {
		s.closeReceiveHalf(st, Cause{Event: EventEndStreamReceived})
		s.closeIfShut(st)
	}
}

// messageHolds checks what RFC 9113 section 8.1 demands of the whole block.
func (s *Session) messageHolds(st *stream) bool {
	f := &s.in.f
	if f.Type == FramePushPromise {
		promised := s.find(f.Promised)
		return promised == nil || promised.msg.requestComplete(true)
	}
	ok := false
	switch {
	case f.Category == CategoryRequest:
		ok = st.msg.requestComplete(false)
	case f.Category != CategoryHeaders || st.msg.interim:
		ok = st.msg.responseComplete()
	default: // trailers end the stream
		ok = f.EndStream()
	}
	return ok && (!f.EndStream() || st.msg.end())
}

func (s *Session) remark(what string, field hpack.HeaderField) {
	f := &s.in.f
	s.h.Report(ErrHTTPHeader, what+": frame type: "+strconv.Itoa(int(f.Type))+", stream: "+
		strconv.Itoa(int(f.StreamID))+", name: ["+field.Name+"], value: ["+field.Value+"]")
}
