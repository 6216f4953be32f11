package http2

import (
	"finishline/h2"
	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/tls"
	"finishline/sim"
)

// sessionFlags is where an Http2Session is in its life.
type sessionFlags uint8

const (
	// sessionReady: the socket is connected and belongs to the native layer.
	sessionReady sessionFlags = 1 << iota
	// sessionClosed: close() was called: no new streams, the rest may finish.
	sessionClosed
	// sessionDestroyed: destroy() was called, or the last stream of a closed session is gone.
	sessionDestroyed
)

// Session is an Http2Session: ServerHttp2Session or ClientHttp2Session.
type Session struct {
	events.Emitter
	role  h2.Role
	flags sessionFlags
	// socket and handle are gone once the session was cleaned up.
	socket *net.Socket
	handle *native
	server *Server
	timer  timeout

	options   *Options
	encrypted bool
	alpn      string
	origins   []realm.Value // originSet of an encrypted session
	authority string        // of requests that name none
	protocol  string        // "http:"
	strict    bool          // strictSingleValueFields

	destroyCode h2.ErrCode
	goaway      *goawaySeen
	streams     []*Stream // in the order in which they got their ids
	pending     []*Stream // in the order in which they were made
	pendingAcks int
	queuedBytes int      // writeQueueSize
	onConnect   []func() // kPendingRequestCalls
	waiting     bool     // somebody waits for onConnect to run

	local, remote     *realm.Map // what the getters gave last
	remoteUpToDate    bool
	customSeen        uint32 // which of the native layer's custom remote settings have come
	priorityListeners int
}

// goawaySeen is the GOAWAY that came.
type goawaySeen struct {
	code h2.ErrCode
	last h2.StreamID
}

// newSession is the Http2Session constructor.
func newSession(e *env.Env, role h2.Role, o *Options, socket *net.Socket, server *Server) *Session {
	s := &Session{role: role, options: o, socket: socket, server: server, strict: o.StrictSingleValueFields}
	s.InitEmitter(e, s)
	moduleOf(e).compile(e, role)
	if e.World.Tracing() {
		s.TraceAs(e.World.NewObject("Http2Session", s.typeName(), socket.TraceObject()))
	}
	if socket.Session != nil {
		e.Throw(errSocketBound())
	}
	socket.Session = s
	socket.On("error", socketOnError)
	socket.On("close", socketOnClose)
	e.Engine.Adopt(s)
	socket.SetNoDelay(true)
	if event := connectEvent(socket); event != "" {
		socket.OnceGo(event, func([]realm.Value) {
			if err, threw := e.Engine.Try(func() { s.setup(o, socket) }); threw {
				socket.Destroy(err)
			}
		})
	} else {
		s.setup(o, socket)
	}
	e.NextTick(s.receiveBuffered)
	return s
}

func (s *Session) typeName() string {
	if s.role == h2.Server {
		return "server"
	}
	return "client"
}

func (s *Session) parentObject() sim.ObjID { return s.TraceObject() }

// setup is setupHandle: the native layer takes the socket over and the first SETTINGS are
// submitted.
func (s *Session) setup(o *Options, socket *net.Socket) {
	e := s.Env()
	if s.Destroyed() {
		s.emitConnect(socket)
		return
	}
	s.moveTo(sessionReady, "connected")
	s.handle = newNative(e, s.role, o, s)
	s.handle.consume(socket)
	s.alpn = "h2c"
	if t := tls.Of(socket); t != nil {
		s.encrypted = true
		s.alpn, _ = t.ALPNProtocol.(string)
	}
	s.settingsNow(ParseSettings(e, o.Settings), nil)
	if s.role == h2.Server && len(o.Origins) > 0 {
		s.Origin(o.Origins)
	}
	s.emitConnect(socket)
}

// emitConnect names the socket that the session was made for, even when a destroyed session has
// let go of it (core.js: setupHandle's own argument).
func (s *Session) emitConnect(socket *net.Socket) {
	s.Env().NextTick(func() { s.Emit("connect", s, socket) })
}

// receiveBuffered hands over what the socket had read before the session got it.
func (s *Session) receiveBuffered() {
	if s.socket == nil {
		return
	}
	for s.socket.ReadableLength() > 0 && s.handle != nil {
		b, ok := s.Env().Engine.Export(s.socket.Read(stream.All)).([]byte)
		if !ok {
			return
		}
		s.handle.OnRead(b)
	}
}

// moveTo adds a flag; it is the one place where the session's state moves.
func (s *Session) moveTo(f sessionFlags, why string) {
	from := s.stateName()
	s.flags |= f
	if w := s.Env().World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindState, Obj: s.TraceObject(), Name: w.Sym(from), Text: w.Sym(s.stateName()), Pos: w.Sym(why)})
	}
}

func (s *Session) stateName() string {
	switch {
	case s.flags&sessionDestroyed != 0:
		return "destroyed"
	case s.flags&sessionClosed != 0:
		return "closed"
	case s.flags&sessionReady != 0:
		return "ready"
	}
	return "pending"
}

// Connecting is session.connecting.
func (s *Session) Connecting() bool { return s.flags&sessionReady == 0 }

// Closed is session.closed.
func (s *Session) Closed() bool { return s.flags&sessionClosed != 0 }

// Destroyed is session.destroyed.
func (s *Session) Destroyed() bool { return s.flags&sessionDestroyed != 0 }

// Type is session.type: 0 for a server's, 1 for a client's.
func (s *Session) Type() int {
	if s.role == h2.Server {
		return 0
	}
	return 1
}

// Encrypted is session.encrypted; undefined before the socket is connected.
func (s *Session) Encrypted() realm.Value {
	if s.alpn == "" {
		return nil
	}
	return s.encrypted
}

// ALPNProtocol is session.alpnProtocol.
func (s *Session) ALPNProtocol() realm.Value {
	if s.alpn == "" {
		return nil
	}
	return s.alpn
}

// PendingSettingsAck is session.pendingSettingsAck.
func (s *Session) PendingSettingsAck() bool { return s.pendingAcks > 0 }

// Socket is the socket, or nil once it was let go.
func (s *Session) Socket() *net.Socket { return s.socket }

// Server is session.server.
func (s *Session) Server() *Server { return s.server }

// GoawayCode is session.goawayCode.
func (s *Session) GoawayCode() int {
	if s.goaway == nil {
		return 0
	}
	return int(s.goaway.code)
}

// GoawayLastStreamID is session.goawayLastStreamID.
func (s *Session) GoawayLastStreamID() int {
	if s.goaway == nil {
		return 0
	}
	return int(s.goaway.last)
}

// Ref keeps the process alive for the session's socket.
func (s *Session) Ref() {
	if s.socket != nil {
		s.socket.Ref()
	}
}

// Unref lets the process go.
func (s *Session) Unref() {
	if s.socket != nil {
		s.socket.Unref()
	}
}

// UpdateTimer is kUpdateTimer: something happened.
func (s *Session) UpdateTimer() {
	if !s.Destroyed() {
		s.timer.refresh()
	}
}

// find returns the stream with an id.
func (s *Session) find(id h2.StreamID) *Stream {
	for _, st := range s.streams {
		if st.id == id {
			return st
		}
	}
	return nil
}

func (s *Session) addStream(st *Stream) {
	s.pending = without(s.pending, st)
	s.streams = append(s.streams, st)
}

func (s *Session) removeStream(st *Stream) { s.streams = without(s.streams, st) }

func (s *Session) removePending(st *Stream) { s.pending = without(s.pending, st) }

func without(list []*Stream, st *Stream) []*Stream {
	for i, x := range list {
		if x == st {
			return append(list[:i:i], list[i+1:]...)
		}
	}
	return list
}

// each calls fn for every stream of the list that is still in it, as forEach of a Map does.
func each(list func() []*Stream, fn func(*Stream)) {
	for _, st := range append([]*Stream(nil), list()...) {
		for _, x := range list() {
			if x == st {
				fn(st)
				break
			}
		}
	}
}

// State is session.state: nil stands for {}.
func (s *Session) State() *realm.Map {
	m := &realm.Map{}
	if s.Connecting() || s.Destroyed() {
		return m
	}
	p := s.handle.h2
	m.Keys = []string{"effectiveLocalWindowSize", "effectiveRecvDataLength", "nextStreamID", "localWindowSize",
		"lastProcStreamID", "remoteWindowSize", "outboundQueueSize", "deflateDynamicTableSize", "inflateDynamicTableSize"}
	m.Values = []realm.Value{int(p.EffectiveLocalWindowSize()), int(p.EffectiveRecvDataLength()), int(p.NextStreamID()),
		int(p.LocalWindowSize()), int(p.LastProcStreamID()), int(p.RemoteWindowSize()), p.OutboundQueueSize(),
		p.DeflateTableSize(), p.InflateTableSize()}
	return m
}

// RealmClass names the script's class of the session.
func (s *Session) RealmClass() string {
	if s.role == h2.Server {
		return "ServerHttp2Session"
	}
	return "ClientHttp2Session"
}
