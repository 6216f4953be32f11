package http

import (
	"strings"

	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/tls"
	"finishline/node/versions"
)

// https: a server whose connections are those of a tls.Server, and an agent that
// makes TLSSockets and remembers their sessions (lib/https.js).

// InitSecure is the constructor of https.Server; secure makes the server a
// tls.Server before its listeners are added.
func (v *Server) InitSecure(e *env.Env, o Options, secure func(), listener realm.Function) {
	v.Options, v.Class = o, "https.Server"
	secure()
	v.Server.Init(e, v, o.ServerOptions, tls.ConnectionListener())
	v.CallOn("secureConnection", connectionListener)
	if listener != nil {
		v.CallOn("request", listener)
	}
	v.CallOn("tlsClientError", onTLSClientError)
	v.MaxHeadersCount, v.MaxRequestsPerSocket = realm.Null, 0
	v.startTracking(e)
}

// startTracking looks at the connections' timeouts from now on, or from when the
// server listens.
func (v *Server) startTracking(e *env.Env) {
	if e.Has(versions.HTTPConnectionsFromListening) {
		v.CallOn("listening", setupConnectionsTracking)
	} else {
		v.track()
	}
}

// onTLSClientError: a handshake that failed is a 'clientError', too.
var onTLSClientError = realm.Fn("addListener", func(this realm.Value, args []realm.Value) realm.Value {
	v, ok := this.(interface{ ServerBase() *net.Server })
	s, ok2 := realm.Arg(args, 1).(*net.Socket)
	if ok && ok2 && !v.ServerBase().Emit("clientError", realm.Arg(args, 0), s) {
		s.CallDestroy(realm.Arg(args, 0))
	}
	return nil
})

// TLSClientErrorListener is what https and http2 listen to 'tlsClientError' with.
func TLSClientErrorListener() realm.Function { return onTLSClientError }

// Secure is what an https.Agent has beyond an http.Agent.
type Secure struct {
	MaxCachedSessions float64
	// Connect is tls.connect(options); the script's side sets it.
	Connect func(o *realm.Map) *net.Socket

	names    []string // oldest first
	sessions map[string]realm.Value
}

// NewSecureAgent is new https.Agent(options).
func NewSecureAgent(e *env.Env, o *realm.Map, connect func(o *realm.Map) *net.Socket) *Agent {
	a := &Agent{Secure: &Secure{Connect: connect, MaxCachedSessions: 100}}
	a.Class = "https.Agent"
	a.Init(e, o)
	a.DefaultPort, a.Protocol = 443, "https:"
	if e.Has(versions.HTTPAgentHintBuffer) {
		if v := option(a.Options, "defaultPort"); events.Truthy(v) {
			a.DefaultPort = v
		}
		if s, _ := option(a.Options, "protocol").(string); s != "" {
			a.Protocol = s
		}
	}
	if v := option(a.Options, "maxCachedSessions"); v != nil {
		a.Secure.MaxCachedSessions = toNumber(v)
	}
	return a
}

// GlobalSecureAgent is https.globalAgent.
func GlobalSecureAgent(e *env.Env, connect func(o *realm.Map) *net.Socket) *Agent {
	m := moduleOf(e)
	if m.secureAgent == nil {
		m.secureAgent = NewSecureAgent(e, globalAgentOptions(e), connect)
	}
	return m.secureAgent
}

// SetGlobalSecureAgent sets it.
func SetGlobalSecureAgent(e *env.Env, a *Agent) { moduleOf(e).secureAgent = a }

// globalAgentOptions are those of both global agents.
func globalAgentOptions(e *env.Env) *realm.Map {
	if !e.Has(versions.HTTPAgentKeepAlive) {
		return nil
	}
	return &realm.Map{Keys: []string{"keepAlive", "scheduling", "timeout"}, Values: []realm.Value{true, "lifo", 5000}}
}

// ConnectSecure is createConnection of https.Agent: a session of an earlier
// connection of the same name is offered.
func (a *Agent) ConnectSecure(o *realm.Map) *net.Socket {
	key, named := option(o, "_agentKey").(string)
	if option(o, PerRequestIdentity) != nil {
		named = false
	}
	if named && option(o, "session") == nil {
		if s := a.Secure.sessions[key]; s != nil {
			o = merge(&realm.Map{Keys: []string{"session"}, Values: []realm.Value{s}}, o)
		}
	}
	s := a.Secure.Connect(o)
	s.Unshared = option(o, PerRequestIdentity) != nil
	if !named {
		return s
	}
	s.CallOn("session", realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value {
		a.Secure.cache(key, realm.Arg(args, 0))
		return nil
	}))
	s.CallOnce("close", realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value {
		if events.Truthy(realm.Arg(args, 0)) {
			a.Secure.evict(key)
		}
		return nil
	}))
	return s
}

// PerRequestIdentity is the option that marks a request whose checkServerIdentity
// is its own.
const PerRequestIdentity = "\x00perRequestCheckServerIdentity"

// NextIdentity numbers such requests.
func NextIdentity(e *env.Env) int {
	m := moduleOf(e)
	m.identities++
	return m.identities
}

// cache is _cacheSession.
func (c *Secure) cache(key string, session realm.Value) {
	if c.MaxCachedSessions == 0 {
		return
	}
	if c.sessions == nil {
		c.sessions = map[string]realm.Value{}
	}
	if c.sessions[key] == nil {
		if float64(len(c.names)) >= c.MaxCachedSessions {
			c.evict(c.names[0])
		}
		c.names = append(c.names, key)
	}
	c.sessions[key] = session
}

// evict is _evictSession.
func (c *Secure) evict(key string) {
	for i, n := range c.names {
		if n == key {
			c.names = append(c.names[:i:i], c.names[i+1:]...)
			delete(c.sessions, key)
			return
		}
	}
}

// secureNames are the options that tell an https.Agent's connections apart, in
// the order of their place in the name. What is in defined counts even if it is
// false or empty.
var secureNames = []string{"ca", "cert", "clientCertEngine", "ciphers", "key", "pfx", "rejectUnauthorized", "servername", "minVersion",
	"maxVersion", "secureProtocol", "crl", "honorCipherOrder", "ecdhCurve", "dhparam", "secureOptions", "sessionIdContext", "sigalgs",
	"privateKeyIdentifier", "privateKeyEngine"}

// secureName is what https.Agent's getName adds.
func (a *Agent) secureName(o *realm.Map) string {
	var b strings.Builder
	for _, name := range secureNames {
		b.WriteByte(':')
		v := option(o, name)
		switch name {
		case "rejectUnauthorized", "honorCipherOrder", "secureOptions":
			if v == nil {
				continue
			}
		case "servername":
			if !events.Truthy(v) || v == option(o, "host") {
				continue
			}
		default:
			if !events.Truthy(v) {
				continue
			}
		}
		b.WriteString(a.nameText(v))
	}
	if v := option(o, PerRequestIdentity); v != nil {
		b.WriteByte(':')
		b.WriteString(a.nameText(v))
	}
	return b.String()
}

func (a *Agent) nameText(v realm.Value) string {
	if b, ok := a.env.Engine.Export(v).([]byte); ok {
		return string(b)
	}
	if l, ok := v.([]realm.Value); ok {
		parts := make([]string, len(l))
		for i, x := range l {
			parts[i] = a.nameText(x)
		}
		return strings.Join(parts, ",")
	}
	return text(v)
}
