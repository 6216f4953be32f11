package http

import (
	"math"

	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// Agent is http.Agent: it makes sockets for requests and keeps those that may
// be used again.
type Agent struct {
	events.Emitter
	env *env.Env

	Options          *realm.Map
	DefaultPort      realm.Value
	Protocol         string
	KeepAlive        bool
	KeepAliveMsecs   float64
	MaxSockets       float64
	MaxFreeSockets   float64
	MaxTotalSockets  float64
	Scheduling       string
	TotalSocketCount int
	hintBuffer       float64
	// Secure makes it an https.Agent; nil for an http.Agent.
	Secure *Secure
	// Class names the script's class if it is not http's Agent.
	Class string

	Sockets, FreeSockets pool[*net.Socket]
	Requests             pool[*ClientRequest]
}

// NewAgent is new Agent(options).
func NewAgent(e *env.Env, o *realm.Map) *Agent {
	a := &Agent{}
	a.Init(e, o)
	return a
}

// RealmClass names the script's class of the agent; "" is http's.
func (a *Agent) RealmClass() string { return a.Class }

// Init is the constructor.
func (a *Agent) Init(e *env.Env, o *realm.Map) {
	e.Engine.Adopt(a)
	a.InitEmitter(e, a)
	a.env = e
	a.Options = merge(o)
	o = a.Options
	a.DefaultPort, a.Protocol = 80, "http:"
	if e.Has(versions.HTTPAgentHintBuffer) {
		if v := option(o, "defaultPort"); events.Truthy(v) {
			a.DefaultPort = v
		}
		if s, _ := option(o, "protocol").(string); s != "" {
			a.Protocol = s
		}
	}
	if option(o, "noDelay") == nil {
		o.Set("noDelay", true)
	}
	o.Set("path", realm.Null) // unix domain sockets are told by socketPath
	a.KeepAliveMsecs = numberOr(o, "keepAliveMsecs", 1000)
	a.KeepAlive = truthyOption(o, "keepAlive")
	a.MaxSockets = numberOr(o, "maxSockets", math.Inf(1))
	a.MaxFreeSockets = numberOr(o, "maxFreeSockets", 256)
	a.Scheduling = "lifo"
	if v := option(o, "scheduling"); events.Truthy(v) {
		a.Scheduling = text(v)
	}
	a.hintBuffer = 1000
	if f, ok := jsNumber(option(o, "agentKeepAliveTimeoutBuffer")); ok && duration(f) == f && e.Has(versions.HTTPAgentHintBuffer) {
		a.hintBuffer = f
	}
	a.MaxTotalSockets = math.Inf(1)
	if v := option(o, "maxTotalSockets"); v != nil {
		a.MaxTotalSockets = toNumber(v)
	}
	a.CallOn("free", agentFree)
}

// GlobalAgent is http.globalAgent.
func GlobalAgent(e *env.Env) *Agent {
	m := moduleOf(e)
	if m.globalAgent == nil {
		m.globalAgent = NewAgent(e, globalAgentOptions(e))
	}
	return m.globalAgent
}

// SetGlobalAgent sets it.
func SetGlobalAgent(e *env.Env, a *Agent) { moduleOf(e).globalAgent = a }

// callAddRequest is agent.addRequest(req, options).
func (a *Agent) callAddRequest(r *ClientRequest, o *realm.Map) {
	if f := a.Override("addRequest"); f != nil {
		f.Call(a, r, o)
		return
	}
	a.AddRequest(r, o)
}

// AddRequest is addRequest(req, options): a free socket, a new one, or waiting.
func (a *Agent) AddRequest(r *ClientRequest, given realm.Value) {
	o := merge(a.optionsOf(given), a.Options)
	normalizeServerName(o, r)
	name := a.callGetName(o)
	if !a.Sockets.has(name) {
		a.Sockets.set(name, nil)
	}
	s, free := a.takeFree(name)
	switch {
	case s != nil:
		a.callReuse(s, r)
		a.setRequestSocket(r, s)
		a.Sockets.set(name, append(a.Sockets.get(name), s))
	case float64(free+len(a.Sockets.get(name))) < a.MaxSockets && float64(a.TotalSocketCount) < a.MaxTotalSockets:
		a.callCreateSocket(r, o, func(err realm.Value, s *net.Socket) {
			if err != nil {
				r.callOnSocket(s, err)
				return
			}
			a.setRequestSocket(r, s)
		})
	default:
		r.queued = o
		a.Requests.set(name, append(a.Requests.get(name), r))
	}
}

// takeFree takes a free socket of the name; free is how many are left.
func (a *Agent) takeFree(name string) (s *net.Socket, free int) {
	list := a.FreeSockets.get(name)
	if !a.FreeSockets.has(name) {
		return nil, 0
	}
	for len(list) > 0 && list[0].Destroyed() {
		list = list[1:]
	}
	switch n := len(list); {
	case n == 0:
	case a.Scheduling == "fifo":
		s, list = list[0], list[1:]
	default:
		s, list = list[n-1], list[:n-1]
	}
	list = append([]*net.Socket(nil), list...)
	if len(list) == 0 {
		a.FreeSockets.drop(name)
	} else {
		a.FreeSockets.set(name, list)
	}
	return s, len(list)
}
