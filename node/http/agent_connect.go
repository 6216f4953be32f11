package http

import (
	"math"
	"strings"

	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

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
	if a.Secure != nil {
		oncreate.Call(nil, realm.Null, a.ConnectSecure(o))
		return
	}
	oncreate.Call(nil, realm.Null, netConnect(a.env, o, oncreate))
}

// netConnect is net.createConnection(options).
func netConnect(e *env.Env, o *realm.Map, oncreate realm.Function) *net.Socket {
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
	if f := s.Override("connect"); f != nil { // lib/net.js: socket.connect(normalized)
		var then realm.Value = realm.Null
		if oncreate != nil {
			then = oncreate
		}
		f.Call(s, []realm.Value{o, then})
		return s
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
