package http2

import (
	"finishline/h2"
	"finishline/node/events"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/versions"
	"finishline/sim"
)

// streamFlags is what has happened to an Http2Stream.
type streamFlags uint8

const (
	// streamReady: it has its id and its native half.
	streamReady streamFlags = 1 << iota
	// streamClosed: close() was called or the stream ended on the wire.
	streamClosed
	// headersSent: the answer's headers were submitted (or the request's).
	headersSent
	// headRequest: it answers HEAD, so there is no body.
	headRequest
	// streamAborted: it was closed before its writable side had ended.
	streamAborted
	// hasTrailers: trailers follow the body.
	hasTrailers
)

// Stream is an Http2Stream: ServerHttp2Stream or ClientHttp2Stream.
type Stream struct {
	stream.Stream
	session *Session
	handle  *nativeStream
	id      h2.StreamID
	role    h2.Role
	flags   streamFlags
	timer   timeout

	rstCode         h2.ErrCode
	queuedBytes     int // writeQueueSize
	trailersReady   bool
	endAfterHeaders bool
	didRead         bool
	shutdownCalled  bool
	write           *pendingWrite // the write that is under way

	sentHeaders  Headers
	sentInfo     []realm.Value
	sentTrailers Headers
	protocol     string // of the request: for pushes
	authority    realm.Value

	// Request and Response are the compatibility API's view of the stream.
	Request  *ServerRequest
	Response *ServerResponse
}

var duplexOptions = func() stream.Options {
	o := stream.Defaults
	o.Readable, o.Writable = true, true
	o.NoAutoDestroy, o.NoDecodeStrings = true, true
	return o
}()

// init is the Http2Stream constructor: corked until the stream has its id.
func (st *Stream) init(s *Session, role h2.Role) {
	st.session, st.role = s, role
	if w := s.Env().World; w.Tracing() {
		st.TraceAs(w.NewObject("Http2Stream", s.typeName(), s.TraceObject()))
	}
	st.Stream.Init(s.Env(), st, st, duplexOptions)
	st.Cork()
	s.pending = append(s.pending, st)
	st.SetReadingMore(true)
	st.On("pause", streamOnPause)
}

// start is kInit: the stream has its id.
func (st *Stream) start(h *nativeStream) {
	s := st.session
	st.moveTo(streamReady)
	s.addStream(st)
	st.id = h.id
	h.js, st.handle = st, h
	st.Env().World.Link(st.TraceObject(), "stream", h.obj, int64(h.id))
	st.Uncork()
	st.Emit("ready")
}

// moveTo adds a flag; it is the one place where the stream's state moves.
func (st *Stream) moveTo(f streamFlags) {
	from := st.stateName()
	st.flags |= f
	if w := st.Env().World; w.Tracing() {
		if to := st.stateName(); to != from {
			w.Emit(sim.Record{Kind: sim.KindState, Obj: st.TraceObject(), Name: w.Sym(from), Text: w.Sym(to), A: int64(st.id)})
		}
	}
}

func (st *Stream) stateName() string {
	switch {
	case st.flags&streamClosed != 0 && st.flags&streamAborted != 0:
		return "aborted"
	case st.flags&streamClosed != 0:
		return "closed"
	case st.flags&headersSent != 0:
		return "headers sent"
	case st.flags&streamReady != 0:
		return "ready"
	}
	return "pending"
}

// Pending is stream.pending: it has no id yet.
func (st *Stream) Pending() bool { return st.id == 0 }

// ID is stream.id, 0 while pending.
func (st *Stream) ID() int { return int(st.id) }

// Session is stream.session, nil once the stream is destroyed.
func (st *Stream) Session() *Session { return st.session }

// Closed is stream.closed.
func (st *Stream) Closed() bool { return st.flags&streamClosed != 0 }

// Aborted is stream.aborted.
func (st *Stream) Aborted() bool { return st.flags&streamAborted != 0 }

// HeadersSent is stream.headersSent.
func (st *Stream) HeadersSent() bool { return st.flags&headersSent != 0 }

// HeadRequest is stream.headRequest.
func (st *Stream) HeadRequest() bool { return st.flags&headRequest != 0 }

// RstCode is stream.rstCode.
func (st *Stream) RstCode() int { return int(st.rstCode) }

// EndAfterHeaders is stream.endAfterHeaders.
func (st *Stream) EndAfterHeaders() bool { return st.endAfterHeaders }

// BufferSize is stream.bufferSize.
func (st *Stream) BufferSize() int { return st.queuedBytes + st.WritableLength() }

// SentHeaders is stream.sentHeaders.
func (st *Stream) SentHeaders() realm.Value { return st.sentHeaders.object() }

// SentTrailers is stream.sentTrailers.
func (st *Stream) SentTrailers() realm.Value { return st.sentTrailers.object() }

// SentInfoHeaders is stream.sentInfoHeaders.
func (st *Stream) SentInfoHeaders() []realm.Value { return st.sentInfo }

// Role tells a server's stream from a client's.
func (st *Stream) Role() h2.Role { return st.role }

// State is stream.state.
func (st *Stream) State() *realm.Map {
	m := &realm.Map{}
	if st.Destroyed() || st.Pending() {
		return m
	}
	info, ok := st.session.handle.h2.Stream(st.id)
	m.Keys = []string{"state", "weight", "sumDependencyWeight", "localClose", "remoteClose", "localWindowSize"}
	if !ok {
		m.Values = []realm.Value{1, 0, 0, 0, 0, 0}
		return m
	}
	m.Values = []realm.Value{stateNumber(info.State), info.Weight, info.DependencyWeight,
		bit(info.LocalClosed), bit(info.RemoteClosed), int(info.LocalWindow)}
	return m
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// stateNumber is NGHTTP2_STREAM_STATE_….
func stateNumber(s h2.State) int {
	switch s {
	case h2.StateIdle:
		return 1
	case h2.StateOpen:
		return 2
	case h2.StateReservedLocal:
		return 3
	case h2.StateReservedRemote:
		return 4
	case h2.StateHalfClosedLocal:
		return 5
	case h2.StateHalfClosedRemote:
		return 6
	}
	return 7
}

// updateTimer is kUpdateTimer.
func (st *Stream) updateTimer() {
	if st.Destroyed() {
		return
	}
	st.timer.refresh()
	if st.session != nil {
		st.session.UpdateTimer()
	}
}

// SetTimeout is stream.setTimeout(msecs, callback).
func (st *Stream) SetTimeout(ms float64, callback realm.Function) {
	if st.Destroyed() {
		return
	}
	st.timer.arm(st.Env(), &st.Emitter, st, ms, callback)
	if ms != 0 && st.session != nil {
		st.session.UpdateTimer()
	}
}

// OnTimeout is _onTimeout.
func (st *Stream) OnTimeout() {
	if st.Destroyed() {
		return
	}
	if s := st.session; st.queuedBytes > 0 && s != nil && s.handle != nil && s.handle.progressed() {
		st.updateTimer()
		return
	}
	st.Emit("timeout")
}

// onTrailersWanted is onStreamTrailers.
func (st *Stream) onTrailersWanted() {
	st.trailersReady = true
	if st.Destroyed() || st.Closed() {
		return
	}
	if !st.Emit("wantTrailers") {
		st.SendTrailers(Headers{Map: &realm.Map{}})
	}
}

// SensitiveHeaders is http2.sensitiveHeaders; up to 18 it had a longer name.
var (
	SensitiveHeaders    = &events.Symbol{Description: "sensitiveHeaders"}
	SensitiveHeadersOld = &events.Symbol{Description: "nodejs.http2.sensitiveHeaders"}
)

// SensitiveSymbol is the version's symbol.
func SensitiveSymbol(v *versions.Set) *events.Symbol {
	if v.Has(versions.H2CustomSettings) {
		return SensitiveHeaders
	}
	return SensitiveHeadersOld
}

// RealmClass names the script's class of the stream.
func (st *Stream) RealmClass() string {
	if st.role == h2.Server {
		return "ServerHttp2Stream"
	}
	return "ClientHttp2Stream"
}
