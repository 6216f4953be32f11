package netmodel

import (
	"net/netip"

	"finishline/kernel"
	"finishline/sim"
)

// receiver is the receiving half of a connection.
type receiver struct {
	rcvNxt  int64 // next expected
	copied  int64 // next to be read by the program
	rcvWup  int64 // rcvNxt when the last window was sent
	rcvWnd  int64 // that window
	rcvbuf  int
	held    int // truesize of all queued segments (sk_rmem_alloc)
	finSeen bool

	rcvLocked bool
	received  packetQueue // in order, from copied on
	early     packetQueue // out of order, by sequence number

	halfOpen  *socket  // a listener's handshakes under way
	waitSince sim.Time // when TIME_WAIT or the orphaned FIN_WAIT2 began

	acking
}

// Read fills buf (net/ipv4/tcp.c, tcp_recvmsg).
func (p *Process) Read(fd kernel.FD, buf []byte) (int, kernel.Errno) {
	s, errno := p.enter(fd)
	if errno != 0 {
		p.traceCall(nil, "read", result(0, errno), len(buf), netip.AddrPort{})
		return 0, errno
	}
	n, errno := s.read(buf)
	p.traceCall(s, "read", result(n, errno), len(buf), netip.AddrPort{})
	if n > 0 {
		s.traceLevel("rcvbuf", s.rcvNxt-s.copied, s.rcvbuf)
		s.afterRead(n)
	}
	s.leave()
	return n, errno
}

func (s *socket) read(buf []byte) (int, kernel.Errno) {
	if len(buf) == 0 {
		return 0, 0
	}
	if s.state == listening {
		return 0, kernel.ENOTCONN
	}
	if n := s.copyOut(buf); n > 0 {
		return n, 0
	}
	switch {
	case s.finSeen:
		return 0, 0
	case s.err != 0:
		return 0, s.takeError()
	case s.rdShut:
		return 0, 0
	case s.gone():
		return 0, kernel.ENOTCONN
	}
	return 0, kernel.EAGAIN
}

// copyOut moves queued data to buf.
func (s *socket) copyOut(buf []byte) int {
	n := 0
	for n < len(buf) && s.received.head != nil {
		p := s.received.head
		k := copy(buf[n:], p.data)
		n += k
		p.data = p.data[k:]
		s.copied += int64(k)
		if len(p.data) == 0 {
			s.received.pop()
			s.held -= p.truesize
			s.net.freePacket(p)
		}
		if s.net.cfg.Explore&ExploreRead != 0 && s.received.head != nil && n < len(buf) &&
			s.net.w.Choose(sim.ChooseRead, 2, s.obj) == 1 {
			break
		}
	}
	return n
}

// purgeReceived drops what was not read and reports whether there was data.
func (s *socket) purgeReceived() bool {
	unread := s.received.head != nil
	for p := s.received.pop(); p != nil; p = s.received.pop() {
		s.net.freePacket(p)
	}
	for p := s.early.pop(); p != nil; p = s.early.pop() {
		s.net.freePacket(p)
	}
	s.held = 0
	s.copied = s.rcvNxt
	if s.finSeen {
		s.copied--
	}
	return unread
}

// receiveData queues the payload and FIN of p (tcp_data_queue).
func (s *socket) receiveData(p *packet) {
	switch {
	case p.end() <= s.rcvNxt: // all seen before
		s.ackNow()
		s.net.freePacket(p)
		return
	case p.seq > s.rcvNxt:
		s.queueEarly(p)
		s.ackNow()
		return
	case len(p.data) > 0 && s.receiveWindow() == 0:
		s.ackNow() // a probe of the closed window
		s.net.freePacket(p)
		return
	}
	s.take(p)
	for e := s.early.head; e != nil && e.seq <= s.rcvNxt; e = s.early.head {
		s.early.pop()
		if e.end() <= s.rcvNxt {
			s.held -= e.truesize
			s.net.freePacket(e)
			continue
		}
		s.held -= e.truesize
		s.take(e)
	}
}

// take appends p, which begins at rcvNxt or before, to what can be read.
func (s *socket) take(p *packet) {
	if cut := s.rcvNxt - p.seq; cut > 0 && len(p.data) > 0 {
		k := min(int(cut), len(p.data))
		p.data = p.data[k:]
		p.seq += int64(k)
	}
	fin := p.flags&flagFin != 0
	n := len(p.data)
	s.rcvNxt += int64(n)
	if n > 0 {
		s.held += p.truesize
		s.received.push(p)
		s.dataReceived(n)
		s.traceLevel("rcvbuf", s.rcvNxt-s.copied, s.rcvbuf)
	} else {
		s.net.freePacket(p)
	}
	if fin {
		s.receiveFin()
	}
	if n > 0 && !s.dead {
		s.wake(kernel.In)
	}
}

// queueEarly keeps a segment that came before its predecessors.
func (s *socket) queueEarly(p *packet) {
	var before *packet
	for e := s.early.head; e != nil && e.seq <= p.seq; e = e.next {
		if e.seq == p.seq && e.end() >= p.end() {
			s.net.freePacket(p)
			return
		}
		before = e
	}
	s.held += p.truesize
	if before == nil {
		p.next = s.early.head
		s.early.head = p
	} else {
		p.next = before.next
		before.next = p
	}
	if p.next == nil {
		s.early.tail = p
	}
}

// receiveFin: the peer has no more to send (tcp_fin).
func (s *socket) receiveFin() {
	s.rcvNxt++
	s.finSeen, s.rdShut = true, true
	s.ackScheduled = true
	switch s.state {
	case established, synReceived:
		s.setState(closeWait)
		s.pingpong = true
	case finWait1:
		s.sendAck()
		s.setState(closing)
	case finWait2:
		s.sendAck()
		s.enterTimeWait()
	}
	if !s.dead {
		s.wake(wakeAll)
	}
}
