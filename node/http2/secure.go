package http2

import (
	"strconv"

	"finishline/node/env"
	"finishline/node/http"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/timers"
	"finishline/node/tls"
	"finishline/node/versions"
)

// InitSecure is the constructor of an Http2SecureServer: secure makes the server
// a tls.Server, and allowHTTP1 are the settings of its HTTP/1 connections, nil if
// it takes none.
func (s *Server) InitSecure(e *env.Env, o *Options, no net.ServerOptions, secure func(), allowHTTP1 *http.Options) {
	s.Options, s.Class = o, "Http2SecureServer"
	secure()
	s.Server.Init(e, s, no, tls.ConnectionListener())
	s.CallOn("secureConnection", secureConnectionListener)
	s.CallOn("newListener", setupCompat)
	if allowHTTP1 != nil {
		s.fallback = http.NewFallback(&s.Server, e, *allowHTTP1)
	}
}

// HTTPFallback is what serves the HTTP/1 clients, nil if nothing does.
func (s *Server) HTTPFallback() *http.Server { return s.fallback }

// secureConnectionListener makes a session of a connection whose client chose
// HTTP/2; any other is HTTP/1's, or of unknown protocol.
var secureConnectionListener = realm.Fn("connectionListener", func(this realm.Value, args []realm.Value) realm.Value {
	s, ok := this.(*Server)
	socket, ok2 := realm.Arg(args, 0).(*net.Socket)
	if !ok || !ok2 {
		return nil
	}
	t := tls.Of(socket)
	switch {
	case t == nil || t.ALPNProtocol != false && t.ALPNProtocol != "http/1.1":
		s.startSession(socket)
	case s.fallback != nil:
		s.fallback.Accept(socket)
	case !s.Emit("unknownProtocol", socket):
		s.refuse(socket)
	}
	return nil
})

// refuse says why in a form that the client might understand, and gives it a
// while to go.
func (s *Server) refuse(socket *net.Socket) {
	x := &timers.Timeout{Go: func() {
		if !socket.Destroyed() {
			socket.CallDestroy(nil)
		}
	}}
	timer := timers.For(s.Env()).Set(x, s.Options.UnknownProtocolTimeout, false)
	timer.Unref()
	socket.OnceGo("close", func([]realm.Value) { timer.Clear() })
	how := "Unknown"
	if s.Env().Has(versions.H2MissingALPN) {
		how = "Missing"
	}
	socket.CallEnd("HTTP/1.0 403 Forbidden\r\nContent-Type: text/plain\r\n\r\n" +
		how + " ALPN Protocol, expected `h2` to be available.\n" +
		"If this is a HTTP request: The server was not configured with the `allowHTTP1` option or a " +
		"listener for the `unknownProtocol` event.\n")
}

// connectEvent is what a session waits for, "" if its socket is ready.
func connectEvent(socket *net.Socket) string {
	switch t := tls.Of(socket); {
	case t != nil && (t.Connecting || t.SecureConnecting):
		return "secureConnect"
	case t == nil && socket.Connecting:
		return "connect"
	}
	return ""
}

// OriginSet is session.originSet: the origins that the server may answer for,
// undefined if the session is not encrypted.
func (s *Session) OriginSet() realm.Value {
	if !s.encrypted || s.Destroyed() {
		return nil
	}
	if s.origins == nil && s.socket != nil {
		host, _ := tls.Of(s.socket).ServerName.(string)
		p, _ := s.socket.RemoteEndpoint()
		if host == "" {
			if host = p.Address; p.Family == "IPv6" {
				host = "[" + host + "]"
			}
		}
		origin := "https://" + host
		if p.Port != 0 && p.Port != 443 {
			origin += ":" + strconv.Itoa(p.Port)
		}
		s.origins = []realm.Value{origin}
	}
	return s.origins
}

func (s *Session) addOrigin(o realm.Value) {
	for _, x := range s.origins {
		if x == o {
			return
		}
	}
	s.origins = append(s.origins, o)
}
