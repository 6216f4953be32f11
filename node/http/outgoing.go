package http

import (
	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/versions"
	"finishline/sim"
)

// outgoingKind is what ServerResponse and ClientRequest add to a message.
type outgoingKind interface {
	realm.Hosted
	implicitHeader()
	Destroy(err realm.Value)
	finish()
}

// OutgoingMessage is http.OutgoingMessage: a message on its way out. What it
// writes goes to its socket, or into outputData as long as it has none or it is
// not its turn (socket._httpMessage).
type OutgoingMessage struct {
	events.Emitter
	env  *env.Env
	kind outgoingKind

	outputData []output
	outputSize int

	Writable, Destroyed         bool
	Last                        bool // _last: the connection ends with this message
	ChunkedEncoding             bool
	ShouldKeepAlive             bool
	MaxRequestsReached          bool // maxRequestsOnConnectionReached
	DefaultKeepAlive            bool
	UseChunkedEncodingByDefault bool
	SendDate                    bool
	RemovedConnection           bool
	RemovedContLen, RemovedTE   bool
	StrictContentLength         bool
	HasBody                     bool
	Finished                    bool
	HeaderSent                  bool // _headerSent
	Closed                      bool // _closed: 'close' was emitted
	RejectBodyWrites            bool // rejectNonStandardBodyWrites
	HighWaterMark               int
	KeepAliveTimeout            float64
	MaxRequestsPerSocket        realm.Value
	Agent                       realm.Value // of a ClientRequest

	socket        *net.Socket
	header        string // _header; "" is null
	headers       []header
	hasHeaders    bool // kOutHeaders is not null
	trailer       string
	contentLength contentLength
	bytesWritten  int
	corked        int
	chunks        []output // kChunkedBuffer
	chunkedLength int
	needDrain     bool
	errored       realm.Value
	unique        map[string]bool
	onPendingData func(delta int)

	// ≥ 24.21.
	finishEmitted bool // kWritableFinished
	endCallbacks  []callback
	flushError    realm.Value

	phase string // for the trace
}

// output is a piece that waits.
type output struct {
	data     realm.Value // string or []byte
	encoding string
	cb       callback
}

// callback is a script's function or a machine's.
type callback struct {
	js realm.Function
	fn func(err realm.Value)
}

func (c callback) none() bool { return c.js == nil && c.fn == nil }

func (c callback) call(args ...realm.Value) {
	if c.js != nil {
		c.js.Call(nil, args...)
	} else if c.fn != nil {
		c.fn(realm.Arg(args, 0))
	}
}

// OutgoingBase is m: a machine that embeds an OutgoingMessage is known as one.
func (m *OutgoingMessage) OutgoingBase() *OutgoingMessage { return m }

// NewOutgoingMessage is the constructor of a bare message.
func NewOutgoingMessage(e *env.Env) *OutgoingMessage {
	m := &OutgoingMessage{}
	m.initOutgoing(e, nil, m)
	return m
}

func (m *OutgoingMessage) initOutgoing(e *env.Env, kind outgoingKind, self realm.Hosted) {
	e.Engine.Adopt(self)
	m.InitEmitter(e, self)
	m.env, m.kind = e, kind
	m.Writable, m.ShouldKeepAlive, m.DefaultKeepAlive = true, true, true
	m.UseChunkedEncodingByDefault, m.HasBody = true, true
	m.HighWaterMark = stream.DefaultHighWaterMark(e, false)
	m.errored = realm.Null
	m.phase = "new"
}

// setPhase reports where the message is: new, headed, open, ended, finished,
// closed.
func (m *OutgoingMessage) setPhase(to string) {
	if m.phase == to {
		return
	}
	if w := m.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindState, Obj: m.TraceObject(), Name: w.Sym(m.phase), Text: w.Sym(to)})
	}
	m.phase = to
}

func (m *OutgoingMessage) traceLevel() {
	if w := m.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindLevel, Obj: m.TraceObject(), Name: w.Sym("outputData"), A: int64(m.outputSize), B: int64(len(m.outputData))})
	}
}

// discard drops what waits; why says what shut the way.
func (m *OutgoingMessage) discard(why string) {
	if len(m.outputData) == 0 {
		return
	}
	if w := m.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindGate, Obj: m.TraceObject(), Name: w.Sym("outputData"), A: int64(m.outputSize), Text: w.Sym(why)})
	}
	m.outputData = nil
	m.traceLevel()
}

// Socket is message.socket; nil if there is none.
func (m *OutgoingMessage) Socket() *net.Socket { return m.socket }

// SetSocket is its setter: corks move along.
func (m *OutgoingMessage) SetSocket(s *net.Socket) {
	if m.env.Has(versions.HTTPChunksJoined) {
		for n := 0; n < m.corked; n++ {
			if s != nil {
				s.Cork()
			}
			if m.socket != nil {
				m.socket.Uncork()
			}
		}
	}
	m.socket = s
}

// SetTimeout is setTimeout(msecs, callback) of a message in general.
func (m *OutgoingMessage) SetTimeout(msecs realm.Value, cb realm.Function) {
	if cb != nil {
		m.CallOn("timeout", cb)
	}
	if m.socket == nil {
		m.CallOnce("socket", realm.Fn("socketSetTimeoutOnConnect", func(_ realm.Value, args []realm.Value) realm.Value {
			if s, ok := realm.Arg(args, 0).(*net.Socket); ok {
				callSetTimeout(s, msecs)
			}
			return nil
		}))
		return
	}
	callSetTimeout(m.socket, msecs)
}

// callSetTimeout is socket.setTimeout(msecs).
func callSetTimeout(s *net.Socket, msecs realm.Value) {
	if f := s.Override("setTimeout"); f != nil {
		f.Call(s, msecs)
		return
	}
	s.SetTimeout(msecs, nil)
}

// DestroyBase is OutgoingMessage.prototype.destroy.
func (m *OutgoingMessage) DestroyBase(err realm.Value) {
	if m.Destroyed {
		return
	}
	m.Destroyed, m.errored = true, err
	m.setPhase("destroyed")
	switch {
	case m.socket != nil:
		m.socket.CallDestroy(err)
	case m.env.Has(versions.HTTPDestroyCloses):
		m.env.NextTick(m.emitClose)
	default:
		m.CallOnce("socket", realm.Fn("socketDestroyOnConnect", func(_ realm.Value, args []realm.Value) realm.Value {
			if s, ok := realm.Arg(args, 0).(*net.Socket); ok {
				s.CallDestroy(err)
			}
			return nil
		}))
	}
}

// emitClose emits 'close', once.
func (m *OutgoingMessage) emitClose() {
	if m.Closed {
		return
	}
	m.Closed = true
	m.discard("closed")
	m.setPhase("closed")
	m.Emit("close")
}

// callDestroy is this.destroy(err).
func (m *OutgoingMessage) callDestroy(err realm.Value) {
	switch f := m.Override("destroy"); {
	case f != nil:
		f.Call(m.Self(), err)
	case m.kind != nil:
		m.kind.Destroy(err)
	default:
		m.DestroyBase(err)
	}
}
