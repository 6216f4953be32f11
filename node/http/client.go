package http

import (
	"math"

	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// ClientRequest is http.ClientRequest.
type ClientRequest struct {
	OutgoingMessage
	Method               string
	Path                 string
	Host, Protocol       string
	MaxHeaderSize        float64
	Lenience             Lenience
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
	// Default is _defaultAgent, whose protocol is that of a request which names
	// none; nil is http.globalAgent.
	Default *Agent
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
	defaultPort := r.checkProtocol(q, o)
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
		r.callOnSocket(netConnect(r.env, o, nil), nil)
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
