package net

import (
	"net/netip"

	"finishline/kernel"
	"finishline/node/realm"
	"finishline/node/versions"
)

// ListenOptions are what listen needs. Whoever reads them from a script has
// checked their types.
type ListenOptions struct {
	Port     int
	Host     string // "": every address
	Backlog  int    // 0: 511
	IPv6Only bool
	// Exclusive: a cluster's worker listens for itself.
	Exclusive bool
}

// Listen is listen(options, cb); cb may be nil. Without a host it binds at once;
// 'listening' or 'error' come on a tick.
func (v *Server) Listen(o ListenOptions, cb realm.Function) {
	if v.Handle != nil {
		v.env.Throw(errAlreadyListening())
	}
	if cb != nil {
		v.CallOnce("listening", cb)
	}
	v.listeningID++
	if o.Host == "" {
		v.listenInCluster(Address{}, o)
		return
	}
	id := v.listeningID
	Lookup(v.env, o.Host, 0, func(err *realm.Error, list []Address) {
		if id != v.listeningID && v.env.Has(versions.NetCloseInvalidatesListen) {
			return
		}
		if err != nil {
			v.Emit("error", err)
			return
		}
		v.listenInCluster(v.pick(list), o)
	})
}

// pick is the address to listen at: the first, if possible not link-local.
func (v *Server) pick(list []Address) Address {
	if v.env.Has(versions.NetListenLooksUpAll) {
		for _, a := range list {
			if ip, err := netip.ParseAddr(a.IP); err == nil && !(ip.Is6() && ip.IsLinkLocalUnicast()) {
				return a
			}
		}
	}
	return list[0]
}

// setupListenHandle is _listen2: bind, listen, and tell on a tick.
func (v *Server) setupListenHandle(a Address, o ListenOptions) {
	if v.Handle == nil {
		h, err := v.bind(&a, o)
		if err != 0 {
			v.failOnTick(uvHostPortError(err, "listen", a.IP, o.Port))
			return
		}
		v.Handle = h
	}
	backlog := o.Backlog
	if backlog == 0 {
		backlog = 511
	}
	h := v.Handle
	err := h.TCP.Listen(backlog, func(status kernel.Errno) {
		if status != 0 {
			v.env.Callback(func() { v.onConnection(status) })
			return
		}
		v.onConnection(0)
	})
	if err != 0 {
		h.Close(nil)
		v.Handle = nil
		v.failOnTick(uvHostPortError(err, "listen", a.IP, o.Port))
		return
	}
	v.env.World.Link(v.TraceObject(), "handle", h.TCP.Object(), 0)
	v.setState(serverListening)
	if v.unref {
		h.TCP.Unref()
	}
	v.env.NextTick(func() {
		if v.Handle != nil {
			v.Emit("listening")
		}
	})
}

func (v *Server) failOnTick(err *realm.Error) {
	v.env.NextTick(func() { v.Emit("error", err) })
}

// bind makes a bound handle; without an address it tries IPv6's unspecified one,
// then IPv4's, and tells in a which it was.
func (v *Server) bind(a *Address, o ListenOptions) (*Handle, kernel.Errno) {
	if a.IP != "" {
		return v.bindTo(*a, o)
	}
	*a = Address{"::", 6}
	if h, err := v.bindTo(*a, o); err == 0 {
		return h, 0
	}
	*a = Address{"0.0.0.0", 4}
	return v.bindTo(*a, o)
}

func (v *Server) bindTo(a Address, o ListenOptions) (*Handle, kernel.Errno) {
	h := NewHandle(v.env)
	if err := h.TCP.Bind(addrPort(a.IP, o.Port), o.IPv6Only && a.Family == 6); err != 0 {
		h.Close(nil)
		return nil, err
	}
	return h, 0
}
