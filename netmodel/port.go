package netmodel

import (
	"net/netip"

	"finishline/kernel"
)

// port is everything that is bound to one port number of a host.
type port struct {
	num       uint16
	first     *socket // through bindNext
	listeners []*socket
}

// Ephemeral ports (net.ipv4.ip_local_port_range). Linux draws them at random,
// connect preferring those of the low bound's parity and bind the others
// (net/ipv4/inet_hashtables.c, __inet_hash_connect); here they are taken in
// sequence, each kind from its own half.
const (
	firstEphemeral = 32768
	lastEphemeral  = 60999
	ephemeralPairs = (lastEphemeral - firstEphemeral + 1) / 2
)

// ephemeralPort finds a port that ok accepts, or 0.
func (h *Host) ephemeralPort(next *uint16, odd uint16, ok func(uint16) bool) uint16 {
	for range ephemeralPairs {
		p := firstEphemeral + 2*(*next) + odd
		*next = (*next + 1) % ephemeralPairs
		if ok(p) {
			return p
		}
	}
	return 0
}

// bindTo puts s into the bucket of its port.
func (h *Host) bindTo(s *socket, num uint16) {
	b := h.ports[num]
	if b == nil {
		if h.ports == nil {
			h.ports = make(map[uint16]*port)
		}
		b = &port{num: num}
		h.ports[num] = b
	}
	s.port = b
	s.bindPrev, s.bindNext = nil, b.first
	if b.first != nil {
		b.first.bindPrev = s
	}
	b.first = s
}

// unbind takes s out of its bucket.
func (s *socket) unbind() {
	b := s.port
	if b == nil {
		return
	}
	if s.bindPrev != nil {
		s.bindPrev.bindNext = s.bindNext
	} else {
		b.first = s.bindNext
	}
	if s.bindNext != nil {
		s.bindNext.bindPrev = s.bindPrev
	}
	s.port, s.bindNext, s.bindPrev = nil, nil, nil
	if b.first == nil {
		delete(s.host.ports, b.num)
	}
}

// conflicts reports whether s may not share its port with another socket that
// holds it (net/ipv4/inet_connection_sock.c, inet_csk_bind_conflict): sockets
// share a port on overlapping addresses only if both have SO_REUSEADDR and
// the other does not listen.
func (b *port) conflicts(s *socket, addr netip.Addr) bool {
	for o := b.first; o != nil; o = o.bindNext {
		if o == s || !overlap(s, addr, o, o.local.Addr()) {
			continue
		}
		if s.reuse && o.reuse && o.state != listening {
			continue
		}
		return true
	}
	return false
}

// overlap reports whether two bound addresses have one in common.
func overlap(s *socket, a netip.Addr, o *socket, b netip.Addr) bool {
	if a.Is4() == b.Is4() {
		return a == b || a.IsUnspecified() || b.IsUnspecified()
	}
	// One is IPv6: it reaches IPv4 only as a dual-stack wildcard.
	if a.Is4() {
		return b.IsUnspecified() && !o.v6only
	}
	return a.IsUnspecified() && !s.v6only
}

// Bind gives fd a local address; port 0 picks an ephemeral one.
func (p *Process) Bind(fd kernel.FD, addr netip.AddrPort) kernel.Errno {
	c := p.begin(fd, "bind")
	c.about(addr)
	if c.s == nil {
		return c.result(kernel.EBADF)
	}
	return c.result(c.s.bind(addr))
}

func (s *socket) bind(addr netip.AddrPort) kernel.Errno {
	ip, errno := s.family(addr.Addr())
	if errno != 0 {
		return errno
	}
	// IPv6 looks at the socket before the address, IPv4 after
	// (net/ipv6/af_inet6.c and net/ipv4/af_inet.c, inet_bind).
	active := s.state != closed || s.port != nil
	switch {
	case s.v6 && active, s.v6only && ip.Is4():
		return kernel.EINVAL
	case !ip.IsUnspecified() && !s.host.owns(ip):
		return kernel.EADDRNOTAVAIL
	case active:
		return kernel.EINVAL
	}
	if errno := s.bindPort(ip, addr.Port()); errno != 0 {
		s.local = netip.AddrPortFrom(s.anyAddr(), s.local.Port())
		return errno
	}
	s.addrLocked = s.addrLocked || !ip.IsUnspecified()
	s.portLocked = s.portLocked || addr.Port() != 0
	return 0
}

// bindPort binds to ip and num, or to a free port if num is 0.
func (s *socket) bindPort(ip netip.Addr, num uint16) kernel.Errno {
	h := s.host
	if num == 0 {
		num = h.ephemeralPort(&h.nextBind, 1, func(p uint16) bool {
			b := h.ports[p]
			return b == nil || !b.conflicts(s, ip)
		})
		if num == 0 {
			return kernel.EADDRINUSE
		}
	} else if b := h.ports[num]; b != nil && b.conflicts(s, ip) {
		return kernel.EADDRINUSE
	}
	s.local = netip.AddrPortFrom(ip, num)
	h.bindTo(s, num)
	return 0
}

// family checks that addr suits the socket and returns it as the network
// knows it, IPv4-mapped addresses as IPv4.
func (s *socket) family(addr netip.Addr) (netip.Addr, kernel.Errno) {
	if !addr.IsValid() {
		return addr, kernel.EINVAL
	}
	if !s.v6 && !addr.Is4() {
		return addr, kernel.EAFNOSUPPORT
	}
	return addr.Unmap(), 0
}
