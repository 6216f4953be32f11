package http2

import (
	"finishline/h2"
	"finishline/node/env"
	"finishline/node/http"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// Server is an Http2Server: a net.Server whose connections become sessions.
type Server struct {
	net.Server
	Options *Options
	// Timeout is server.timeout in milliseconds: sessions get it; 0 is none.
	Timeout  float64
	sessions []*Session
	// fallback serves the HTTP/1 clients of a secure server with allowHTTP1.
	fallback *http.Server
}

// NewServer is http2.createServer(options, handler).
func NewServer(e *env.Env, o *Options, no net.ServerOptions) *Server {
	s := &Server{}
	s.Init(e, o, no)
	return s
}

// Init is the constructor.
func (s *Server) Init(e *env.Env, o *Options, no net.ServerOptions) {
	s.Options = o
	s.Server.Init(e, s, no, connectionListener)
	s.CallOn("newListener", setupCompat)
}

// setupCompat waits for the first 'request' listener: from then on streams become requests.
var setupCompat realm.Function

func init() {
	setupCompat = realm.Fn("setupCompat", func(this realm.Value, args []realm.Value) realm.Value {
		s, ok := this.(*Server)
		if !ok || realm.Arg(args, 0) != "request" {
			return nil
		}
		s.CallOff("newListener", setupCompat)
		s.CallOn("stream", onServerStream)
		return nil
	})
}

// connectionListener makes a session of a connection.
var connectionListener = realm.Fn("connectionListener", func(this realm.Value, args []realm.Value) realm.Value {
	s, ok := this.(*Server)
	socket, ok2 := realm.Arg(args, 0).(*net.Socket)
	if !ok || !ok2 {
		return nil
	}
	s.startSession(socket)
	return nil
})

func (s *Server) startSession(socket *net.Socket) {
	session := newServerSession(s.Env(), s.Options, socket, s)
	session.On("stream", sessionOnStream)
	session.On("error", sessionOnError)
	session.On("priority", sessionOnPriority)
	session.priorityListeners = s.ListenerCount("priority")
	if s.Timeout > 0 {
		session.SetTimeout(s.Timeout, sessionOnTimeout)
	}
	s.Emit("session", session)
}

func newServerSession(e *env.Env, o *Options, socket *net.Socket, s *Server) *Session {
	session := newSession(e, h2.Server, o, socket, s)
	if s != nil {
		s.sessions = append(s.sessions, session)
	}
	return session
}

// PerformServerHandshake is http2.performServerHandshake(socket, options).
func PerformServerHandshake(e *env.Env, socket *net.Socket, o *Options) *Session {
	return newServerSession(e, o, socket, nil)
}

func (s *Server) removeSession(x *Session) {
	for i, y := range s.sessions {
		if x == y {
			s.sessions = append(s.sessions[:i:i], s.sessions[i+1:]...)
			return
		}
	}
}

func serverOf(this realm.Value) (*Session, *Server) {
	if x, ok := this.(*Session); ok {
		return x, x.server
	}
	return nil, nil
}

var sessionOnStream = realm.Fn("sessionOnStream", func(this realm.Value, args []realm.Value) realm.Value {
	if _, s := serverOf(this); s != nil {
		s.Emit("stream", args...)
	}
	return nil
})

var sessionOnPriority = realm.Fn("sessionOnPriority", func(this realm.Value, args []realm.Value) realm.Value {
	if _, s := serverOf(this); s != nil {
		s.Emit("priority", args...)
	}
	return nil
})

var sessionOnError = realm.Fn("sessionOnError", func(this realm.Value, args []realm.Value) realm.Value {
	if x, s := serverOf(this); s != nil {
		s.Emit("sessionError", realm.Arg(args, 0), x)
	}
	return nil
})

// sessionOnTimeout destroys a session that timed out unless the server has a listener for it.
var sessionOnTimeout = realm.Fn("sessionOnTimeout", func(this realm.Value, _ []realm.Value) realm.Value {
	x, s := serverOf(this)
	if s == nil || x.Destroyed() || x.Closed() {
		return nil
	}
	if !s.Emit("timeout", x) {
		x.callDestroy(nil)
	}
	return nil
})

// SetTimeout is server.setTimeout(msecs, callback).
func (s *Server) SetTimeout(ms float64, callback realm.Function) {
	s.Timeout = ms
	if callback != nil {
		s.CallOn("timeout", callback)
	}
}

// UpdateSettings is server.updateSettings(settings): for sessions to come.
func (s *Server) UpdateSettings(m *realm.Map) {
	ParseSettings(s.Env(), m)
	merged := *s.Options
	merged.Settings = Headers{Map: merged.Settings}.clone().Map
	if m != nil {
		for i, k := range m.Keys {
			merged.Settings.Set(k, m.Values[i])
		}
	}
	s.Options = &merged
}

// Close is server.close(callback).
func (s *Server) Close(callback realm.Function) {
	closesSessions := s.Env().Has(versions.H2ServerCloseClosesSessions)
	idle := s.fallback != nil && s.Env().Has(versions.H2TracksHTTP1)
	if idle && !closesSessions {
		s.fallback.PreClose()
	}
	s.Server.Close(callback)
	if idle && closesSessions {
		s.fallback.PreClose()
	}
	if !closesSessions {
		return
	}
	for _, x := range append([]*Session(nil), s.sessions...) {
		x.callClose()
	}
}
