package net

import (
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/timers"
)

// Options are the options of net.Socket. The zero value is `new net.Socket()`
// except for the high-water marks, whose defaults are negative.
type Options struct {
	Handle *Handle
	stream.Options

	AllowHalfOpen         bool
	NoDelay, KeepAlive    bool
	KeepAliveInitialDelay int // seconds
	PauseOnCreate         bool
	ManualStart           bool
	OnRead                *OnRead
	BlockList             *BlockList
	// Client says that the socket will connect although it has a handle already.
	Client bool
}

// DefaultOptions are those of `new net.Socket()`.
var DefaultOptions = Options{Options: stream.Defaults}

// OnRead is the onread option: reads go to the caller's buffer and not through
// the stream.
type OnRead struct {
	Buffer   []byte
	Next     func() []byte // makes the next buffer; nil: always the same
	Callback func(n int, buf []byte) bool
}

// Socket is net.Socket.
type Socket struct {
	stream.Stream
	env *env.Env

	// Handle is _handle: nil before connect and after destroy.
	Handle *Handle
	// Connecting is socket.connecting.
	Connecting bool
	// HadError is _hadError.
	HadError bool
	// CloseAfterHandlingError is _closeAfterHandlingError: destroy leaves the
	// handle in place until 'error' was handled.
	CloseAfterHandlingError bool
	// TimeoutValue is socket.timeout, as it was given; nil if it never was.
	TimeoutValue realm.Value
	// Server is socket.server.
	Server *Server
	// HTTPMessage and Parser are slots for http, Session for http2.
	HTTPMessage, Parser any
	// HTTPPaused is _paused: http stopped reading because responses pile up.
	HTTPPaused bool
	Session    TimerUpdater
	// Unshared says that https's agent must not give it to another request.
	Unshared bool
	// Secure is what makes it a tls.TLSSocket; nil for a plain one.
	Secure Secure
	// Class names the script's class if it is not Socket.
	Class string
	// ParentSocket is _parent: a timeout here is refreshed there too.
	ParentSocket *Socket
	// AttemptedAddresses is autoSelectFamilyAttemptedAddresses.
	AttemptedAddresses []string
	BlockList          *BlockList

	counted            *Server // whose connections the socket is one of (_server)
	afterFIN           bool    // write is writeAfterFIN
	resetAndClosing    bool
	noDelay, keepAlive bool
	keepAliveDelay     int
	lastWriteQueueSize int
	timer              *timers.Timeout
	onread             *OnRead
	host               string
	bytesRead          int64
	bytesWritten       int64
	pendingSize        int // bytes of the write that waits for 'connect'
	sockname, peername *Endpoint

	// The read that a callback scope is delivering; kept here so that
	// delivering allocates nothing.
	readData   []byte
	readStatus int
	deliver    func()
	keepOpen   bool // see KeepOpen
}

// Secure is the TLS part of a socket.
type Secure interface {
	// Reinitialize puts the TLS layer over another connection's handle
	// (TLSSocket's kReinitializeHandle).
	Reinitialize(h *Handle) *Handle
}

// TimerUpdater is a session whose own timeout a socket's activity refreshes.
type TimerUpdater interface{ UpdateTimer() }

var onSocketEnd = realm.Fn("onReadableStreamEnd", func(this realm.Value, _ []realm.Value) realm.Value {
	if s, ok := this.(*Socket); ok && !s.Stream.AllowHalfOpen {
		s.afterFIN = true
		s.Restore("write") // this.write = writeAfterFIN
	}
	return nil
})

// New is `new net.Socket(options)`.
func New(e *env.Env, o Options) *Socket {
	s := &Socket{env: e}
	s.Init(e, o)
	return s
}

// Init is the constructor.
func (s *Socket) Init(e *env.Env, o Options) {
	s.env = e
	so := o.Options
	so.Readable, so.Writable = true, true
	so.NoHalfOpen = !o.AllowHalfOpen
	so.NoEmitClose, so.NoDecodeStrings = true, true
	e.Engine.Adopt(s)
	s.traceBirth(o.Handle != nil && !o.Client)
	s.Stream.Init(e, s, s, so)
	s.deliver = s.onStreamRead
	s.onread, s.BlockList = o.OnRead, o.BlockList
	s.noDelay, s.keepAlive, s.keepAliveDelay = o.NoDelay, o.KeepAlive, o.KeepAliveInitialDelay
	s.Handle = o.Handle
	s.CallOn("end", onSocketEnd)
	s.initHandle()
	if s.Handle == nil || so.ReadableOff {
		return
	}
	switch {
	case o.PauseOnCreate:
		s.Handle.Reading = false
		s.Handle.ReadStop()
		s.SetReadableFlowing(false)
	case !o.ManualStart:
		s.CallRead(0)
	}
}

// initHandle ties the handle to the socket (initSocketHandle).
func (s *Socket) initHandle() {
	s.Undestroy()
	s.sockname = nil
	if s.Handle != nil {
		s.env.World.Link(s.TraceObject(), "handle", s.Handle.TCP.Object(), 0)
		s.Handle.SetListener(s)
		if s.onread != nil && s.onread.Next != nil {
			s.onread.Buffer = s.onread.Next()
		}
	}
}

// RealmClass names the script's class of the socket; "" is Socket.
func (s *Socket) RealmClass() string { return s.Class }

// Pending is socket.pending.
func (s *Socket) Pending() bool { return s.Handle == nil || s.Connecting }

// ReadyState is socket.readyState.
func (s *Socket) ReadyState() string {
	r, w := s.IsReadable(), s.IsWritable()
	switch {
	case s.Connecting:
		return "opening"
	case r && w:
		return "open"
	case r:
		return "readOnly"
	case w:
		return "writeOnly"
	}
	return "closed"
}

// Host is _host: the name that is connected to, "" if it was an address.
func (s *Socket) Host() string { return s.host }

// SetNoDelay is setNoDelay.
func (s *Socket) SetNoDelay(on bool) {
	if s.Handle != nil && on != s.noDelay {
		s.Handle.TCP.SetNoDelay(on)
	}
	s.noDelay = on
}

// SetKeepAlive is setKeepAlive; delay is in seconds.
func (s *Socket) SetKeepAlive(on bool, delay int) {
	if s.Handle != nil && (on != s.keepAlive || on && delay != s.keepAliveDelay) {
		s.Handle.TCP.SetKeepAlive(on, delay)
	}
	s.keepAlive, s.keepAliveDelay = on, delay
}

// Ref makes the socket keep the process alive; before there is a handle, once
// it is connected.
func (s *Socket) Ref() {
	if s.Handle == nil {
		s.OnceGo("connect", func([]realm.Value) { s.Ref() })
		return
	}
	s.Handle.TCP.Ref()
}

// Unref lets the process end while the socket is open.
func (s *Socket) Unref() {
	if s.Handle == nil {
		s.OnceGo("connect", func([]realm.Value) { s.Unref() })
		return
	}
	s.Handle.TCP.Unref()
}

// BytesRead is socket.bytesRead.
func (s *Socket) BytesRead() int64 {
	if s.Handle != nil {
		return s.Handle.BytesRead()
	}
	return s.bytesRead
}

// BytesDispatched is socket._bytesDispatched.
func (s *Socket) BytesDispatched() int64 {
	if s.Handle != nil {
		return s.Handle.Written
	}
	return s.bytesWritten
}

// BytesWritten is socket.bytesWritten: what was dispatched and what waits.
func (s *Socket) BytesWritten() int64 {
	n := s.BytesDispatched() + int64(s.pendingSize)
	for _, c := range s.WritableBuffer() {
		n += int64(len(s.chunkBytes(&c)))
	}
	return n
}

// LocalEndpoint is address() and localAddress; ok is false if there is none.
func (s *Socket) LocalEndpoint() (p Endpoint, ok bool) {
	if s.Handle == nil {
		return p, false
	}
	if s.sockname == nil {
		a, err := s.Handle.TCP.SockName()
		if err != 0 {
			return p, false
		}
		p = endpoint(a)
		s.sockname = &p
	}
	return *s.sockname, true
}

// RemoteEndpoint is remoteAddress and the rest.
func (s *Socket) RemoteEndpoint() (p Endpoint, ok bool) {
	if s.Handle != nil && !s.Connecting && s.peername == nil {
		a, err := s.Handle.TCP.PeerName()
		if err != 0 {
			return p, false
		}
		p = endpoint(a)
		s.peername = &p
	}
	if s.peername == nil {
		return p, false
	}
	return *s.peername, true
}
