package http

import (
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/timers"
)

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
