package tls

import (
	"strings"

	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// Server is what makes a net.Server a tls.Server, and what https's and http2's
// secure servers have of it.
type Server struct {
	*net.Server
	env *env.Env

	Context            *Context
	RequestCert        bool
	RejectUnauthorized bool
	HandshakeTimeout   float64 // ms
	ALPN               []string
	ALPNCallback       realm.Function
	SNICallback        realm.Function

	contexts []namedContext
}

// namedContext is one that addContext added.
type namedContext struct {
	pattern string // parts separated by dots, * in place of one or in one
	context *Context
}

// serverOf is the TLS part of a server, nil if it is a plain one.
func serverOf(v *net.Server) *Server {
	s, _ := v.Secure.(*Server)
	return s
}

// ServerOf is the TLS part of a server, nil if it is a plain one.
func ServerOf(v *net.Server) *Server { return serverOf(v) }

// Secure makes v a TLS server: every connection becomes a TLSSocket, which
// 'secureConnection' shows when it is secure. o are createServer's options.
func Secure(v *net.Server, e *env.Env, o *realm.Map) *Server {
	if e.Strict {
		e.Throw(errUnsupported("TLS on real sockets"))
	}
	s := &Server{Server: v, env: e, RejectUnauthorized: option(o, "rejectUnauthorized") != false, RequestCert: option(o, "requestCert") == true}
	s.ALPNCallback, _ = option(o, "ALPNCallback").(realm.Function)
	if s.ALPNCallback != nil && truthy(option(o, "ALPNProtocols")) && e.Has(versions.TLSALPNCallback) {
		e.Throw(realm.NewTypeError("ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS", "The ALPNCallback and ALPNProtocols TLS options are mutually exclusive"))
	}
	s.ALPN = ProtocolList(e, option(o, "ALPNProtocols"))
	s.SetSecureContext(o)
	s.HandshakeTimeout = 120_000
	if v := option(o, "handshakeTimeout"); truthy(v) {
		n, ok := number(e, v)
		if !ok {
			e.Throw(net.ErrArgType(e, "options.handshakeTimeout", "of type number", v))
		}
		s.HandshakeTimeout = n
	}
	if v := option(o, "SNICallback"); truthy(v) {
		f, ok := v.(realm.Function)
		if !ok {
			e.Throw(net.ErrArgType(e, "options.SNICallback", "of type function", v))
		}
		s.SNICallback = f
	}
	v.Secure = s
	return s
}

// SetSecureContext is setSecureContext(options).
func (s *Server) SetSecureContext(o *realm.Map) {
	s.Context = NewContext(s.env, o)
	if s.Context.sessionID == "" {
		s.Context.sessionID = defaultSessionID
	}
}

// defaultSessionID stands for the SHA-1 sum of process.argv, of which real Node
// takes 32 digits (Server.prototype.setSecureContext in lib/_tls_wrap.js).
const defaultSessionID = "process.argv process.argv 0.1..."

// AddContext is addContext(name, context).
func (s *Server) AddContext(name string, c *Context) {
	if name == "" {
		s.env.Throw(realm.NewError("ERR_TLS_REQUIRED_SERVER_NAME", `"servername" is required parameter for Server.addContext`))
	}
	s.contexts = append(s.contexts, namedContext{name, c})
}

// contextFor is the default SNICallback: the last one added that fits.
func (s *Server) contextFor(name string) *Context {
	if s.env.Has(versions.TLSContextIgnoresCase) {
		name = strings.ToLower(name)
	}
	for i := len(s.contexts) - 1; i >= 0; i-- {
		pattern := s.contexts[i].pattern
		if s.env.Has(versions.TLSContextIgnoresCase) {
			pattern = strings.ToLower(pattern)
		}
		if matches(pattern, name) {
			return s.contexts[i].context
		}
	}
	return nil
}

// matches reports whether name is pattern with something but no dot for each *.
func matches(pattern, name string) bool {
	head, tail, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == name
	}
	if !strings.HasPrefix(name, head) {
		return false
	}
	for rest := name[len(head):]; ; rest = rest[1:] {
		if matches(tail, rest) {
			return true
		}
		if rest == "" || rest[0] == '.' {
			return false
		}
	}
}

// ConnectionListener is tlsConnectionListener.
func ConnectionListener() realm.Function { return connectionListener }

var connectionListener, onServerSocketSecure, onSocketTLSError, onSocketClose, onSocketKeylog realm.Function

func init() {
	connectionListener = realm.Fn("tlsConnectionListener", func(this realm.Value, args []realm.Value) realm.Value {
		v, ok := this.(interface{ ServerBase() *net.Server })
		raw, ok2 := realm.Arg(args, 0).(*net.Socket)
		if ok && ok2 {
			if s := serverOf(v.ServerBase()); s != nil {
				s.accept(raw)
			}
		}
		return nil
	})
	on := func(name string, f func(t *Socket, arg realm.Value)) realm.Function {
		return realm.Fn(name, func(this realm.Value, args []realm.Value) realm.Value {
			if s, ok := this.(*net.Socket); ok {
				f(Of(s), realm.Arg(args, 0))
			}
			return nil
		})
	}
	onServerSocketSecure = on("onServerSocketSecure", func(t *Socket, _ realm.Value) { t.serverSecure() })
	onSocketTLSError = on("onSocketTLSError", func(t *Socket, err realm.Value) { t.clientError(err) })
	onSocketClose = on("onSocketClose", func(t *Socket, err realm.Value) {
		if !truthy(err) && !t.released && !t.errorEmitted {
			t.clientError(connReset("socket hang up"))
		}
	})
	onSocketKeylog = on("onSocketKeylog", func(t *Socket, line realm.Value) { t.Server.Emit("keylog", line, t.Socket) })
}

// accept makes a TLSSocket of a connection.
func (s *Server) accept(raw *net.Socket) {
	o := SocketOptions{Options: net.DefaultOptions, IsServer: true, Context: s.Context, Server: s.Server, RequestCert: s.RequestCert,
		RejectUnauthorized: s.RejectUnauthorized, HandshakeTimeout: s.HandshakeTimeout, ALPN: s.ALPN,
		ALPNCallback: s.ALPNCallback, SNICallback: s.SNICallback}
	o.PauseOnCreate = s.PauseOnConnect
	t := NewSocket(s.env, raw, o)
	t.CallOn("secure", onServerSocketSecure)
	if s.ListenerCount("keylog") > 0 {
		t.CallOn("keylog", onSocketKeylog)
	}
	t.CallOn("close", onSocketClose)
	t.CallOn("_tlsError", onSocketTLSError)
	if s.env.Has(versions.TLSErrorIsClientError) {
		t.CallOn("error", onSocketTLSError)
	}
}

// clientError tells 'tlsClientError', once.
func (t *Socket) clientError(err realm.Value) {
	if !t.released && !t.errorEmitted {
		t.errorEmitted = true
		t.Server.Emit("tlsClientError", err, t.Socket)
	}
}

// serverSecure is onServerSocketSecure.
func (t *Socket) serverSecure() {
	if t.o.RequestCert {
		t.authorizeClient()
	}
	if !t.Destroyed() && t.releaseControl() {
		t.SecureConnecting = false
		t.Server.Emit("secureConnection", t.Socket)
	}
}

func (t *Socket) authorizeClient() {
	err, _ := t.verifyError().(*realm.Error)
	none := len(t.wrap.ssl.peer) == 0 && t.env.Has(versions.TLSNoCertUnauthorized)
	switch {
	case err != nil:
		t.AuthorizationError = err.Code
	case none:
		t.AuthorizationError = "UNABLE_TO_GET_ISSUER_CERT"
	default:
		t.Authorized = true
		return
	}
	if t.o.RejectUnauthorized {
		t.CallDestroy(nil)
	}
}
