package netmodel

import (
	"net/netip"

	"finishline/kernel"
)

// Listen starts or changes listening (net/ipv4/af_inet.c, inet_listen).
func (p *Process) Listen(fd kernel.FD, backlog int) kernel.Errno {
	c := p.begin(fd, "listen")
	c.size = backlog
	if c.s == nil {
		return c.result(kernel.EBADF)
	}
	errno := c.s.listen(backlog)
	if errno == 0 {
		c.about(c.s.local) // a port that was asked for as 0 is known now
	}
	return c.result(errno)
}

func (s *socket) listen(backlog int) kernel.Errno {
	if s.phase != unconnected || s.state != closed && s.state != listening {
		return kernel.EINVAL
	}
	// The kernel compares as unsigned: a negative backlog is the largest.
	if backlog < 0 || backlog > s.net.cfg.Somaxconn {
		backlog = s.net.cfg.Somaxconn
	}
	s.maxQueued = backlog
	if s.state == listening {
		return 0
	}
	if s.port == nil {
		ip := s.local.Addr()
		switch {
		case ip.IsValid():
		case s.v6:
			ip = netip.IPv6Unspecified()
		default:
			ip = netip.IPv4Unspecified()
		}
		if errno := s.bindPort(ip, 0); errno != 0 {
			return errno
		}
	} else if s.port.conflicts(s, s.local.Addr()) {
		return kernel.EADDRINUSE
	}
	s.port.listeners = append(s.port.listeners, s)
	s.setState(listening)
	return 0
}

// stopListening takes s off its port and resets the connections that nobody
// accepted (net/ipv4/inet_connection_sock.c, inet_csk_listen_stop).
func (s *socket) stopListening() {
	ls := s.port.listeners
	for i, o := range ls {
		if o == s {
			s.port.listeners = append(ls[:i:i], ls[i+1:]...)
			break
		}
	}
	s.abandonHalfOpen()
	for c := s.acceptPop(); c != nil; c = s.acceptPop() {
		c.parent = nil
		c.abort()
	}
}

// abandonHalfOpen forgets the handshakes that are under way.
func (s *socket) abandonHalfOpen() {
	for c := s.halfOpen; c != nil; c = s.halfOpen {
		s.halfOpen, c.acceptNext = c.acceptNext, nil
		c.parent = nil
		c.setState(closed)
		c.destroy()
	}
}

func (s *socket) acceptPop() *socket {
	c := s.accept.head
	if c == nil {
		return nil
	}
	s.accept.head = c.acceptNext
	if s.accept.head == nil {
		s.accept.tail = nil
	}
	c.acceptNext = nil
	s.queued--
	return c
}

// full reports whether the accept queue takes no more; it holds one more than
// the backlog says (include/net/sock.h, sk_acceptq_is_full).
func (s *socket) full() bool { return s.queued > s.maxQueued }

// Accept takes the oldest connection that waits.
func (p *Process) Accept(fd kernel.FD) (kernel.FD, kernel.Errno) {
	c := p.begin(fd, "accept")
	nfd, errno := -1, kernel.EBADF
	if c.s != nil {
		nfd, errno = p.acceptFrom(c.s)
	}
	if errno == 0 {
		c.about(p.socket(kernel.FD(nfd)).remote)
		c.size = int(p.socket(kernel.FD(nfd)).obj)
	}
	c.end(nfd, errno)
	return kernel.FD(nfd), errno
}

func (p *Process) acceptFrom(s *socket) (int, kernel.Errno) {
	if s.state != listening {
		return -1, kernel.EINVAL
	}
	c := s.acceptPop()
	if c == nil {
		return -1, kernel.EAGAIN
	}
	c.parent = nil
	c.phase = connected
	return int(p.install(c)), 0
}

// receiveSyn answers a SYN to a listener with a half-open connection.
func (s *socket) receiveSyn(p *packet) {
	if s.full() {
		p.dropped("accept queue full")
		return
	}
	c := s.net.newSocket(s.host, s.v6)
	c.inherit(s)
	c.name()
	c.local, c.remote = p.to, p.from
	c.link = s.host.linkTo(p.from.Addr())
	c.parent = s
	s.host.bindTo(c, s.port.num)
	c.hash()
	c.startSender()
	c.offered(p)
	c.startReading(p.seq + 1)
	c.acceptNext, s.halfOpen = s.halfOpen, c
	c.setState(synReceived)
	c.sendSynAck()
	s.net.freePacket(p)
}

// inherit copies what accepted sockets get from their listener.
func (c *socket) inherit(s *socket) {
	c.reuse, c.nodelay, c.keepalive, c.keepidle = s.reuse, s.nodelay, s.keepalive, s.keepidle
	c.linger, c.v6only = s.linger, s.v6only
	c.sndbuf, c.rcvbuf, c.sndLocked, c.rcvLocked = s.sndbuf, s.rcvbuf, s.sndLocked, s.rcvLocked
}

// enqueue puts c, whose handshake is done, into its listener's accept queue.
// It reports false if there is no room.
func (c *socket) enqueue() bool {
	l := c.parent
	if l.full() {
		return false
	}
	c.dead = false // no descriptor yet, but what arrives is kept for one, also behind a reset
	for at := &l.halfOpen; *at != nil; at = &(*at).acceptNext {
		if *at == c {
			*at = c.acceptNext
			break
		}
	}
	c.acceptNext = nil
	if l.accept.tail == nil {
		l.accept.head = c
	} else {
		l.accept.tail.acceptNext = c
	}
	l.accept.tail = c
	l.queued++
	return true
}
