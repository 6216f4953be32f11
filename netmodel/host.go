package netmodel

import (
	"net/netip"

	"finishline/kernel"
	"finishline/sim"
)

// Host is a machine: addresses, ports and the connections between them.
type Host struct {
	net   *Network
	name  string
	id    int
	obj   sim.ObjID
	addrs []netip.Addr
	links []*link
	conns map[tuple]*socket // every connection, TIME_WAIT and half-open ones included
	ports map[uint16]*port
	// Names are further names of the host, for the network's name service.
	Names []string
	// The next ephemeral port of each kind, see ephemeralPort.
	nextConnect, nextBind uint16
}

// tuple names a connection as its host sees it.
type tuple struct{ local, remote netip.AddrPort }

// Name is the host's name.
func (h *Host) Name() string { return h.name }

// AddAddr gives the host one more address.
func (h *Host) AddAddr(addr netip.Addr) {
	addr = addr.Unmap()
	if h.net.byAddr == nil {
		h.net.byAddr = make(map[netip.Addr]*Host)
	}
	h.net.byAddr[addr] = h
	h.addrs = append(h.addrs, addr)
}

// NewProcess adds a process with no descriptors.
func (h *Host) NewProcess(name string) *Process {
	n := h.net
	n.procs++
	p := &Process{net: n, host: h, name: name, id: sim.ProcID(n.procs)}
	defer n.w.SetProc(n.w.SetProc(p.id))
	p.obj = n.w.NewObject("process", name, h.obj)
	if n.w.Observing() {
		n.processes = append(n.processes, p)
	}
	return p
}

// owns reports whether addr is one of the host's own.
func (h *Host) owns(addr netip.Addr) bool {
	if addr.IsLoopback() {
		return true
	}
	for _, a := range h.addrs {
		if a == addr {
			return true
		}
	}
	return false
}

// linkTo is the link towards addr, or nil if no host has it.
func (h *Host) linkTo(addr netip.Addr) *link {
	if h.owns(addr) {
		return h.net.linkBetween(h, h)
	}
	if to := h.net.byAddr[addr]; to != nil {
		return h.net.linkBetween(h, to)
	}
	return nil
}

// sourceFor picks the local address for talking to remote.
func (h *Host) sourceFor(remote netip.Addr) (netip.Addr, kernel.Errno) {
	if h.owns(remote) {
		if remote.IsLoopback() && remote.Is4() {
			return netip.AddrFrom4([4]byte{127, 0, 0, 1}), 0
		}
		return remote, 0
	}
	for _, a := range h.addrs {
		if a.Is4() == remote.Is4() {
			return a, 0
		}
	}
	return netip.Addr{}, kernel.ENETUNREACH
}

// input takes a segment that has arrived to the socket it is for.
func (h *Host) input(p *packet) {
	w := h.net.w
	s := h.conns[tuple{p.to, p.from}]
	if s == nil {
		s = h.listener(p.to)
	}
	if s == nil {
		if w.Tracing() {
			p.emit(sim.KindSegmentDropped, h.obj, "no socket")
		}
		h.resetUnknown(p)
		h.net.freePacket(p)
		return
	}
	if s.owned {
		s.postpone(p)
		return
	}
	s.receive(p)
}

// listener finds who accepts connections to addr: a socket bound to exactly
// this address before one bound to all, and IPv4 before dual-stack
// (net/ipv4/inet_hashtables.c, compute_score).
func (h *Host) listener(addr netip.AddrPort) *socket {
	b := h.ports[addr.Port()]
	if b == nil {
		return nil
	}
	var best *socket
	bestScore := 0
	for _, s := range b.listeners {
		if score := s.listenScore(addr.Addr()); score > bestScore {
			best, bestScore = s, score
		}
	}
	return best
}

func (s *socket) listenScore(to netip.Addr) int {
	la := s.local.Addr()
	switch {
	case la == to:
		return 4
	case !la.IsUnspecified():
		return 0
	case to.Is4() && !s.v6:
		return 3
	case to.Is4() && s.v6only:
		return 0
	case to.Is4() != la.Is4() && !s.v6:
		return 0
	}
	return 2
}
