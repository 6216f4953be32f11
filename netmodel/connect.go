package netmodel

import (
	"net/netip"

	"finishline/kernel"
	"finishline/sim"
)

// phase is what the socket layer above TCP remembers of connect (struct
// socket's state), which decides what connect says next.
type phase uint8

const (
	unconnected   phase = iota
	connecting          // connect returned EINPROGRESS and was not asked again
	connected           // accepted, or a second connect reported the outcome
	disconnecting       // shut down while connecting
)

// Connect starts a connection. On loopback the handshake is over when the call
// returns, and yet it returns EINPROGRESS: the socket, busy in the call, takes
// the SYN+ACK only on the way out (observed with strace on Linux 6.18; net/ipv4/af_inet.c,
// __inet_stream_connect).
func (p *Process) Connect(fd kernel.FD, addr netip.AddrPort) kernel.Errno {
	c := p.begin(fd, "connect")
	c.about(addr)
	if c.s == nil {
		return c.result(kernel.EBADF)
	}
	return c.result(c.s.connect(addr))
}

func (s *socket) connect(addr netip.AddrPort) kernel.Errno {
	errno := kernel.EALREADY
	switch s.phase {
	case connected:
		return kernel.EISCONN
	case disconnecting:
		return kernel.EINVAL
	case unconnected:
		if s.state != closed {
			return kernel.EISCONN
		}
		if e := s.startConnect(addr); e != 0 {
			return e
		}
		s.phase = connecting
		errno = kernel.EINPROGRESS
	}
	if s.state == synSent || s.state == synReceived {
		return errno
	}
	if s.gone() {
		e := s.takeError()
		if e == 0 {
			e = kernel.ECONNABORTED
		}
		s.phase = unconnected
		s.disconnect()
		return e
	}
	s.phase = connected
	return 0
}

// gone reports whether the connection is over for the program. In TIME_WAIT
// only the address pair lives on; the socket itself is TCP_CLOSE to Linux.
func (s *socket) gone() bool { return s.state == closed || s.state == timeWait }

// startConnect chooses addresses and sends the SYN.
func (s *socket) startConnect(addr netip.AddrPort) kernel.Errno {
	ip, errno := s.family(addr.Addr())
	if errno != 0 {
		return errno
	}
	ip = s.destination(ip)
	if s.v6only && ip.Is4() {
		return kernel.ENETUNREACH
	}
	if s.v6 && s.local.Addr().Is4() && !ip.Is4() {
		return kernel.EAFNOSUPPORT // bound to an IPv4-mapped address
	}
	src := s.local.Addr()
	if !src.IsValid() || src.IsUnspecified() {
		if src, errno = s.host.sourceFor(ip); errno != 0 {
			return errno
		}
	} else if src.Is4() != ip.Is4() {
		return kernel.ENETUNREACH
	}
	remote := netip.AddrPortFrom(ip, addr.Port())
	local := netip.AddrPortFrom(src, s.local.Port())
	if local, errno = s.claim(local, remote); errno != 0 {
		return errno
	}
	s.local, s.remote = local, remote
	s.link = s.host.linkTo(ip)
	s.hash()
	s.startSender()
	s.setState(synSent)
	s.sendSyn()
	return 0
}

// destination is where a packet to ip goes: the unspecified address means
// this host.
func (s *socket) destination(ip netip.Addr) netip.Addr {
	switch {
	case ip == netip.IPv4Unspecified(), ip == netip.IPv6Unspecified() && s.local.Addr().Is4():
		return netip.AddrFrom4([4]byte{127, 0, 0, 1})
	case ip == netip.IPv6Unspecified():
		return netip.IPv6Loopback()
	}
	return ip
}

// claim makes the address pair unique, picking an ephemeral port if none is bound.
func (s *socket) claim(local, remote netip.AddrPort) (netip.AddrPort, kernel.Errno) {
	h := s.host
	free := func(num uint16) bool {
		o := h.conns[tuple{netip.AddrPortFrom(local.Addr(), num), remote}]
		return o == nil || o.state == timeWait && o.recyclable()
	}
	if s.port != nil {
		if !free(local.Port()) {
			return local, kernel.EADDRNOTAVAIL
		}
		return local, 0
	}
	num := h.ephemeralPort(&h.nextConnect, 0, func(num uint16) bool {
		b := h.ports[num]
		return free(num) && (b == nil || b.onlyConnected())
	})
	if num == 0 {
		return local, kernel.EADDRNOTAVAIL
	}
	h.bindTo(s, num)
	s.autoBound = true
	return netip.AddrPortFrom(local.Addr(), num), 0
}

// onlyConnected reports whether connect may share the port: nobody bound it
// (inet_bind_bucket.fastreuse is -1).
func (b *port) onlyConnected() bool {
	for s := b.first; s != nil; s = s.bindNext {
		if !s.autoBound {
			return false
		}
	}
	return true
}

// recyclable reports whether connect may take over an address pair in
// TIME_WAIT: on loopback after a second (net.ipv4.tcp_tw_reuse = 2).
func (s *socket) recyclable() bool {
	return s.remote.Addr().IsLoopback() && s.net.w.Now().Sub(s.waitSince) > sim.Duration(1e9)
}
