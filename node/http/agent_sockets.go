package http

import (
	"math"
	"strconv"
	"strings"

	"finishline/kernel"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// install ties a new socket to the agent.
func (a *Agent) install(s *net.Socket, o *realm.Map) {
	fn := func(name string, f func()) realm.Function {
		return realm.Fn(name, func(realm.Value, []realm.Value) realm.Value { f(); return nil })
	}
	var onRemove realm.Function
	onFree := fn("onFree", func() { a.Emit("free", s, o) })
	onClose := fn("onClose", func() {
		a.TotalSocketCount--
		a.callRemoveSocket(s, o)
	})
	onTimeout := fn("onTimeout", func() {
		// Only a socket that nobody uses: requests see to their own timeouts.
		if a.FreeSockets.includes(s) {
			s.CallDestroy(nil)
		}
	})
	onRemove = fn("onRemove", func() {
		a.TotalSocketCount--
		a.callRemoveSocket(s, o)
		s.CallOff("close", onClose)
		s.CallOff("free", onFree)
		s.CallOff("timeout", onTimeout)
		s.CallOff("agentRemove", onRemove)
	})
	s.CallOn("free", onFree)
	s.CallOn("close", onClose)
	s.CallOn("timeout", onTimeout)
	s.CallOn("agentRemove", onRemove)
}

// agentFree is what the agent does with a socket that a request is done with.
var agentFree = realm.Fn("", func(this realm.Value, args []realm.Value) realm.Value {
	a, ok := this.(*Agent)
	s, ok2 := realm.Arg(args, 0).(*net.Socket)
	if ok && ok2 {
		a.freed(s, a.optionsOf(realm.Arg(args, 1)))
	}
	return nil
})

func (a *Agent) freed(s *net.Socket, o *realm.Map) {
	name := a.callGetName(o)
	if !s.IsWritable() {
		s.CallDestroy(nil)
		return
	}
	if waiting := a.Requests.get(name); len(waiting) > 0 {
		r := waiting[0]
		a.Requests.set(name, append([]*ClientRequest(nil), waiting[1:]...))
		a.setRequestSocket(r, s)
		if len(waiting) == 1 {
			a.Requests.drop(name)
		}
		return
	}
	r, _ := s.HTTPMessage.(*ClientRequest)
	if r == nil || !r.ShouldKeepAlive || !a.KeepAlive {
		s.CallDestroy(nil)
		return
	}
	free := a.FreeSockets.get(name)
	count := len(free) + len(a.Sockets.get(name))
	if float64(a.TotalSocketCount) > a.MaxTotalSockets || float64(count) > a.MaxSockets ||
		float64(len(free)) >= a.MaxFreeSockets || !a.callKeepSocketAlive(s) {
		s.CallDestroy(nil)
		return
	}
	a.FreeSockets.set(name, free)
	s.HTTPMessage = nil
	a.callRemoveSocket(s, o)
	s.CallOnce("error", freeSocketError)
	if a.env.Has(versions.HTTPFreeSocketGuard) {
		installGuard(s)
	}
	a.FreeSockets.set(name, append(a.FreeSockets.get(name), s))
}

var freeSocketError = realm.Fn("freeSocketErrorListener", func(this realm.Value, _ []realm.Value) realm.Value {
	if s, ok := this.(*net.Socket); ok {
		s.CallDestroy(nil)
		s.Emit("agentRemove")
	}
	return nil
})

// guard listens to an idle socket's handle: whatever comes, nobody asked for it.
type guard struct{ s *net.Socket }

// OnRead destroys the socket.
func (g guard) OnRead([]byte, kernel.Errno) { g.s.Env().Callback(func() { g.s.CallDestroy(nil) }) }

func installGuard(s *net.Socket) {
	switch {
	case s.ReadableLength() > 0:
		s.CallDestroy(nil)
	case s.Connecting:
		s.OnceGo("connect", func([]realm.Value) {
			if s.HTTPMessage == nil {
				installGuard(s)
			}
		})
	case s.Handle != nil:
		s.Handle.SetListener(guard{s})
		if !s.Handle.Reading {
			s.Handle.Reading = true
			if err := s.Handle.ReadStart(); err != 0 {
				s.CallDestroy(nil)
			}
		}
	}
}

func removeGuard(s *net.Socket) {
	if s.Handle == nil {
		return
	}
	if _, ok := s.Handle.Listener().(guard); ok {
		s.Handle.SetListener(s)
	}
}

func (a *Agent) callRemoveSocket(s *net.Socket, o *realm.Map) {
	if f := a.Override("removeSocket"); f != nil {
		f.Call(a, s, o)
		return
	}
	a.RemoveSocket(s, o)
}

// RemoveSocket is removeSocket(socket, options): its place may go to a request
// that waits.
func (a *Agent) RemoveSocket(s *net.Socket, given realm.Value) {
	o := a.optionsOf(given)
	name := a.callGetName(o)
	a.Sockets.take(name, s)
	if !s.IsWritable() {
		a.FreeSockets.take(name, s)
	}
	var r *ClientRequest
	if waiting := a.Requests.get(name); len(waiting) > 0 {
		r = waiting[0]
	} else if len(a.Requests.names) > 0 {
		// Node looks at the first origin only, and only if that has no socket of
		// its own that will be free.
		n := a.Requests.names[0]
		if list := a.Requests.get(n); len(a.Sockets.get(n)) == 0 && len(list) > 0 {
			r = list[0]
			o = r.queued
		}
	}
	if r == nil || o == nil {
		return
	}
	r.queued = nil
	a.callCreateSocket(r, o, func(err realm.Value, s *net.Socket) {
		if err != nil {
			r.callOnSocket(nil, err)
			return
		}
		s.Emit("free")
	})
}

func (a *Agent) callKeepSocketAlive(s *net.Socket) bool {
	if f := a.Override("keepSocketAlive"); f != nil {
		return events.Truthy(a.env.Engine.Export(f.Call(a, s)))
	}
	return a.KeepSocketAlive(s)
}

// KeepSocketAlive is keepSocketAlive(socket).
func (a *Agent) KeepSocketAlive(s *net.Socket) bool {
	if s.Unshared {
		return false
	}
	s.SetKeepAlive(true, int(a.KeepAliveMsecs/1000))
	s.Unref()
	timeout := zeroNaN(toNumber(option(a.Options, "timeout")))
	keep := true
	if r, ok := s.HTTPMessage.(*ClientRequest); ok && r.Res != nil && a.env.Has(versions.HTTPAgentServerHint) {
		if hint, ok := keepAliveHint(r.Res); ok {
			switch ms := math.Max(hint*1000-a.hintBuffer, 0); {
			case ms == 0:
				keep = false
			case ms < timeout:
				timeout = ms
			}
		}
	}
	if v := s.TimeoutValue; v == nil || toNumber(v) != timeout {
		callSetTimeout(s, timeout)
	}
	return keep
}

// keepAliveHint is the server's `Keep-Alive: timeout=`, in seconds.
func keepAliveHint(m *IncomingMessage) (float64, bool) {
	s, _ := m.field("keep-alive")
	rest, ok := strings.CutPrefix(s, "timeout=")
	if !ok {
		return 0, false
	}
	i := 0
	for i < len(rest) && rest[i] >= '0' && rest[i] <= '9' {
		i++
	}
	f, err := strconv.ParseFloat(rest[:i], 64)
	return f, err == nil
}

func (a *Agent) callReuse(s *net.Socket, r *ClientRequest) {
	if f := a.Override("reuseSocket"); f != nil {
		f.Call(a, s, r)
		return
	}
	a.ReuseSocket(s, r)
}

// ReuseSocket is reuseSocket(socket, req).
func (a *Agent) ReuseSocket(s *net.Socket, r *ClientRequest) {
	s.CallOff("error", freeSocketError)
	removeGuard(s)
	r.ReusedSocket = true
	s.Ref()
}

// setRequestSocket gives a request its socket.
func (a *Agent) setRequestSocket(r *ClientRequest, s *net.Socket) {
	r.callOnSocket(s, nil)
	if !r.timeoutSet || r.Timeout == zeroNaN(toNumber(option(a.Options, "timeout"))) {
		return
	}
	callSetTimeout(s, r.Timeout)
}

// Destroy is destroy(): every socket, in use or not.
func (a *Agent) Destroy() {
	for _, p := range []*pool[*net.Socket]{&a.FreeSockets, &a.Sockets} {
		p.Each(func(_ string, list []*net.Socket) {
			for _, s := range append([]*net.Socket(nil), list...) {
				s.CallDestroy(nil)
			}
		})
	}
}
