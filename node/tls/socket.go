package tls

import (
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/timers"
	"finishline/node/versions"
)

// Socket is what makes a net.Socket a tls.TLSSocket: the socket is the machine
// that scripts hold, and this is its part that Node's class adds.
type Socket struct {
	*net.Socket
	env  *env.Env
	wrap *wrap

	o      SocketOptions
	server *Server // whose connection it is; nil: nobody's

	SecureConnecting   bool
	Authorized         bool
	AuthorizationError realm.Value // null, or a code
	ServerName         realm.Value // null, false or a name
	ALPNProtocol       realm.Value // null, false or a name

	established       bool // _secureEstablished
	securePending     bool
	newSessionPending bool
	released          bool // _controlReleased
	errorEmitted      bool // kErrorEmitted
	verified          bool // kIsVerified
	pendingSession    *session
	connect           *connectState // kConnectOptions
	tlsErrorListener  realm.Function
	timeoutListener   realm.Function
}

// SocketOptions are the options of new TLSSocket(socket, options).
type SocketOptions struct {
	net.Options
	IsServer, RequestCert, RejectUnauthorized bool
	RequestOCSP                               bool
	Context                                   *Context
	Server                                    *net.Server
	Session                                   realm.Value
	ALPN                                      []string
	ALPNCallback, SNICallback                 realm.Function
	HandshakeTimeout                          float64 // ms
}

// Of is the TLS part of a socket, nil if it is a plain one.
func Of(s *net.Socket) *Socket {
	if s == nil {
		return nil
	}
	t, _ := s.Secure.(*Socket)
	return t
}

// NewSocket is new TLSSocket(below, options): below is a socket that is connected
// or connects, or nil if this one will be connected itself.
func NewSocket(e *env.Env, below *net.Socket, o SocketOptions) *Socket {
	if e.Strict {
		e.Throw(errUnsupported("TLS on real sockets"))
	}
	t := &Socket{Socket: &net.Socket{}, env: e, o: o, SecureConnecting: true, AuthorizationError: realm.Null,
		ServerName: realm.Null, ALPNProtocol: realm.Null}
	s := t.Socket
	s.Secure, s.Class = t, "TLSSocket"
	if o.Context == nil {
		t.o.Context = NewContext(e, nil)
	}
	active := false
	handle := (*net.Handle)(nil)
	if below != nil {
		handle = below.Handle
		if handle == nil {
			e.Throw(errUnsupported("TLS over a socket that is not connected"))
		}
		active = below.WritableLength() > 0
		o.Options.AllowHalfOpen = below.Stream.AllowHalfOpen
		o.Options.OnRead = nil
	} else {
		handle = net.NewHandle(e)
	}
	so := o.Options
	so.ManualStart = true
	so.Handle = t.wrapHandle(handle, below)
	so.Client = !o.IsServer
	s.Init(e, so)
	e.World.Link(s.TraceObject(), "tls", t.wrap.obj, 0)
	t.listen(below)
	t.init(below)
	if active {
		t.afterPreviousWrites(below)
	}
	e.NextTick(func() { t.initRead(below) })
	return t
}

// afterPreviousWrites holds TLS back until what the socket's former owner wrote
// is out: an empty write is done after those.
func (t *Socket) afterPreviousWrites(below *net.Socket) {
	t.wrap.waits = true
	below.Write([]byte{}, "buffer", func(err realm.Value) {
		if truthy(err) {
			t.CallDestroy(err)
			return
		}
		t.wrap.waits = false
		t.wrap.encOut()
	})
}

// wrapHandle is _wrapHandle.
func (t *Socket) wrapHandle(below *net.Handle, parent *net.Socket) *net.Handle {
	t.wrap = newWrap(t, below, parent, t.o.Context, t.o.IsServer)
	return t.wrap.handle
}

// listen adds the listeners that Node's constructor adds.
func (t *Socket) listen(below *net.Socket) {
	if t.env.Has(versions.TLSParentClosed) && below != nil {
		below.OnGo("close", func([]realm.Value) { t.CallDestroy(nil) })
	}
	t.OnGo("close", func([]realm.Value) { t.closed() })
	t.tlsErrorListener = t.OnGo("error", func(args []realm.Value) { t.tlsError(realm.Arg(args, 0)) })
}

// closed destroys the machine in an immediate, when 'close' has been heard.
func (t *Socket) closed() {
	timers.For(t.env).SetImmediate(&timers.Immediate{Go: func() {
		t.pendingSession, t.verified = nil, false
		t.wrap.destroySSL()
	}})
}

// init is _init.
func (t *Socket) init(below *net.Socket) {
	w, o := t.wrap, &t.o
	if o.IsServer {
		w.ssl.requestCert = o.RequestCert
		w.ssl.failIfNoCert = o.RequestCert && o.RejectUnauthorized
		if o.Server != nil {
			t.Server = o.Server
			t.server = serverOf(o.Server)
			w.sessionCallbacks = o.Server.ListenerCount("newSession") > 0 || o.Server.ListenerCount("resumeSession") > 0
			if o.Server.ListenerCount("OCSPRequest") > 0 {
				w.cert = certWanted
			}
		}
		if o.SNICallback != nil || t.server != nil && len(t.server.contexts) > 0 {
			w.cert = certWanted
		}
	} else {
		w.ssl.alpn, w.ssl.ocsp = o.ALPN, o.RequestOCSP
		if o.Session != nil {
			t.SetSession(o.Session)
		}
	}
	t.watchListeners()
	if o.HandshakeTimeout > 0 {
		t.timeoutListener = realm.Fn("_handleTimeout", func(realm.Value, []realm.Value) realm.Value {
			t.emitTLSError(errHandshakeTimeout())
			return nil
		})
		t.SetTimeout(o.HandshakeTimeout, t.timeoutListener)
	}
	if below == nil {
		t.Connecting = true
		return
	}
	t.ParentSocket = below
	t.Connecting = below.Connecting
	below.OnceGo("connect", func([]realm.Value) {
		t.Connecting = false
		t.Emit("connect")
	})
	below.OnGo("error", func(args []realm.Value) { t.emitTLSError(realm.Arg(args, 0)) })
}

// watchListeners switches the machine's callbacks for keys and sessions on when
// somebody wants to hear of them.
func (t *Socket) watchListeners() {
	t.OnGo("newListener", func(args []realm.Value) {
		switch realm.Arg(args, 0) {
		case "keylog":
			t.wrap.keylogs = true
		case "session":
			if !t.o.IsServer {
				t.wrap.sessionCallbacks = true
			}
		}
	})
}

// initRead starts reading, first of all what the socket below has read already.
func (t *Socket) initRead(below *net.Socket) {
	if t.Handle == nil {
		return
	}
	for below != nil && below.ReadableLength() > 0 {
		b, ok := t.env.Engine.Export(below.Read(stream.All)).([]byte)
		if !ok || len(b) == 0 {
			break
		}
		t.wrap.receive(b)
	}
	t.Read(0)
}

// Reinitialize is kReinitializeHandle: another attempt to connect has another
// handle.
func (t *Socket) Reinitialize(h *net.Handle) *net.Handle {
	old := t.wrap
	handle := t.wrapHandle(h, nil)
	w := t.wrap
	w.ssl.serverName, w.ssl.alpn, w.ssl.ocsp, w.ssl.offered = old.ssl.serverName, old.ssl.alpn, old.ssl.ocsp, old.ssl.offered
	w.sessionCallbacks, w.keylogs = old.sessionCallbacks, old.keylogs
	return handle
}

// closesWithParent: since 20 a TLSSocket whose parent is closed already does not
// wait for its close.
func (t *Socket) closesWithParent() bool { return t.env.Has(versions.TLSParentClosed) }

// Start is _start: a client's handshake, as soon as there is a connection.
func (t *Socket) Start() {
	if t.Connecting {
		t.OnceGo("connect", func([]realm.Value) { t.Start() })
		return
	}
	if t.Handle == nil {
		return
	}
	t.wrap.start()
}

// ssl is the machine that scripts ask, nil once it is gone.
func (t *Socket) ssl() *ssl {
	if t.Handle == nil || !t.wrap.alive() {
		return nil
	}
	return t.wrap.ssl
}
