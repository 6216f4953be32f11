package http

import (
	"math"
	"strings"

	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/timers"
	"finishline/node/versions"
)

// ClientRequest is http.ClientRequest.
type ClientRequest struct {
	OutgoingMessage
	Method               string
	Path                 string
	Host, Protocol       string
	MaxHeaderSize        float64
	MaxHeadersCount      realm.Value
	JoinDuplicateHeaders bool
	Timeout              float64 // ms
	Res                  *IncomingMessage
	Aborted              bool
	UpgradeOrConnect     bool
	ReusedSocket         bool
	Parser               *Parser

	agent      *Agent
	timeoutSet bool
	ended      bool // _ended: the response was read
	timeoutCb  bool
	err        realm.Value // kError
	queued     *realm.Map  // its options while it waits for a socket
}

// Request is what a request is made of: the options as the script gave them,
// without signal.
type Request struct {
	Options *realm.Map
	// Agent is the agent to use; nil with NoAgent set is none.
	Agent   *Agent
	NoAgent bool
	// Headers are options.headers: as an object, or as an array.
	Headers *Pairs
	Unique  map[string]bool
	// CreateConnection is options.createConnection.
	CreateConnection realm.Function
}

// NewClientRequest is new ClientRequest(options, cb).
func NewClientRequest(e *env.Env, q Request, cb realm.Function) *ClientRequest {
	r := &ClientRequest{}
	r.Init(e, q, cb)
	return r
}

// Init is the constructor.
func (r *ClientRequest) Init(e *env.Env, q Request, cb realm.Function) {
	r.initOutgoing(e, r, r)
	if e.World.Tracing() {
		r.TraceAs(e.World.NewObject("request", "", 0))
	}
	o := merge(q.Options)
	if f, ok := jsNumber(option(o, "highWaterMark")); ok && e.Has(versions.HTTPFreedSocketUnheard) {
		r.HighWaterMark = int(f)
	}
	r.agent = q.Agent
	if r.agent != nil {
		r.OutgoingMessage.Agent = r.agent
	}
	defaultPort := r.checkProtocol(o)
	port := option(o, "port")
	if !events.Truthy(port) {
		if port = defaultPort; !events.Truthy(port) {
			port = 80
		}
	}
	o.Set("port", port)
	host := r.hostOf(o)
	o.Set("host", host)
	r.takeOptions(o)
	if cb != nil {
		r.CallOnce("response", cb)
	}
	r.UseChunkedEncodingByDefault = methodHasBody(r.Method)
	r.MaxHeadersCount = realm.Null
	r.Host = host
	if r.agent != nil {
		r.Last = !r.agent.KeepAlive && math.IsInf(r.agent.MaxSockets, 1)
		r.ShouldKeepAlive = !r.Last
	}
	r.writeHeaders(q, o, host, port, defaultPort)
	r.unique = q.Unique
	r.start(q, o)
}

// checkProtocol checks path and protocol and returns the default port.
func (r *ClientRequest) checkProtocol(o *realm.Map) realm.Value {
	e := r.env
	expected, port := "http:", realm.Value(nil)
	if r.agent != nil {
		expected, port = r.agent.Protocol, r.agent.DefaultPort
	}
	if v := option(o, "defaultPort"); events.Truthy(v) {
		port = v
	}
	r.Protocol = "http:"
	if v := option(o, "protocol"); events.Truthy(v) {
		r.Protocol = text(v)
	}
	if v := option(o, "path"); events.Truthy(v) {
		r.checkPath(text(v))
	}
	if r.Protocol != expected {
		e.Throw(realm.NewTypeError("ERR_INVALID_PROTOCOL", `Protocol "`+r.Protocol+`" not supported. Expected "`+expected+`"`))
	}
	return port
}

func (r *ClientRequest) checkPath(path string) {
	for _, c := range path {
		if c < 0x21 || c > 0xff {
			r.env.Throw(realm.NewTypeError("ERR_UNESCAPED_CHARACTERS", "Request path contains unescaped characters"))
		}
	}
}

// SetPath is the setter of path.
func (r *ClientRequest) SetPath(path string) {
	r.checkPath(path)
	r.Path = path
}

func (r *ClientRequest) hostOf(o *realm.Map) string {
	for _, name := range []string{"hostname", "host"} {
		v := option(o, name)
		if _, ok := v.(string); !ok && !realm.IsNullish(v) {
			r.env.Throw(realm.NewTypeError("ERR_INVALID_ARG_TYPE",
				`The "options.`+name+`" property must be of type string or one of undefined or null.`+r.env.Received(v)))
		}
		if s, _ := v.(string); s != "" {
			return s
		}
	}
	return "localhost"
}

func (r *ClientRequest) takeOptions(o *realm.Map) {
	e := r.env
	if option(o, "setDefaultHeaders") == false && e.Has(versions.HTTPSetDefaultHeaders) {
		r.RemovedConnection, r.RemovedContLen, r.RemovedTE = true, true, true
	}
	if v := option(o, "timeout"); v != nil {
		r.Timeout, r.timeoutSet = timers.Duration(e, v, "timeout"), true
	}
	r.Method = "GET"
	m := option(o, "method")
	s, ok := m.(string)
	if !ok && !realm.IsNullish(m) {
		e.Throw(realm.NewTypeError("ERR_INVALID_ARG_TYPE", `The "options.method" property must be of type string.`+e.Received(m)))
	}
	if s != "" {
		if !isToken(s) {
			e.Throw(errToken("Method", s))
		}
		r.Method = strings.ToUpper(s)
	}
	r.MaxHeaderSize = zeroNaN(toNumber(option(o, "maxHeaderSize")))
	r.JoinDuplicateHeaders = truthyOption(o, "joinDuplicateHeaders")
	r.Path = "/"
	if v := option(o, "path"); events.Truthy(v) {
		r.Path = text(v)
	}
}

// methodHasBody reports whether a request of the method is chunked unless it
// says otherwise.
func methodHasBody(method string) bool {
	switch method {
	case "GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT":
		return false
	}
	return true
}

func (r *ClientRequest) writeHeaders(q Request, o *realm.Map, host string, port, defaultPort realm.Value) {
	if q.Headers != nil && q.Headers.Flat {
		if q.Headers.Odd != nil {
			r.env.Throw(errInvalidValue(r.env, "headers", q.Headers.Odd))
		}
		r.storePairs(r.requestLine(), q.Headers.Names, q.Headers.Values)
		return
	}
	if q.Headers != nil {
		for i, n := range q.Headers.Names {
			r.callSetHeader(n, q.Headers.Values[i])
		}
	}
	setHost := option(o, "setDefaultHeaders") != false || !r.env.Has(versions.HTTPSetDefaultHeaders)
	if v := option(o, "setHost"); v != nil {
		setHost = events.Truthy(v)
	}
	if setHost && !events.Truthy(r.GetHeader("host")) {
		r.callSetHeader("Host", r.hostHeader(host, port, defaultPort, o))
	}
	if v := option(o, "auth"); events.Truthy(v) && !events.Truthy(r.GetHeader("authorization")) {
		r.callSetHeader("Authorization", "Basic "+stream.Decode([]byte(text(v)), "base64"))
	}
	if events.Truthy(r.GetHeader("expect")) {
		r.storeOwn(r.requestLine())
	}
}

func (r *ClientRequest) hostHeader(host string, port, defaultPort realm.Value, o *realm.Map) string {
	if r.Method == "CONNECT" && truthyOption(o, "path") && r.env.Has(versions.HTTPConnectHost) {
		return r.Path
	}
	// An IPv6 address needs brackets (RFC 9110, section 4.2.1).
	if strings.Count(host, ":") > 1 && host[0] != '[' {
		host = "[" + host + "]"
	}
	if f := toNumber(port); f != toNumber(defaultPort) || defaultPort == nil {
		host += ":" + text(port)
	}
	return host
}

func (r *ClientRequest) requestLine() string { return r.Method + " " + r.Path + " HTTP/1.1\r\n" }

func (r *ClientRequest) implicitHeader() {
	if r.header != "" {
		r.env.Throw(errHeadersSent("render"))
	}
	r.storeOwn(r.requestLine())
}

func (r *ClientRequest) finish() { r.Finish() }

// start gets the socket: of the agent, or one of its own.
func (r *ClientRequest) start(q Request, o *realm.Map) {
	if r.agent != nil {
		r.agent.callAddRequest(r, o)
		return
	}
	r.Last, r.ShouldKeepAlive = true, false
	o.Delete("path")
	if q.CreateConnection == nil {
		r.callOnSocket(netConnect(r.env, o), nil)
		return
	}
	called := false
	done := func(err realm.Value, s *net.Socket) {
		if called {
			return
		}
		called = true
		if err != nil {
			r.env.NextTick(func() { r.Emit("error", err) })
			return
		}
		r.callOnSocket(s, nil)
	}
	oncreate := realm.Fn("oncreate", func(_ realm.Value, args []realm.Value) realm.Value {
		err := realm.Arg(args, 0)
		if !events.Truthy(err) {
			err = nil
		}
		s, _ := realm.Arg(args, 1).(*net.Socket)
		done(err, s)
		return nil
	})
	thrown, threw := r.env.Engine.Try(func() {
		if s, ok := q.CreateConnection.Call(nil, o, oncreate).(*net.Socket); ok {
			done(nil, s)
		}
	})
	if threw {
		done(thrown, nil)
	}
}

// Abort is abort().
func (r *ClientRequest) Abort() {
	if r.Aborted {
		return
	}
	r.Aborted = true
	r.env.NextTick(func() { r.Emit("abort") })
	r.callDestroy(nil)
}

// Destroy is destroy(err).
func (r *ClientRequest) Destroy(err realm.Value) {
	if r.Destroyed {
		return
	}
	r.Destroyed = true
	r.setPhase("destroyed")
	if r.Res != nil {
		r.Res.callDump()
	}
	if r.env.Has(versions.HTTPDoneNotDestroyed) && r.WritableFinished() && r.Res != nil && r.Res.Complete {
		return
	}
	r.err = err
	if r.socket != nil {
		r.socket.CallDestroy(err)
	}
}

// SetTimeout is setTimeout(msecs, callback).
func (r *ClientRequest) SetTimeout(msecs realm.Value, cb realm.Function) {
	if r.ended {
		return
	}
	r.listenSocketTimeout()
	ms := timers.Duration(r.env, msecs, "msecs")
	if cb != nil {
		r.CallOnce("timeout", cb)
	}
	if r.socket != nil {
		setSocketTimeout(r.socket, ms)
		return
	}
	r.OnceGo("socket", func(args []realm.Value) {
		if s, ok := realm.Arg(args, 0).(*net.Socket); ok {
			setSocketTimeout(s, ms)
		}
	})
}

// setSocketTimeout arms the timeout once the socket is connected.
func setSocketTimeout(s *net.Socket, ms float64) {
	if s.Connecting {
		s.OnceGo("connect", func([]realm.Value) { callSetTimeout(s, ms) })
		return
	}
	callSetTimeout(s, ms)
}

var emitRequestTimeout = realm.Fn("emitRequestTimeout", func(this realm.Value, _ []realm.Value) realm.Value {
	if s, ok := this.(*net.Socket); ok {
		if r, ok := s.HTTPMessage.(*ClientRequest); ok {
			r.Emit("timeout")
		}
	}
	return nil
})

func (r *ClientRequest) listenSocketTimeout() {
	if r.timeoutCb {
		return
	}
	r.timeoutCb = true
	if r.socket != nil {
		r.socket.CallOnce("timeout", emitRequestTimeout)
		return
	}
	r.OnGo("socket", func(args []realm.Value) {
		if s, ok := realm.Arg(args, 0).(*net.Socket); ok {
			s.CallOnce("timeout", emitRequestTimeout)
		}
	})
}

// Defer calls fn with the socket once it is connected (_deferToConnect).
func (r *ClientRequest) Defer(fn func(s *net.Socket)) {
	on := func() {
		s := r.socket
		if s == nil {
			return
		}
		if s.IsWritable() {
			fn(s)
			return
		}
		s.OnceGo("connect", func([]realm.Value) { fn(s) })
	}
	if r.socket == nil {
		r.OnceGo("socket", func([]realm.Value) { on() })
		return
	}
	on()
}
