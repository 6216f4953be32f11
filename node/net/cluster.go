package net

import (
	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/uv"
)

// ClusterQuery is what a worker's server asks the primary of its cluster.
type ClusterQuery struct {
	Address  string // "": none was given
	Port     int
	Family   int // 4 or 6
	IPv6Only bool
	Backlog  int
}

// ClusterAnswer is what it gets: an error, the address at which the primary
// accepts for it, or the bound socket.
type ClusterAnswer struct {
	Errno  kernel.Errno
	At     Endpoint
	Handle *Handle
	Closed func() // to be called when the server closes
}

// listenInCluster listens, in a worker through the primary.
func (v *Server) listenInCluster(a Address, o ListenOptions) {
	ask := SettingsOf(v.env).Cluster
	if ask == nil || o.Exclusive {
		v.setupListenHandle(a, o)
		return
	}
	q := ClusterQuery{Address: a.IP, Port: o.Port, Family: 4, IPv6Only: o.IPv6Only, Backlog: o.Backlog}
	if a.Family != 0 {
		q.Family = a.Family
	}
	id := v.listeningID
	ask(v, q, func(r ClusterAnswer) {
		h := r.Handle
		switch {
		case r.Errno != 0:
			v.Emit("error", hostPortError(r.Errno, "bind", a.IP, o.Port, ""))
			return
		case h == nil:
			h = &Handle{TCP: uv.NewStandIn(v.env.Loop, addrPort(r.At.Address, r.At.Port)), env: v.env}
			h.noteOrigin()
		}
		h.closed = r.Closed
		if id != v.listeningID {
			h.Close(nil)
			return
		}
		v.Handle = h
		v.setupListenHandle(a, o)
	})
}

// Distribute makes the server give its connections to fn instead of taking them.
func (v *Server) Distribute(fn func(h *Handle)) { v.distribute = fn }

// Take is a connection that the cluster's primary accepted for this server.
func (v *Server) Take(h *Handle) {
	v.env.Callback(func() { v.accept(h) })
}

// Bind makes a handle that is bound, for workers to listen on.
func Bind(e *env.Env, a Address, port int, v6only bool) (*Handle, kernel.Errno) {
	v := NewServer(e, ServerOptions{}, nil)
	return v.bind(&a, ListenOptions{Port: port, IPv6Only: v6only})
}
