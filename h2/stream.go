package h2

import (
	"finishline/h2/sched"
)

// stream is one entry of the session's table: any stream from its first frame until its
// StreamClosed callback has returned.
type stream struct {
	id    StreamID
	state State
	cause Cause

	// answered: the response's HEADERS were sent (server) or received (client), so that DATA and
	// trailers may follow.
	answered bool
	// resetting: our RST_STREAM is queued. Nothing of the stream is sent or shown any more.
	resetting bool
	// promised: reserved by PUSH_PROMISE and not yet answered; it does not count as concurrent.
	promised bool
	gone     bool // StreamClosed was called; only whoever holds the pointer still sees it

	node sched.Node // the stream as the DATA scheduler sees it
	body body
	msg  message
	recv window // what the peer may send
	send int32  // what we may send, octets; negative after the peer shrank it

	windowUpdateQueued bool
}

// body is the DATA we have to send.
type body struct {
	attached   bool
	endStream  bool // the last frame may carry END_STREAM
	eof        bool
	waitsForUs bool // the application deferred it: ResumeData
	waitsForWU bool // the stream's window is shut: WINDOW_UPDATE or SETTINGS
}

func (b *body) deferred() bool { return b.waitsForUs || b.waitsForWU }

// sendShut reports whether we may send nothing with content any more.
func (st *stream) sendShut() bool {
	return st.state == StateHalfClosedLocal || st.state == StateReservedRemote || st.state == StateClosed
}

// receiveShut reports whether the peer may not send content, now or ever.
func (st *stream) receiveShut() bool {
	return st.state == StateHalfClosedRemote || st.state == StateReservedLocal || st.state == StateClosed
}

func (st *stream) reserved() bool {
	return st.state == StateReservedLocal || st.state == StateReservedRemote
}

// mine reports whether we are the end that numbers id (RFC 9113 section 5.1.1).
func (s *Session) mine(id StreamID) bool {
	return id != 0 && (id&1 == 1) == (s.role == Client)
}

// isNewFromPeer reports whether the peer may open id now.
func (s *Session) isNewFromPeer(id StreamID) bool {
	return id != 0 && !s.mine(id) && id > s.lastReceived
}

// isIdle reports whether id, which is not in the table, was never used.
func (s *Session) isIdle(id StreamID) bool {
	if s.mine(id) {
		return s.lastSent < id
	}
	return s.isNewFromPeer(id)
}

// openStream puts a stream into the table.
func (s *Session) openStream(id StreamID, to State, pri PrioritySpec, why Cause) *stream {
	st := s.newStream()
	st.id = id
	st.send = int32(s.remote.initialWindow)
	st.recv.limit = int32(s.local.initialWindow)
	st.msg.reset()
	s.streams.insert(id, st)
	s.sched.Open(&st.node, uint32(id), sched.Spec{
		Dependency: uint32(pri.Dependency), Weight: pri.normal().Weight, Exclusive: pri.Exclusive,
		DependencyIsIdle: s.dependsOnIdle(pri.Dependency),
	})
	st.node.Owner = st
	switch to {
	case StateReservedLocal:
		st.promised = true
	case StateReservedRemote:
		st.promised = true
		s.reservedIn++
	default:
		s.count(id, 1)
	}
	s.setStream(st, to, why)
	return st
}

func (s *Session) dependsOnIdle(id StreamID) bool {
	return id != 0 && s.streams.find(id) == nil && s.isIdle(id)
}

// count keeps the number of streams that SETTINGS_MAX_CONCURRENT_STREAMS is about.
func (s *Session) count(id StreamID, by int) {
	if s.mine(id) {
		s.outgoing += by
	} else {
		s.incoming += by
	}
}

// closeStream ends a stream: the application hears of it, then it is forgotten.
func (s *Session) closeStream(id StreamID, why Cause) {
	st := s.streams.find(id)
	if st == nil || st.gone {
		return
	}
	s.setStream(st, StateClosed, why)
	st.gone = true
	st.cause = why
	s.h.StreamClosed(id, why.Code)
	if st.body.attached {
		s.detachBody(st)
	}
	switch {
	case !st.promised:
		s.count(id, -1)
	case !s.mine(id):
		s.reservedIn--
	}
	s.streams.remove(id)
	s.sched.Close(&st.node)
	s.closed.remember(id, why)
}

// closeIfShut ends a stream both of whose directions have ended.
func (s *Session) closeIfShut(st *stream) {
	if st.state == StateClosed && !st.gone {
		s.closeStream(st.id, Cause{st.cause.Event, NoError})
	}
}

// newStream takes a stream from the slab: the first comes with the session, more come in fours.
func (s *Session) newStream() *stream {
	if len(s.slab) == 0 {
		s.slab = make([]stream, 4)
	}
	st := &s.slab[0]
	s.slab = s.slab[1:]
	return st
}
