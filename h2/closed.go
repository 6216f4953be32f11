package h2

// closedMemory remembers how the latest streams closed. RFC 9113 section 5.1 wants different
// answers for a late frame: after the peer's END_STREAM or RST_STREAM it is an error, after our
// RST_STREAM it is a race that must be borne. nghttp2 under Node remembers nothing and bears
// everything; that is a memory of size 0.
type closedMemory struct {
	ring []closedStream
	next int
	full bool // something was forgotten: an unknown stream may have been a real one
}

type closedStream struct {
	id  StreamID
	why Cause
}

// verdictOnLate says what a frame on a stream that is not in the table deserves.
type verdictOnLate uint8

const (
	lateIgnored     verdictOnLate = iota // we cannot tell, or we reset it
	lateAfterEnd                         // connection error STREAM_CLOSED: the peer had ended it
	lateAfterReset                       // stream error STREAM_CLOSED: the peer had reset it
	lateNeverOpened                      // connection error PROTOCOL_ERROR: skipped, hence closed unused
)

func (m *closedMemory) remember(id StreamID, why Cause) {
	if len(m.ring) == 0 {
		return
	}
	if m.ring[m.next].id != 0 {
		m.full = true
	}
	m.ring[m.next] = closedStream{id, why}
	m.next = (m.next + 1) % len(m.ring)
}

func (m *closedMemory) judge(id StreamID) verdictOnLate {
	for i := range m.ring {
		if m.ring[i].id != id {
			continue
		}
		switch m.ring[i].why.Event {
		case EventEndStreamSent, EventEndStreamReceived:
			return lateAfterEnd
		case EventResetReceived:
			return lateAfterReset
		}
		return lateIgnored
	}
	if len(m.ring) == 0 || m.full {
		return lateIgnored
	}
	return lateNeverOpened
}
