package netmodel

import (
	"net/netip"
	"slices"

	"finishline/kernel"
)

// Fork makes a process on the same host.
func (p *Process) Fork(name string, files []kernel.FD) kernel.Forker {
	child := p.host.NewProcess(name)
	w := p.net.w
	prev := w.SetProc(p.id)
	w.Link(p.obj, "child process", child.obj, 0)
	w.SetProc(prev)
	for fd, from := range files {
		if s := p.socket(from); s != nil {
			child.receive(kernel.FD(fd), s)
		}
	}
	return child
}

// receive makes fd refer to a socket that was another process's, or still is
// too. The trace knows it by another name then, since an object has one process.
func (p *Process) receive(fd kernel.FD, s *socket) {
	d := p.installAt(fd, s)
	w := p.net.w
	if !w.Tracing() {
		return
	}
	defer w.SetProc(w.SetProc(p.id))
	old := s.obj
	d.named = w.NewObject("socket", w.Trace().String(w.Trace().Object(old).Name), p.obj)
	w.Link(d.named, "socket of another process", old, 0)
}

// ChoosesProcess reports whether exploration decides which process runs.
func (p *Process) ChoosesProcess() bool { return p.net.cfg.Explore&ExploreProcess != 0 }

// StallsProcess reports whether exploration decides when a process gets its processor.
func (p *Process) StallsProcess() bool { return p.net.cfg.Explore&ExploreStall != 0 }

// Resolve finds the addresses of a host by its name, if the network has a name
// service.
func (p *Process) Resolve(name string) []netip.Addr {
	if p.net.cfg.Names {
		for _, h := range p.net.hosts {
			if h.name == name || slices.Contains(h.Names, name) {
				return h.addrs
			}
		}
	}
	return nil
}

// WritePassing writes bufs with a descriptor of p's that goes along.
func (p *Process) WritePassing(fd kernel.FD, bufs [][]byte, passed kernel.FD) (int, kernel.Errno) {
	c := p.begin(fd, "sendmsg")
	c.size = size(bufs)
	s := p.socket(passed)
	if c.s == nil || c.s.pair == nil || s == nil {
		return c.end(0, kernel.EBADF)
	}
	return c.end(c.s.writePair(bufs, s))
}

// ReadPassing reads, and installs the descriptor that came along.
func (p *Process) ReadPassing(fd kernel.FD, buf []byte) (int, kernel.FD, kernel.Errno) {
	c := p.begin(fd, "recvmsg")
	c.size = len(buf)
	if c.s == nil || c.s.pair == nil {
		n, errno := c.end(0, kernel.EBADF)
		return n, -1, errno
	}
	n, m, errno := c.s.readPair(buf)
	got := kernel.FD(-1)
	if s := m.sock; s != nil {
		got = p.freeFD()
		p.receive(got, s)
		s.passing--
		s.moved()
	}
	c.end(n, errno)
	return n, got, errno
}
