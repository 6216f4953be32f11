package h2

// State is where a stream or the session is. Both machines share the type so that one trace
// record, and one callback, serves both.
type State uint8

// A stream's states: RFC 9113 section 5.1, all seven.
const (
	// StateIdle: nothing was sent or received. HEADERS opens it, PUSH_PROMISE reserves it.
	StateIdle State = iota
	// StateReservedLocal: we promised it. Our HEADERS make it half-closed (remote); RST_STREAM
	// by either side closes it.
	StateReservedLocal
	// StateReservedRemote: the peer promised it. Its HEADERS make it half-closed (local);
	// RST_STREAM by either side closes it.
	StateReservedRemote
	// StateOpen: both may send. END_STREAM closes the sender's half.
	StateOpen
	// StateHalfClosedLocal: we sent END_STREAM; we may still send WINDOW_UPDATE, PRIORITY and
	// RST_STREAM. The peer's END_STREAM closes it.
	StateHalfClosedLocal
	// StateHalfClosedRemote: the peer sent END_STREAM. Ours closes it.
	StateHalfClosedRemote
	// StateClosed: nothing more is sent; Cause says why. A stream whose RST_STREAM is still
	// queued is not closed yet, however deaf it is.
	StateClosed

	// The session's states. Draining is a state of its own: GOAWAY ends no stream that it covers.

	// StatePreface: the peer's SETTINGS have not come (RFC 9113 section 3.4).
	StatePreface
	// StateActive: streams may be opened by both.
	StateActive
	// StateGoAwaySent: the peer may open no more streams; those it has run on.
	StateGoAwaySent
	// StateGoAwayReceived: we may open no more streams; those we have run on.
	StateGoAwayReceived
	// StateGoAwayBoth: both of the above.
	StateGoAwayBoth
	// StateTerminating: a final GOAWAY is queued. Input is ignored, output is the GOAWAY and
	// what was queued before it.
	StateTerminating
	// StateDrained: GOAWAY was exchanged, the last stream is gone and nothing is left to write.
	StateDrained
	// StateSessionClosed: the final GOAWAY is out, or a fatal error ended everything.
	StateSessionClosed
)

var stateNames = [...]string{"idle", "reserved (local)", "reserved (remote)", "open",
	"half-closed (local)", "half-closed (remote)", "closed",
	"preface", "active", "goaway sent", "goaway received", "goaway both", "terminating", "drained", "closed"}

// String names the state as RFC 9113 does.
func (s State) String() string { return stateNames[s] }

// Event is what moved a state machine.
type Event uint8

// The events. "Sent" means serialized, not flushed: the machine has no socket.
const (
	EventNone Event = iota
	EventHeadersSent
	EventHeadersReceived
	EventEndStreamSent
	EventEndStreamReceived
	EventResetSent
	EventResetReceived
	EventPushPromiseSent
	EventPushPromiseReceived
	EventRefusedByGoAway // the peer's GOAWAY did not cover the stream: safe to retry
	EventDroppedByGoAway // our GOAWAY did not cover the stream
	EventNotSent         // the frame that would have opened the stream could not be sent
	EventSettingsReceived
	EventGoAwaySent
	EventGoAwayReceived
	EventTerminate // a connection error, or Terminate was called
	EventLastStreamGone
	EventFatal
)

var eventNames = [...]string{"none", "HEADERS sent", "HEADERS received", "END_STREAM sent",
	"END_STREAM received", "RST_STREAM sent", "RST_STREAM received", "PUSH_PROMISE sent",
	"PUSH_PROMISE received", "refused by GOAWAY", "dropped by GOAWAY", "not sent", "SETTINGS received",
	"GOAWAY sent", "GOAWAY received", "terminate", "last stream gone", "fatal error"}

// String says what happened.
func (e Event) String() string { return eventNames[e] }

// Cause is why a machine moved, and why a closed one is closed.
type Cause struct {
	Event Event
	Code  ErrCode
}

// String gives the event, and the code unless it is NO_ERROR.
func (c Cause) String() string {
	if c.Code == NoError {
		return c.Event.String()
	}
	return c.Event.String() + " " + c.Code.String()
}

// setStream is the only writer of a stream's state.
func (s *Session) setStream(st *stream, to State, why Cause) {
	if st.state == to {
		return
	}
	from := st.state
	st.state = to
	st.cause = why
	s.h.StateChanged(st.id, from, to, why)
}

// setSession is the only writer of the session's state.
func (s *Session) setSession(to State, why Cause) {
	if s.state == to || s.state == StateSessionClosed {
		return
	}
	from := s.state
	s.state = to
	s.cause = why
	s.h.StateChanged(0, from, to, why)
}

// closeSendHalf records that our direction has ended.
func (s *Session) closeSendHalf(st *stream, why Cause) {
	switch st.state {
	case StateOpen:
		s.setStream(st, StateHalfClosedLocal, why)
	case StateHalfClosedRemote:
		s.setStream(st, StateClosed, why)
	}
}

// closeReceiveHalf records that the peer's direction has ended.
func (s *Session) closeReceiveHalf(st *stream, why Cause) {
	switch st.state {
	case StateOpen:
		s.setStream(st, StateHalfClosedRemote, why)
	case StateHalfClosedLocal:
		s.setStream(st, StateClosed, why)
	}
}

// drainState is the state that the GOAWAY frames so far amount to.
func (s *Session) drainState() State {
	switch {
	case s.drain.sent && s.drain.received:
		return StateGoAwayBoth
	case s.drain.sent:
		return StateGoAwaySent
	case s.drain.received:
		return StateGoAwayReceived
	}
	return StateActive
}
