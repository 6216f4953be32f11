package http2

import (
	"finishline/h2"
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/sim"
)

// nativeFlags are the session flags of src/node_http2.h.
type nativeFlags uint16

const (
	// hasScope: a call from the script is under way; when it ends, a write may be scheduled.
	hasScope nativeFlags = 1 << iota
	// writeScheduled: an immediate will send what is pending.
	writeScheduled
	// sending: frames are being collected or written; cleared when the socket took them.
	sending
	// writing: the socket has not yet taken all of the last write.
	writing
	// closing: Close was called.
	closing
	// destroyed: nothing is sent any more.
	destroyed
	// readingStopped: the socket is not being read on our account.
	readingStopped
	// receivePaused: the rest of the chunk waits until the write is done.
	receivePaused
	// receiving: the protocol machine is walking a received chunk.
	receiving
	// closePending: Close waits for the end of the chunk.
	closePending
	// gracefulClose: session.close() was called.
	gracefulClose
	// goawayInitiated: the script asked for a GOAWAY itself.
	goawayInitiated
	// internalGoaway: a GOAWAY went out that nobody here asked for.
	internalGoaway
)

// native is the C++ half of an Http2Session: it moves frames between the
// protocol machine and the socket and calls into the script for what happened.
type native struct {
	h2.NopHandler
	env   *env.Env
	h2    *h2.Session
	js    *Session
	wire  *wire
	obj   sim.ObjID
	role  h2.Role
	flags nativeFlags
	has   behaviours

	streams streamSet
	// The write that is being collected or is on the socket.
	outgoing    []outBuffer
	storage     []byte
	outgoingLen int
	bufs        [][]byte

	// The received chunk that is being walked, and how far.
	chunk       []byte
	chunkOffset int
	recvError   string // custom_recv_error_code_

	pendingRst []h2.StreamID
	pings      []*pendingPing
	settings   []*pendingSettings

	pendingCode         h2.ErrCode // of a Close that waits
	pendingSocketClosed bool

	invalidFrames, rejectedStreams       uint32
	maxInvalidFrames, maxRejectedStreams uint32
	maxHeaderPairs                       int
	maxPings, maxSettings                int
	memory, maxMemory                    int
	padding                              int
	customRemote, customLocal            []h2.Setting

	chunksSent      uint32 // chunks_sent_since_last_write_
	chunksSentShown uint32 // what the script last saw of it
	framesIn        uint32
	framesOut       uint32
	collected       uint32 // frames in the write that is being made
	collecting      bool   // frames are being gathered

	schedule func() // runSchedule, made once
	onDone   func() // ondone
	thrown   *thrown
}

func newNative(e *env.Env, role h2.Role, o *Options, js *Session) *native {
	n := &native{env: e, js: js, role: role, maxInvalidFrames: 1000, maxRejectedStreams: 100,
		maxPings: 10, maxSettings: 10, maxMemory: 10_000_000, padding: o.PaddingStrategy}
	n.has = behavioursOf(e)
	n.schedule = n.runSchedule
	n.limits(o)
	n.h2 = h2.NewSession(role, n.protocolOptions(o), n)
	if e.World.Tracing() {
		n.obj = e.World.NewObject("h2session", js.typeName(), js.parentObject())
	}
	return n
}

func (n *native) is(f nativeFlags) bool { return n.flags&f != 0 }

func (n *native) set(f nativeFlags) { n.flags |= f }

func (n *native) clear(f nativeFlags) { n.flags &^= f }

// scope is Http2Scope: fn submits frames; if it is the outermost such call and nothing is
// scheduled yet, an immediate will send them.
func (n *native) scope(fn func()) {
	if n.is(hasScope | writeScheduled) {
		fn()
		return
	}
	n.set(hasScope)
	defer n.endScope()
	fn()
}

// openScope is scope for straight-line code; close it with endScope if it reports true.
func (n *native) openScope() bool {
	if n.is(hasScope | writeScheduled) {
		return false
	}
	n.set(hasScope)
	return true
}

func (n *native) endScope() {
	n.clear(hasScope)
	n.maybeScheduleWrite()
}

// callJS is MakeCallback: what fn calls in the script is an outermost callback unless another is
// open already. In that case an exception does not unwind the native code: it waits until the
// script has control again.
func (n *native) callJS(fn func()) {
	if !n.env.InCallback() {
		n.env.Callback(fn)
		return
	}
	if v, threw := n.env.Engine.Try(fn); threw && n.thrown == nil {
		n.thrown = &thrown{v}
	}
}

type thrown struct{ v realm.Value }

// rethrow is the return to the script: a waiting exception goes on.
func (n *native) rethrow() {
	if t := n.thrown; t != nil {
		n.thrown = nil
		n.env.Throw(t.v)
	}
}

// internalError is onSessionInternalError.
func (n *native) internalError(code h2.LibError, custom string) {
	n.callJS(func() { n.js.Destroy(errNghttp2(code, custom), nil) })
}

// emitFrame records what became of a frame.
func (n *native) emitFrame(kind sim.Kind, t h2.FrameType, id h2.StreamID, length int, text string) {
	w := n.env.World
	w.Emit(sim.Record{Kind: kind, Obj: n.obj, Name: w.Sym(t.String()), A: int64(id), B: int64(length), Text: w.Sym(text)})
}

func (n *native) queued(t h2.FrameType, id h2.StreamID, length int, text string) {
	if n.env.World.Tracing() {
		n.emitFrame(sim.KindFrameQueued, t, id, length, text)
	}
}

// level records how much the session holds back.
func (n *native) level(buffer string, bytes, items int) {
	if w := n.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindLevel, Obj: n.obj, Name: w.Sym(buffer), A: int64(bytes), B: int64(items)})
	}
}
