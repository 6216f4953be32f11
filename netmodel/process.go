package netmodel

import (
	"net/netip"

	"finishline/kernel"
	"finishline/sim"
)

// Process is one program's view of its host: a descriptor table and a poller.
// It implements kernel.Kernel and kernel.Waiter.
type Process struct {
	net    *Network
	host   *Host
	name   string
	id     sim.ProcID
	obj    sim.ObjID
	fds    []*descriptor
	ready  watchList // epoll's ready list
	fill   fill
	past   uint64 // what it was shown, for Fingerprint
	woken  sim.Time
	exited bool
}

// firstFD is what the first socket gets: 0, 1 and 2 are the standard streams.
// Where nothing is installed there they lead out of the simulation.
const firstFD = 3

var (
	_ kernel.Kernel = (*Process)(nil)
	_ kernel.Waiter = (*Process)(nil)
)

// ID is the process's name in the trace.
func (p *Process) ID() sim.ProcID { return p.id }

// Name is the process's name.
func (p *Process) Name() string { return p.name }

// Host is where the process runs.
func (p *Process) Host() *Host { return p.host }

// TraceObject is the process as an object of the trace.
func (p *Process) TraceObject() sim.ObjID { return p.obj }

// Now is the virtual time.
func (p *Process) Now() sim.Time { return p.net.w.Now() }

// Exited reports whether Exit was called.
func (p *Process) Exited() bool { return p.exited }

// Socket makes a TCP socket.
func (p *Process) Socket(v6 bool) (kernel.FD, kernel.Errno) {
	s := p.net.newSocket(p.host, v6)
	fd := p.install(s)
	s.name()
	c := p.begin(fd, "socket")
	c.end(int(fd), 0)
	return fd, 0
}

// Object is the trace's name of fd.
func (p *Process) Object(fd kernel.FD) sim.ObjID {
	if d := p.descriptor(fd); d != nil {
		return d.object()
	}
	return 0
}

// LocalAddr is getsockname.
func (p *Process) LocalAddr(fd kernel.FD) (netip.AddrPort, kernel.Errno) {
	s := p.socket(fd)
	switch {
	case s == nil:
		return netip.AddrPort{}, kernel.EBADF
	case s.pair != nil:
		return netip.AddrPort{}, kernel.EOPNOTSUPP
	}
	return s.shown(s.local), 0
}

// PeerAddr is getpeername.
func (p *Process) PeerAddr(fd kernel.FD) (netip.AddrPort, kernel.Errno) {
	s := p.socket(fd)
	switch {
	case s == nil:
		return netip.AddrPort{}, kernel.EBADF
	case s.pair != nil:
		return netip.AddrPort{}, kernel.EOPNOTSUPP
	}
	if !s.remote.IsValid() || s.state == closed || s.state == synSent || s.state == listening {
		return netip.AddrPort{}, kernel.ENOTCONN
	}
	return s.shown(s.remote), 0
}

// shown is addr as the program sees it: on an IPv6 socket, IPv4 is mapped.
func (s *socket) shown(addr netip.AddrPort) netip.AddrPort {
	switch {
	case !addr.IsValid():
		return netip.AddrPortFrom(s.anyAddr(), addr.Port())
	case s.v6 && addr.Addr().Is4():
		return netip.AddrPortFrom(netip.AddrFrom16(addr.Addr().As16()), addr.Port())
	}
	return addr
}

// anyAddr is the wildcard of the socket's family.
func (s *socket) anyAddr() netip.Addr {
	if s.v6 {
		return netip.IPv6Unspecified()
	}
	return netip.IPv4Unspecified()
}

// Wait steps the world until something is ready or the clock is at deadline.
func (p *Process) Wait(deadline sim.Time) bool {
	w := p.net.w
	for {
		switch {
		case p.Runnable() || w.Now() >= deadline:
			return true
		case w.Step(deadline):
		case deadline == sim.Never:
			return false
		default:
			w.AdvanceTo(deadline)
		}
	}
}
