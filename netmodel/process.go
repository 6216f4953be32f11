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
	fds    []*socket // index is fd - firstFD
	ready  watchList // epoll's ready list
	fill   fill
	exited bool
}

// firstFD is what the first socket gets: 0, 1 and 2 are the standard streams.
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

// Exit ends the process: its descriptors are closed in ascending order, as
// exit_files does.
func (p *Process) Exit() {
	p.exited = true
	for i := range p.fds {
		if p.fds[i] != nil {
			p.Close(kernel.FD(i + firstFD))
		}
	}
	if p.fill.page != nil {
		p.fill.page.release()
		p.fill.page = nil
	}
}

// Exited reports whether Exit was called.
func (p *Process) Exited() bool { return p.exited }

// install gives s the lowest free descriptor.
func (p *Process) install(s *socket) kernel.FD {
	i := 0
	for i < len(p.fds) && p.fds[i] != nil {
		i++
	}
	if i == len(p.fds) {
		p.fds = append(p.fds, nil)
	}
	p.fds[i] = s
	s.proc, s.fd, s.dead = p, kernel.FD(i+firstFD), false
	return s.fd
}

func (p *Process) socket(fd kernel.FD) *socket {
	if i := int(fd) - firstFD; i >= 0 && i < len(p.fds) {
		return p.fds[i]
	}
	return nil
}

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
	if s := p.socket(fd); s != nil {
		return s.obj
	}
	return 0
}

// LocalAddr is getsockname.
func (p *Process) LocalAddr(fd kernel.FD) (netip.AddrPort, kernel.Errno) {
	s := p.socket(fd)
	if s == nil {
		return netip.AddrPort{}, kernel.EBADF
	}
	return s.shown(s.local), 0
}

// PeerAddr is getpeername.
func (p *Process) PeerAddr(fd kernel.FD) (netip.AddrPort, kernel.Errno) {
	s := p.socket(fd)
	if s == nil {
		return netip.AddrPort{}, kernel.EBADF
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
