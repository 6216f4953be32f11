package http

import (
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/timers"
	"finishline/node/versions"
)

// Options are the options of http.createServer, checked. Times are in
// milliseconds.
type Options struct {
	net.ServerOptions
	RequestTimeout, HeadersTimeout    float64
	KeepAliveTimeout, KeepAliveBuffer float64
	CheckingInterval                  float64
	MaxHeaderSize                     float64 // bytes; 0 is the default
	Lenience
	RequireHostHeader    bool
	JoinDuplicateHeaders bool
	RejectBodyWrites     bool
	UniqueHeaders        map[string]bool
	OptimizeEmpty        bool
	ShouldUpgrade        realm.Function // shouldUpgradeCallback; nil: whether anybody listens
	NewIncoming          func(s *net.Socket) *IncomingMessage
	NewResponse          func(req *IncomingMessage, highWaterMark int, reject bool) *ServerResponse
}

// DefaultOptions are those of http.createServer().
var DefaultOptions = Options{
	ServerOptions:  net.ServerOptions{NoDelay: true},
	RequestTimeout: 300000, HeadersTimeout: 60000, KeepAliveTimeout: 5000, KeepAliveBuffer: 1000,
	CheckingInterval: 30000, RequireHostHeader: true,
}

// Server is http.Server.
type Server struct {
	net.Server
	Options

	Timeout              float64
	MaxHeadersCount      realm.Value
	MaxRequestsPerSocket realm.Value
	HTTPAllowHalfOpen    bool

	list     *connections
	front    *net.Server // whose events a fallback emits
	checking *timers.Timeout
}

// NewServer is http.createServer(options, listener); listener may be nil.
func NewServer(e *env.Env, o Options, listener realm.Function) *Server {
	v := &Server{}
	v.Init(e, o, listener)
	return v
}

// Init is the constructor.
func (v *Server) Init(e *env.Env, o Options, listener realm.Function) {
	v.Options = o
	no := o.ServerOptions
	no.AllowHalfOpen = true
	v.Server.Init(e, v, no, nil)
	if listener != nil {
		v.CallOn("request", listener)
	}
	v.CallOn("connection", connectionListener)
	v.MaxHeadersCount, v.MaxRequestsPerSocket = realm.Null, 0
	v.startTracking(e)
}

var setupConnectionsTracking = realm.Fn("setupConnectionsTracking", func(this realm.Value, _ []realm.Value) realm.Value {
	if v, ok := this.(*Server); ok {
		v.track()
	}
	return nil
})

// track starts looking at the connections' timeouts.
func (v *Server) track() {
	if v.list == nil {
		v.list = newConnections(v.Env())
	}
	if v.checking != nil {
		v.checking.Clear()
	}
	x := &timers.Timeout{Go: v.checkConnections}
	v.checking = timers.For(v.Env()).Set(x, v.CheckingInterval, true)
	v.checking.Unref()
}

func (v *Server) checkConnections() {
	h, r := v.HeadersTimeout, v.RequestTimeout
	if v.Env().Has(versions.HTTPTimeoutsSanitized) {
		h, r = duration(h), duration(r)
	}
	for _, p := range v.list.expired(v.Env().Kernel.Now(), h, r) {
		if p.Socket != nil {
			onSocketError(p.Socket, realm.NewError("ERR_HTTP_REQUEST_TIMEOUT", "Request timeout"))
		}
	}
}

// Close is close(callback).
func (v *Server) Close(cb realm.Function) {
	if v.Env().Has(versions.HTTPCloseClosesIdle) {
		if f := v.Override("closeIdleConnections"); f != nil {
			f.Call(v)
		} else {
			v.CloseIdleConnections()
		}
	}
	if v.checking != nil {
		v.checking.Clear()
	}
	v.Server.Close(cb)
}

// CloseAllConnections is closeAllConnections().
func (v *Server) CloseAllConnections() {
	if v.list == nil {
		return
	}
	for _, p := range append([]*Parser(nil), v.list.all...) {
		p.Socket.CallDestroy(nil)
	}
}

// CloseIdleConnections is closeIdleConnections(): those that have answered and
// wait. A response that was ended counts as answered, flushed or not.
func (v *Server) CloseIdleConnections() {
	if v.list == nil {
		return
	}
	for _, p := range v.list.idle(v.Env().Has(versions.HTTPIdleBeforeFirst)) {
		if o, ok := p.Socket.HTTPMessage.(interface{ OutgoingBase() *OutgoingMessage }); ok && !o.OutgoingBase().Finished {
			continue
		}
		p.Socket.CallDestroy(nil)
	}
}

// UpgradeCallback is shouldUpgradeCallback.
func (v *Server) UpgradeCallback() realm.Function {
	if v.ShouldUpgrade != nil {
		return v.ShouldUpgrade
	}
	return upgradeIfHeard
}

var upgradeIfHeard = realm.Fn("", func(this realm.Value, _ []realm.Value) realm.Value {
	v, ok := this.(*Server)
	return ok && v.CallListenerCount("upgrade") > 0
})

// SetTimeout is setTimeout(msecs, callback).
func (v *Server) SetTimeout(msecs float64, cb realm.Function) {
	v.Timeout = msecs
	if cb != nil {
		v.CallOn("timeout", cb)
	}
}

// Rejected is the server's Symbol.for('nodejs.rejection') method: a 'request'
// listener's rejected promise becomes a 500.
func (v *Server) Rejected(reason realm.Value, event any, args []realm.Value) {
	res, ok := realm.Arg(args, 1).(*ServerResponse)
	if event != "request" || !ok {
		if s, ok := realm.Arg(args, 0).(*net.Socket); ok && event == "connection" {
			s.CallDestroy(reason)
			return
		}
		v.Emit("error", reason)
		return
	}
	if res.HeadersSent() || res.Finished {
		res.callDestroy(nil)
		return
	}
	for _, n := range res.HeaderNames(false) {
		res.RemoveHeader(n)
	}
	res.StatusCode = 500
	res.End(StatusText(500), "", nil)
}

// serverOf is the http server of a socket, nil for a client's.
func serverOf(s *net.Socket) *Server {
	if s == nil || s.Server == nil {
		return nil
	}
	switch v := s.Server.Self().(type) {
	case *Server:
		return v
	case interface{ HTTPFallback() *Server }:
		return v.HTTPFallback()
	}
	return nil
}
