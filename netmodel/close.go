package netmodel

import (
	"net/netip"

	"finishline/kernel"
	"finishline/sim"
)

const (
	timeWaitLength = sim.Duration(60e9) // TCP_TIMEWAIT_LEN
	finTimeout     = sim.Duration(60e9) // net.ipv4.tcp_fin_timeout
)

// Shutdown shuts one or both sides (net/ipv4/af_inet.c, inet_shutdown).
func (p *Process) Shutdown(fd kernel.FD, how kernel.How) kernel.Errno {
	c := p.begin(fd, "shutdown")
	c.size = int(how)
	if c.s == nil {
		return c.result(kernel.EBADF)
	}
	if c.s.pair != nil {
		c.s.shutdownPair(how != kernel.ShutWr, how != kernel.ShutRd)
		return c.result(0)
	}
	return c.result(c.s.shutdown(how != kernel.ShutWr, how != kernel.ShutRd))
}

func (s *socket) shutdown(rd, wr bool) (errno kernel.Errno) {
	if s.phase == connecting {
		s.phase = connected
		if s.state == synSent || s.state == synReceived || s.gone() {
			s.phase = disconnecting
		}
	}
	switch {
	case s.state == listening && !rd:
	case s.state == listening || s.state == synSent:
		s.disconnect()
		s.phase = unconnected
	default:
		if s.gone() {
			errno = kernel.ENOTCONN
		}
		s.rdShut = s.rdShut || rd
		s.wrShut = s.wrShut || wr
		if wr && s.state != synReceived && s.startClosing() {
			s.sendFin()
		}
	}
	s.wake(wakeAll)
	return errno
}

// startClosing moves the state on because our side is shut, and reports
// whether that calls for a FIN (net/ipv4/tcp.c, new_state).
func (s *socket) startClosing() bool {
	switch s.state {
	case established, synReceived:
		s.setState(finWait1)
	case closeWait:
		s.setState(lastAck)
	default:
		return false
	}
	return true
}

// close is what remains to be done once the last descriptor is gone. The socket
// stays owned until its backlog is taken (net/ipv4/tcp.c, __tcp_close).
func (s *socket) close() {
	if s.pair != nil {
		s.closePair()
		return
	}
	s.rdShut, s.wrShut = true, true
	switch {
	case s.state == listening:
		s.stopListening()
		s.setState(closed)
	case s.gone():
		s.purgeReceived()
	case s.purgeReceived():
		// RFC 2525, section 2.17: data was lost, so say it.
		s.setState(closed)
		s.sendReset()
	case s.linger == 0:
		s.disconnect()
	default:
		if s.startClosing() {
			s.sendFin()
		} else if s.state == synSent {
			s.setState(closed)
		}
	}
	s.dead = true
	s.leave()
	switch s.state {
	case finWait2:
		s.rest(finTimeout)
	case closed:
		s.destroy()
	}
}

// rest starts the last timer: 60 s in FIN_WAIT2 without an owner, or TIME_WAIT.
func (s *socket) rest(d sim.Duration) {
	s.retransmit.stop()
	s.delayedAck.stop()
	s.waitSince = s.net.w.Now()
	s.life.set(s.net.w.Now().Add(d))
}

// enterTimeWait leaves the address pair to rest (net/ipv4/tcp_minisocks.c,
// tcp_time_wait). If a program still has the socket, the pair rests on its
// own and the socket is closed.
func (s *socket) enterTimeWait() {
	s.setState(timeWait)
	s.purgeSent()
	s.rest(timeWaitLength)
	if s.dead {
		return
	}
	s.unhash()
	t := s.net.newSocket(s.host, s.v6)
	t.obj, t.local, t.remote, t.link, t.reuse = s.obj, s.local, s.remote, s.link, s.reuse
	t.autoBound, t.state = s.autoBound, timeWait
	t.rcvNxt, t.rcvWup, t.rcvWnd, t.nxt, t.una, t.writeSeq = s.rcvNxt, s.rcvWup, s.rcvWnd, s.nxt, s.una, s.writeSeq
	s.host.bindTo(t, s.port.num)
	t.hash()
	t.rest(timeWaitLength)
	s.state = closed // untraced: what the trace follows is the connection
	s.stopTimers()
	if !s.portLocked {
		s.unbind()
	}
	s.rdShut, s.wrShut = true, true
	s.wake(wakeAll)
}

// done ends the connection for good (tcp_done).
func (s *socket) done() {
	s.setState(closed)
	s.rdShut, s.wrShut = true, true
	if s.dead {
		s.destroy()
	} else {
		s.wake(wakeAll)
	}
}

// fail ends it with an error (tcp_reset, tcp_write_err).
func (s *socket) fail(errno kernel.Errno) {
	s.err = errno
	s.purgeSent()
	s.done()
	if !s.dead {
		s.wake(kernel.Err)
	}
}

// abort resets a connection that no program has (inet_child_forget).
func (s *socket) abort() {
	s.dead = true
	s.disconnect()
	s.destroy()
}

// disconnect makes s a fresh socket again, resetting the connection if there
// is one (net/ipv4/tcp.c, tcp_disconnect).
func (s *socket) disconnect() {
	from := s.state
	if from == listening {
		s.stopListening()
	}
	s.setState(closed)
	switch from {
	case synReceived, established, closeWait, finWait1, finWait2:
		s.sendReset()
		s.err = kernel.ECONNRESET
	case closing, lastAck:
		if s.nxt != s.writeSeq {
			s.sendReset()
			s.err = kernel.ECONNRESET
		}
	case synSent:
		s.err = kernel.ECONNRESET
	}
	s.purgeReceived()
	s.purgeSent()
	s.remote = netip.AddrPort{}
	if !s.addrLocked {
		s.local = netip.AddrPortFrom(s.anyAddr(), s.local.Port())
	}
	s.rdShut, s.wrShut, s.finSeen = false, false, false
	s.copied = s.rcvNxt
	s.wake(kernel.Err)
}

// destroy lets go of everything. Segments find the socket no more.
func (s *socket) destroy() {
	s.setState(closed)
	s.stopTimers()
	s.busy.stop() // it outlives the connection, as what was not read does
	s.unhash()
	s.unbind()
	s.purgeReceived()
	s.purgeSent()
}

// lifeDue ends FIN_WAIT2 and TIME_WAIT.
func (s *socket) lifeDue() {
	if s.state == finWait2 && s.dead || s.state == timeWait {
		s.destroy()
	}
}
