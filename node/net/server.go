package net

import (
	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/timers"
	"finishline/node/versions"
	"finishline/sim"
)

// ServerOptions are the options of net.createServer.
type ServerOptions struct {
	AllowHalfOpen, PauseOnConnect, NoDelay, KeepAlive bool
	KeepAliveInitialDelay                             int // seconds
	HighWaterMark                                     int // 0: the default; see HighWaterMarkSet
	HighWaterMarkSet                                  bool
	BlockList                                         *BlockList
}

// Server is net.Server; http's and http2's embed it.
type Server struct {
	events.Emitter
	env *env.Env

	ServerOptions
	// Handle is _handle: nil while not listening.
	Handle *Handle
	// Connections is _connections.
	Connections int
	// MaxConnections is maxConnections; nil if it is not set.
	MaxConnections realm.Value

	// Secure is what makes it a tls.Server: node/tls's own; nil for a plain one.
	Secure any
	// Class names the script's class if it is not the one of the machine's type.
	Class string

	distribute  func(h *Handle) // takes the connections instead of the server
	unref       bool
	listeningID int
	state       serverState
}

// serverState is where a server is in its life, for the trace.
type serverState string

// The states of a server.
const (
	serverIdle      serverState = "idle"      // listen() leaves it
	serverListening serverState = "listening" // close() leaves it
	serverDraining  serverState = "draining"  // closed, but connections are left; the last one's end leaves it
	serverClosed    serverState = "closed"    // 'close' is on its way or was emitted
)

// NewServer is new net.Server(options, connectionListener); listener may be nil.
func NewServer(e *env.Env, o ServerOptions, listener realm.Function) *Server {
	v := &Server{}
	v.Init(e, v, o, listener)
	return v
}

// Init is the constructor, self the outermost machine.
func (v *Server) Init(e *env.Env, self realm.Hosted, o ServerOptions, listener realm.Function) {
	v.env, v.ServerOptions, v.listeningID, v.state = e, o, 1, serverIdle
	e.Engine.Adopt(self)
	v.InitEmitter(e, self)
	if e.World.Tracing() {
		v.TraceAs(e.World.NewObject("Server", "", 0))
	}
	if !o.HighWaterMarkSet {
		v.HighWaterMark = stream.DefaultHighWaterMark(e, false)
	}
	if listener != nil {
		v.CallOn("connection", listener)
	}
}

func (v *Server) setState(s serverState) {
	if v.state == s {
		return
	}
	if w := v.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindState, Obj: v.TraceObject(), Name: w.Sym(string(v.state)), Text: w.Sym(string(s))})
	}
	v.state = s
}

// Listening is server.listening.
func (v *Server) Listening() bool { return v.Handle != nil }

// Address is address(): nil if the server does not listen.
func (v *Server) Address() *Endpoint {
	if v.Handle == nil {
		return nil
	}
	a, err := v.Handle.TCP.SockName()
	if err != 0 {
		v.env.Throw(realm.ErrnoError(err, "address"))
	}
	p := endpoint(a)
	return &p
}

// Ref makes the listening socket keep the process alive.
func (v *Server) Ref() {
	v.unref = false
	if v.Handle != nil {
		v.Handle.TCP.Ref()
	}
}

// Unreferenced is _unref.
func (v *Server) Unreferenced() bool { return v.unref }

// Unref lets the process end while the server listens.
func (v *Server) Unref() {
	v.unref = true
	if v.Handle != nil {
		v.Handle.TCP.Unref()
	}
}

// GetConnections is getConnections(cb): the answer comes on a tick.
func (v *Server) GetConnections(cb realm.Function) {
	n := v.Connections
	v.env.NextTick(func() { cb.Call(nil, realm.Null, n) })
}

// Close is close(cb), cb may be nil: no more connections; 'close' comes once the
// last one is gone.
func (v *Server) Close(cb realm.Function) {
	v.listeningID++
	switch {
	case cb == nil:
	case v.Handle == nil:
		v.OnceGo("close", func([]realm.Value) { cb.Call(v.Self(), errServerNotRunning()) })
	default:
		v.CallOnce("close", cb)
	}
	if v.Handle != nil {
		v.Handle.Close(nil)
		v.Handle = nil
		v.setState(serverDraining)
	}
	v.callEmitCloseIfDrained()
}

func (v *Server) callEmitCloseIfDrained() {
	if f := v.Override("_emitCloseIfDrained"); f != nil {
		f.Call(v.Self())
		return
	}
	v.EmitCloseIfDrained()
}

// EmitCloseIfDrained is _emitCloseIfDrained. Fewer than no connections, which a
// socket leaves that connects again and so is destroyed twice, are some too.
func (v *Server) EmitCloseIfDrained() {
	if v.Handle != nil || v.Connections != 0 {
		return
	}
	v.setState(serverClosed)
	v.env.NextTick(func() { v.Emit("close") })
}

// connectionGone is what a socket's destruction tells its server.
func (v *Server) connectionGone() {
	v.Connections--
	v.callEmitCloseIfDrained()
}

// onConnection takes a connection (onconnection in lib/net.js), inside a
// callback scope.
func (v *Server) onConnection(status kernel.Errno) {
	if status != 0 {
		v.Emit("error", realm.ErrnoError(status, "accept"))
		return
	}
	listening := v.Handle
	h := NewHandle(v.env)
	if listening == nil || listening.TCP.Accept(h.TCP) != 0 {
		return
	}
	if v.distribute != nil {
		v.env.Callback(func() { v.distribute(h) })
		return
	}
	v.env.Callback(func() { v.accept(h) })
}

func (v *Server) accept(h *Handle) {
	if v.full() {
		v.Emit("drop", dropped(h))
		h.Close(nil)
		return
	}
	if v.BlockList != nil {
		if a, err := h.TCP.PeerName(); err == 0 && v.BlockList.Check(a.Addr().String()) {
			h.Close(nil)
			return
		}
	}
	o := Options{Handle: h, Options: stream.Defaults, AllowHalfOpen: v.AllowHalfOpen, PauseOnCreate: v.PauseOnConnect}
	o.ReadableHighWaterMark, o.WritableHighWaterMark = v.HighWaterMark, v.HighWaterMark
	s := New(v.env, o)
	if v.NoDelay {
		s.noDelay = true
		h.TCP.SetNoDelay(true)
	}
	if v.KeepAlive {
		s.keepAlive, s.keepAliveDelay = true, v.KeepAliveInitialDelay
		h.TCP.SetKeepAlive(true, v.KeepAliveInitialDelay)
	}
	v.Connections++
	s.Server, s.counted = v, v
	v.env.World.Link(v.TraceObject(), "connection", s.TraceObject(), 0)
	v.Emit("connection", s)
}

// full reports whether maxConnections is reached.
func (v *Server) full() bool {
	if realm.IsNullish(v.MaxConnections) {
		return false
	}
	max, ok := timers.Number(v.env.Engine.Export(v.MaxConnections))
	if !ok {
		return false
	}
	if max == 0 && !v.env.Has(versions.NetMaxConnectionsZero) {
		return false
	}
	return float64(v.Connections) >= max
}

// dropped is what 'drop' tells of a connection.
func dropped(h *Handle) *realm.Map {
	m := &realm.Map{NullProto: true}
	add := func(side string, p Endpoint) {
		m.Set(side+"Address", p.Address)
		m.Set(side+"Port", p.Port)
		m.Set(side+"Family", p.Family)
	}
	if a, err := h.TCP.SockName(); err == 0 {
		add("local", endpoint(a))
	}
	if a, err := h.TCP.PeerName(); err == 0 {
		add("remote", endpoint(a))
	}
	return m
}

// RealmClass names the script's class of the server; "" is that of its type.
func (v *Server) RealmClass() string { return v.Class }

// ServerBase is v: a machine that embeds a Server is known as one by it.
func (v *Server) ServerBase() *Server { return v }
