package http

import (
	"math"
	"strings"

	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/stream"
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

	Sockets, FreeSockets pool[*net.Socket]
	Requests             pool[*ClientRequest]
}

// pool is lists by name, in the order in which the names came.
type pool[T comparable] struct {
	names []string
	lists map[string][]T
}

func (p *pool[T]) get(name string) []T { return p.lists[name] }

func (p *pool[T]) has(name string) bool { _, ok := p.lists[name]; return ok }

func (p *pool[T]) set(name string, list []T) {
	if p.lists == nil {
		p.lists = map[string][]T{}
	}
	if _, ok := p.lists[name]; !ok {
		p.names = append(p.names, name)
	}
	p.lists[name] = list
}

func (p *pool[T]) drop(name string) {
	if _, ok := p.lists[name]; !ok {
		return
	}
	delete(p.lists, name)
	for i, n := range p.names {
		if n == name {
			p.names = append(p.names[:i:i], p.names[i+1:]...)
			return
		}
	}
}

// Each calls yield for every list.
func (p *pool[T]) Each(yield func(name string, list []T)) {
	for _, n := range append([]string(nil), p.names...) {
		yield(n, p.lists[n])
	}
}

// take removes x from the list of name, and the list if it was the last.
func (p *pool[T]) take(name string, x T) {
	for i, y := range p.lists[name] {
		if y == x {
			list := append(p.lists[name][:i:i], p.lists[name][i+1:]...)
			if len(list) == 0 {
				p.drop(name)
			} else {
				p.lists[name] = list
			}
			return
		}
	}
}

func (p *pool[T]) includes(x T) bool {
	for _, n := range p.names {
		for _, y := range p.lists[n] {
			if x == y {
				return true
			}
		}
	}
	return false
}

// option reads an option; undefined if it is not given.
func option(o *realm.Map, name string) realm.Value {
	if o == nil {
		return nil
	}
	v, _ := o.Get(name)
	return v
}

func truthyOption(o *realm.Map, name string) bool { return events.Truthy(option(o, name)) }

func numberOr(o *realm.Map, name string, def float64) float64 {
	if v := option(o, name); events.Truthy(v) {
		return toNumber(v)
	}
	return def
}

// NewAgent is new Agent(options).
func NewAgent(e *env.Env, o *realm.Map) *Agent {
	a := &Agent{}
	a.Init(e, o)
	return a
}

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
		var o *realm.Map
		if e.Has(versions.HTTPAgentKeepAlive) {
			o = &realm.Map{Keys: []string{"keepAlive", "scheduling", "timeout"}, Values: []realm.Value{true, "lifo", 5000}}
		}
		m.globalAgent = NewAgent(e, o)
	}
	return m.globalAgent
}

// SetGlobalAgent sets it.
func SetGlobalAgent(e *env.Env, a *Agent) { moduleOf(e).globalAgent = a }

// merge is {...a, ...b}.
func merge(maps ...*realm.Map) *realm.Map {
	out := &realm.Map{NullProto: true}
	for _, m := range maps {
		if m == nil {
			continue
		}
		for i, k := range m.Keys {
			out.Set(k, m.Values[i])
		}
	}
	return out
}

// optionsOf is an argument of options, however it came.
func (a *Agent) optionsOf(v realm.Value) *realm.Map {
	if m, ok := v.(*realm.Map); ok {
		return m
	}
	if e, ok := a.env.Engine.(interface {
		Map(v realm.Value) *realm.Map
	}); ok {
		return e.Map(v)
	}
	return nil
}

// GetName is getName(options): what sockets must share to be exchangeable.
func (a *Agent) GetName(o *realm.Map) string {
	name := "localhost"
	if v := option(o, "host"); events.Truthy(v) {
		name = text(v)
	}
	name += ":"
	if v := option(o, "port"); events.Truthy(v) {
		name += text(v)
	}
	name += ":"
	if v := option(o, "localAddress"); events.Truthy(v) {
		name += text(v)
	}
	if f := toNumber(option(o, "family")); f == 4 || f == 6 {
		name += ":" + number(f)
	}
	if v := option(o, "socketPath"); events.Truthy(v) {
		name += ":" + text(v)
	}
	return name
}

func (a *Agent) callGetName(o *realm.Map) string {
	if f := a.Override("getName"); f != nil {
		return text(a.env.Engine.Export(f.Call(a, o)))
	}
	return a.GetName(o)
}

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

func normalizeServerName(o *realm.Map, r *ClientRequest) {
	if v := option(o, "servername"); events.Truthy(v) || v == "" {
		return
	}
	name := text(option(o, "host"))
	if h, _ := r.GetHeader("host").(string); h != "" {
		name = h
		if h[0] == '[' {
			if i := strings.IndexByte(h, ']'); i >= 0 {
				name = h[1:i]
			}
		} else if i := strings.IndexByte(h, ':'); i >= 0 {
			name = h[:i]
		}
	}
	if net.IsIP(name) != 0 {
		name = ""
	}
	o.Set("servername", name)
}

func (a *Agent) callCreateSocket(r *ClientRequest, o *realm.Map, cb func(err realm.Value, s *net.Socket)) {
	if f := a.Override("createSocket"); f != nil {
		f.Call(a, r, o, a.socketCallback(cb))
		return
	}
	a.CreateSocket(r, o, cb)
}

// socketCallback is cb(err, socket) as a function, good for one call.
func (a *Agent) socketCallback(cb func(err realm.Value, s *net.Socket)) realm.Function {
	called := false
	return realm.Fn("oncreate", func(_ realm.Value, args []realm.Value) realm.Value {
		if called {
			return nil
		}
		called = true
		err := realm.Arg(args, 0)
		s, _ := realm.Arg(args, 1).(*net.Socket)
		if !events.Truthy(err) {
			err = nil
		}
		cb(err, s)
		return nil
	})
}

// CreateSocket is createSocket(req, options, cb).
func (a *Agent) CreateSocket(r *ClientRequest, given realm.Value, cb func(err realm.Value, s *net.Socket)) {
	o := merge(a.optionsOf(given), a.Options)
	normalizeServerName(o, r)
	if a.env.Has(versions.HTTPAgentTimeoutOfRequest) {
		if r.timeoutSet && r.Timeout != 0 {
			o.Set("timeout", r.Timeout)
		} else if v := option(a.Options, "timeout"); events.Truthy(v) {
			o.Set("timeout", v)
		}
	}
	name := a.callGetName(o)
	o.Set("_agentKey", name)
	o.Set("encoding", realm.Null)
	if a.KeepAlive {
		o.Set("keepAlive", true)
		o.Set("keepAliveInitialDelay", a.KeepAliveMsecs)
	}
	oncreate := a.socketCallback(func(err realm.Value, s *net.Socket) {
		if err != nil || s == nil {
			cb(err, nil)
			return
		}
		a.Sockets.set(name, append(a.Sockets.get(name), s))
		a.TotalSocketCount++
		a.install(s, o)
		cb(nil, s)
	})
	if f := a.Override("createConnection"); f != nil {
		if s, ok := f.Call(a, o, oncreate).(*net.Socket); ok {
			oncreate.Call(nil, realm.Null, s)
		}
		return
	}
	oncreate.Call(nil, realm.Null, netConnect(a.env, o))
}

// netConnect is net.createConnection(options).
func netConnect(e *env.Env, o *realm.Map) *net.Socket {
	no := net.DefaultOptions
	no.NoDelay, no.KeepAlive = truthyOption(o, "noDelay"), truthyOption(o, "keepAlive")
	if f := toNumber(option(o, "keepAliveInitialDelay")); f > 0 {
		no.KeepAliveInitialDelay = int(f / 1000)
	}
	no.AllowHalfOpen = truthyOption(o, "allowHalfOpen")
	if f, ok := jsNumber(option(o, "highWaterMark")); ok && f >= 0 {
		no.HighWaterMark = int(f)
	}
	s := net.New(e, no)
	if t := option(o, "timeout"); events.Truthy(t) {
		s.SetTimeout(t, nil)
	}
	port := option(o, "port")
	f := toNumber(port)
	if f != math.Trunc(f) || !(f >= 0) || f > 65535 {
		e.Throw(net.ErrPort(e, "Port", port))
	}
	c := net.ConnectOptions{Port: int(f), AutoSelectFamily: -1}
	if v := option(o, "host"); events.Truthy(v) {
		c.Host = text(v)
	}
	if v := option(o, "localAddress"); events.Truthy(v) {
		c.LocalAddress = text(v)
	}
	c.LocalPort = int(zeroNaN(toNumber(option(o, "localPort"))))
	c.Family = int(zeroNaN(toNumber(option(o, "family"))))
	c.Lookup, _ = option(o, "lookup").(realm.Function)
	if b, ok := option(o, "autoSelectFamily").(bool); ok {
		c.AutoSelectFamily = 0
		if b {
			c.AutoSelectFamily = 1
		}
	}
	s.Connect(c, nil)
	return s
}

var _ = stream.Of
