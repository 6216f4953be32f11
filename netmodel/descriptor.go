package netmodel

import (
	"finishline/kernel"
	"finishline/sim"
)

var _ kernel.Forker = (*Process)(nil)

// descriptor is a process's entry for a socket. Nearly every socket has one;
// one that was inherited or sent to another process has several, and lives
// until the last is closed.
type descriptor struct {
	sock  *socket
	proc  *Process // nil once it is closed, and before accept
	fd    kernel.FD
	named sim.ObjID // the trace's name of the socket in proc, if it is not the socket's own
	watch watch
}

// object is the trace's name of the socket as its process knows it.
func (d *descriptor) object() sim.ObjID {
	if d.named != 0 {
		return d.named
	}
	return d.sock.obj
}

// install gives s the lowest free descriptor.
func (p *Process) install(s *socket) kernel.FD {
	fd := p.freeFD()
	p.installAt(fd, s)
	return fd
}

func (p *Process) freeFD() kernel.FD {
	fd := kernel.FD(firstFD)
	for int(fd) < len(p.fds) && p.fds[fd] != nil {
		fd++
	}
	return fd
}

// installAt makes fd refer to s.
func (p *Process) installAt(fd kernel.FD, s *socket) *descriptor {
	d := &s.descriptor
	if d.proc != nil {
		d = &descriptor{}
		s.others = append(s.others, d)
	}
	*d = descriptor{sock: s, proc: p, fd: fd}
	for int(fd) >= len(p.fds) {
		p.fds = append(p.fds, nil)
	}
	p.fds[fd] = d
	s.dead = false
	return d
}

func (p *Process) descriptor(fd kernel.FD) *descriptor {
	if int(fd) < len(p.fds) && fd >= 0 {
		return p.fds[fd]
	}
	return nil
}

// IsOpen reports whether fd refers to a socket.
func (p *Process) IsOpen(fd kernel.FD) bool { return p.descriptor(fd) != nil }

func (p *Process) socket(fd kernel.FD) *socket {
	if d := p.descriptor(fd); d != nil {
		return d.sock
	}
	return nil
}

// Close closes fd; with the last descriptor goes the socket.
func (p *Process) Close(fd kernel.FD) kernel.Errno {
	c := p.begin(fd, "close")
	if c.s == nil {
		return c.result(kernel.EBADF)
	}
	d := p.fds[fd]
	p.ready.remove(d)
	p.fds[fd] = nil
	if d == &c.s.descriptor && len(c.s.others) == 0 && c.s.passing == 0 {
		d.watch = watch{}
		c.s.close()
		c.finish(0, 0)
		return 0
	}
	c.s.release(d)
	return c.result(0)
}

// release takes one of several references away.
func (s *socket) release(d *descriptor) {
	if d == &s.descriptor {
		if len(s.others) == 0 {
			*d = descriptor{sock: s} // a message on its way holds the socket
			return
		}
		next := s.others[0]
		queued := next.watch.queued
		next.proc.ready.remove(next) // the list knows it by its address
		*d, s.others = *next, s.others[1:]
		d.proc.fds[d.fd] = d
		if queued {
			d.proc.ready.push(d)
		}
		s.moved()
		return
	}
	for i, o := range s.others {
		if o == d {
			s.others = append(s.others[:i:i], s.others[i+1:]...)
			break
		}
	}
	s.moved()
}

// moved gives a socket that only one process has left that process's name for it.
func (s *socket) moved() {
	if len(s.others) == 0 && s.passing == 0 && s.named != 0 {
		s.obj, s.named = s.named, 0
	}
}

// CloseHandles closes everything but the standard streams, in the order of the descriptors.
func (p *Process) CloseHandles() {
	for fd := firstFD; fd < len(p.fds); fd++ {
		if p.fds[fd] != nil {
			p.Close(kernel.FD(fd))
		}
	}
}

// Exit ends the process: its descriptors are closed, the highest first, because
// the kernel puts the files' release off to task work, which is a stack
// (kernel/task_work.c; seen with six connections of a killed server).
func (p *Process) Exit() {
	p.exited = true
	for fd := len(p.fds) - 1; fd >= 0; fd-- {
		if p.fds[fd] != nil {
			p.Close(kernel.FD(fd))
		}
	}
	if p.fill.page != nil {
		p.fill.page.release()
		p.fill.page = nil
	}
}
