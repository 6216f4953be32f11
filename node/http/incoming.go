package http

import (
	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/versions"
)

// IncomingMessage is http.IncomingMessage: a request at the server, a response
// at the client. The parser pushes its body.
type IncomingMessage struct {
	stream.Stream
	env *env.Env

	Socket               *net.Socket // nil once the agent has it back
	Major, Minor         int         // of the protocol; -1: not known yet
	Complete             bool        // the parser has seen its end
	Aborted              bool
	UpgradeSet           bool // upgrade is not null
	Upgrade              bool
	URL                  string
	Method               string // "" is null
	StatusCode           int    // 0 is null
	StatusMessage        string
	JoinDuplicateHeaders bool
	Req                  *ClientRequest // of a response
	Consuming, Dumped    bool
	// OnAbort is what the signal of message.signal hears of.
	OnAbort func()

	raw, rawTrailers           []string
	count, trailerCount        int // how many of them are looked at
	headers, trailers          realm.Value
	distinct, trailersDistinct realm.Value
	rawList, rawTrailerList    realm.Value
	skipPending                bool
	abortListener              realm.Function
	abortSocket                *net.Socket
	abortDetached              bool
}

// NewIncomingMessage is the constructor.
func NewIncomingMessage(e *env.Env, s *net.Socket) *IncomingMessage {
	m := &IncomingMessage{}
	m.Init(e, s)
	return m
}

// Init is the constructor for a script's subclass.
func (m *IncomingMessage) Init(e *env.Env, s *net.Socket) {
	e.Engine.Adopt(m)
	m.env, m.Socket, m.Major, m.Minor = e, s, -1, -1
	o := stream.Defaults
	o.Readable = true
	if s != nil {
		o.HighWaterMark = s.ReadableHighWaterMark()
	}
	if s != nil && e.World.Tracing() {
		m.TraceAs(e.World.NewObject("IncomingMessage", "", s.TraceObject()))
	}
	m.Stream.Init(e, m, m, o)
	m.SetReadingMore(true)
}

// ReadImpl is _read: it lets the socket's bytes come.
func (m *IncomingMessage) ReadImpl(int) {
	if !m.Consuming {
		m.SetReadingMore(false)
		m.Consuming = true
	}
	if m.Socket != nil && m.Socket.IsReadable() {
		readStart(m.Socket)
	}
}

func readStart(s *net.Socket) {
	if s != nil && !s.HTTPPaused && s.IsReadable() {
		s.CallResume()
	}
}

func readStop(s *net.Socket) {
	if s != nil {
		s.CallPause()
	}
}

// DestroyImpl is _destroy: an unfinished message takes its socket along.
func (m *IncomingMessage) DestroyImpl(err realm.Value, cb func(err realm.Value)) {
	if !m.ReadableEnded() || !m.Complete {
		m.Aborted = true
		m.Emit("aborted")
		m.abort()
	}
	switch {
	case m.Socket != nil && !m.Socket.Destroyed() && m.Aborted:
		s := m.Socket
		s.CallDestroy(err)
		var cleanup func()
		done := func(e realm.Value) {
			if realm.Code(m.env.Engine, e) == "ERR_STREAM_PREMATURE_CLOSE" {
				e = nil
			}
			if cleanup != nil {
				cleanup()
			}
			if !events.Truthy(e) {
				e = err
			}
			m.closeLater(e, cb)
		}
		cleanup = stream.Finished(&s.Stream, stream.FinishedOptions{}, done)
	case realm.IsNullish(err) && !m.Aborted && m.env.Has(versions.HTTPDestroyEndedAtOnce):
		cb(nil)
	default:
		m.closeLater(err, cb)
	}
}

// closeLater goes on a tick later; an error that nobody listens for is none.
func (m *IncomingMessage) closeLater(err realm.Value, cb func(err realm.Value)) {
	m.env.NextTick(func() {
		if m.CallListenerCount("error") == 0 {
			err = nil
		}
		cb(err)
	})
}

// SetTimeout is setTimeout(msecs, callback).
func (m *IncomingMessage) SetTimeout(msecs realm.Value, cb realm.Function) {
	if cb != nil {
		m.CallOn("timeout", cb)
	}
	if m.Socket != nil {
		callSetTimeout(m.Socket, msecs)
	}
}

// Dump is _dump: whatever body is to come goes nowhere.
func (m *IncomingMessage) Dump() {
	if m.Dumped {
		return
	}
	m.Dumped = true
	m.CallRemoveAll("data")
	if m.env.Has(versions.HTTPDumpReads) && m.Complete && !m.Destroyed() && m.ReadableLength() == 0 {
		m.CallRead(0)
		return
	}
	m.CallResume()
}

// announcesBody is hasBodyHeaders: a body has Content-Length or Transfer-Encoding.
func (m *IncomingMessage) announcesBody() bool {
	_, length := m.field("content-length")
	_, coding := m.field("transfer-encoding")
	return length || coding
}

// dumpAndClose is _dumpAndCloseReadable: the request counts as read and closed,
// and emits nothing.
func (m *IncomingMessage) dumpAndClose() {
	m.Dumped = true
	for _, name := range []string{"ended", "endEmitted", "destroyed", "closed", "closeEmitted"} {
		m.SetFlag(true, name, true)
	}
	m.ReadImpl(0)
}

func (m *IncomingMessage) callDump() {
	if f := m.Override("_dump"); f != nil {
		f.Call(m)
		return
	}
	m.Dump()
}

// Signalled arranges that OnAbort is called when the connection closes; it
// reports true if that is so already.
func (m *IncomingMessage) Signalled() bool {
	switch {
	case m.Destroyed() && (!m.ReadableEnded() || !m.Complete):
		return true
	case m.abortDetached || m.abortListener != nil || m.Socket == nil:
		return false
	case m.Socket.Destroyed():
		return true
	}
	m.abortSocket = m.Socket
	m.abortListener = realm.Fn("", func(realm.Value, []realm.Value) realm.Value { m.abort(); return nil })
	m.Socket.CallOnce("close", m.abortListener)
	return false
}

// detachSignal stops watching the socket (kDetachAbortSignal).
func (m *IncomingMessage) detachSignal() {
	m.abortDetached = true
	if m.abortSocket != nil {
		m.abortSocket.CallOff("close", m.abortListener)
		m.abortSocket, m.abortListener = nil, nil
	}
}

func (m *IncomingMessage) abort() {
	m.detachSignal()
	if f := m.OnAbort; f != nil {
		m.OnAbort = nil
		f()
	}
}

// HTTPVersion is httpVersion; "" is null.
func (m *IncomingMessage) HTTPVersion() string {
	if m.Major < 0 {
		return ""
	}
	return text(m.Major) + "." + text(m.Minor)
}
