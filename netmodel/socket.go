package netmodel

import (
	"net/netip"

	"finishline/kernel"
	"finishline/sim"
)

// socket is a TCP socket: a listener, a connection, or neither yet.
type socket struct {
	descriptor               // the first one
	others     []*descriptor // further ones, in processes that inherited it or were sent it
	passing    int           // messages on their way that hold it

	net  *Network
	host *Host
	id   int
	obj  sim.ObjID
	pair *pair // one end of a socket pair; then nothing below but err is used

	state  state
	phase  phase
	local  netip.AddrPort // IPv4-mapped addresses are unmapped
	remote netip.AddrPort
	link   *link // towards remote

	v6, v6only, reuse, nodelay, keepalive bool
	linger                                int // seconds, -1: off
	keepidle                              int

	owned   bool         // in a system call; segments go to backlog
	dead    bool         // no descriptor any more (SOCK_DEAD)
	hashed  bool         // in host.conns
	err     kernel.Errno // pending error (sk_err)
	rdShut  bool
	wrShut  bool
	backlog packetQueue

	port               *port
	portLocked         bool // bind named the port (SOCK_BINDPORT_LOCK)
	addrLocked         bool // bind named the address (SOCK_BINDADDR_LOCK)
	bindPrev, bindNext *socket

	// A listener's queue of connections to accept, threaded through acceptNext.
	accept     struct{ head, tail *socket }
	queued     int // in accept
	maxQueued  int
	acceptNext *socket
	parent     *socket // the listener, until accepted

	past uint64 // of a socket pair: what happened to it, for Fingerprint
	cut  bool   // exploration took its last write in part, or not at all

	sender
	receiver
	memory
	retransmit, delayedAck, life timer
	busy                         timer // armed while a slow program is at what it read; see slow.go
}

func (n *Network) newSocket(h *Host, v6 bool) *socket {
	n.socks++
	s := &socket{net: n, host: h, id: n.socks, v6: v6, linger: -1, keepidle: 7200, dead: true}
	s.sock = s
	s.sndbuf, s.rcvbuf = n.cfg.SndBuf.Default, n.cfg.RcvBuf.Default
	s.initTimers()
	if n.w.Observing() {
		n.sockets = append(n.sockets, s)
	}
	return s
}

// hash makes segments of the connection find s.
func (s *socket) hash() {
	if s.host.conns == nil {
		s.host.conns = make(map[tuple]*socket)
	}
	s.host.conns[tuple{s.local, s.remote}] = s
	s.hashed = true
}

// unhash makes segments find it no more.
func (s *socket) unhash() {
	if s.hashed {
		delete(s.host.conns, tuple{s.local, s.remote})
		s.hashed = false
	}
}
