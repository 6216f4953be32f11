package h2

import "finishline/h2/sched"

// Role is the session's end.
func (s *Session) Role() Role { return s.role }

// State is the session's state and why it is in it.
func (s *Session) State() (State, Cause) { return s.state, s.cause }

// NextStreamID is the identifier of the next stream that we open.
func (s *Session) NextStreamID() StreamID { return s.nextID }

// SetNextStreamID skips identifiers.
func (s *Session) SetNextStreamID(id StreamID) error {
	if id == 0 || id > maxStreamID || id < s.nextID || !s.mine(id) {
		return ErrInvalidArgument
	}
	s.nextID = id
	return nil
}

// LastProcStreamID is the last stream of the peer that the application saw; GOAWAY names it.
func (s *Session) LastProcStreamID() StreamID { return s.lastProcessed }

// LocalSetting is our parameter, as far as the peer has acknowledged it.
func (s *Session) LocalSetting(id SettingID) uint32 { return s.local.value(id) }

// RemoteSetting is the peer's parameter.
func (s *Session) RemoteSetting(id SettingID) uint32 { return s.remote.value(id) }

func (v *settings) value(id SettingID) uint32 {
	if p := v.field(id); p != nil {
		return *p
	}
	return 0
}

// EffectiveLocalWindowSize is the connection's receive window, octets, used or not.
func (s *Session) EffectiveLocalWindowSize() int32 { return s.recv.limit }

// EffectiveRecvDataLength is what of it was received and not given back, octets.
func (s *Session) EffectiveRecvDataLength() int32 { return max(0, s.recv.received) }

// LocalWindowSize is what the peer may send now on the connection, octets.
func (s *Session) LocalWindowSize() int32 { return s.recv.limit - s.recv.received }

// RemoteWindowSize is what we may send now on the connection, octets.
func (s *Session) RemoteWindowSize() int32 { return s.send }

// OutboundQueueSize is the number of frames that wait, DATA excluded.
func (s *Session) OutboundQueueSize() int {
	return s.out.urgent.len() + s.out.regular.len() + s.out.opening.len()
}

// DeflateTableSize and InflateTableSize are the HPACK tables' sizes, octets.
func (s *Session) DeflateTableSize() int { return s.deflate.Size() }

// InflateTableSize is the table of what we receive, octets.
func (s *Session) InflateTableSize() int { return s.inflate.Size() }

// ActiveStreams is the number of streams that are not closed, promises included.
func (s *Session) ActiveStreams() int { return s.streams.size }

// StreamInfo is a stream as Node's stream.state shows it. Window sizes are in octets.
type StreamInfo struct {
	State            State
	Cause            Cause
	LocalClosed      bool // we can send no more
	RemoteClosed     bool // the peer can send no more
	ResetQueued      bool // our RST_STREAM waits
	LocalWindow      int32
	EffectiveWindow  int32
	RecvDataLength   int32
	RemoteWindow     int32
	Weight           int
	DependencyWeight int // sum over the streams that depend on it
	BodyAttached     bool
	BodyDeferred     bool
}

// Stream describes a stream; false if it is not open (StateIdle or StateClosed).
func (s *Session) Stream(id StreamID) (StreamInfo, bool) {
	st := s.streams.find(id)
	if st == nil {
		return StreamInfo{State: s.absent(id)}, false
	}
	info := StreamInfo{
		State: st.state, Cause: st.cause, LocalClosed: st.sendShut(), RemoteClosed: st.receiveShut(),
		ResetQueued: st.resetting,
		LocalWindow: max(0, st.recv.limit-st.recv.received), EffectiveWindow: st.recv.limit,
		RecvDataLength: max(0, st.recv.received), RemoteWindow: max(0, st.send),
		BodyAttached: st.body.attached, BodyDeferred: st.body.deferred(),
	}
	info.Weight, info.DependencyWeight = st.node.Weights()
	return info, true
}

func (s *Session) absent(id StreamID) State {
	if s.isIdle(id) {
		return StateIdle
	}
	return StateClosed
}

// ChangePriority is Node's stream.priority(…, {silent: true}): it reorders our own DATA without
// telling the peer.
func (s *Session) ChangePriority(id StreamID, pri PrioritySpec) error {
	if id == 0 || id == pri.Dependency || s.streams.find(id) == nil {
		return ErrInvalidArgument
	}
	s.reprioritize(id, pri)
	return nil
}

func (s *Session) reprioritize(id StreamID, pri PrioritySpec) {
	s.sched.Reprioritize(uint32(id), sched.Spec{
		Dependency: uint32(pri.Dependency), Weight: pri.normal().Weight, Exclusive: pri.Exclusive,
		DependencyIsIdle: s.dependsOnIdle(pri.Dependency),
	})
}
