package netmodel

import (
	"finishline/kernel"
	"finishline/sim"
)

// receiver is the receiving half of a connection.
type receiver struct {
	rcvNxt  int64 // next expected
	copied  int64 // next to be read by the program
	rcvWup  int64 // rcvNxt when the last window was sent
	rcvWnd  int64 // that window
	rcvbuf  int   // limit of held
	held    int   // truesize of all queued segments (sk_rmem_alloc)
	finSeen bool
	predict bool // the next segment in order is taken without looking at the buffer (pred_flags)

	rcvLocked  bool
	received   packetQueue // in order; the first may be read in part
	cursor     *packet     // where reading goes on: in the first group
	group      *packet     // first packet of the last group in received
	early      packetQueue // out of order, by sequence number
	backlogged int         // truesize of the segments in the backlog

	halfOpen  *socket  // a listener's handshakes under way
	waitSince sim.Time // when TIME_WAIT or the orphaned FIN_WAIT2 began

	acking
	tuning
}

// Read fills buf (net/ipv4/tcp.c, tcp_recvmsg).
func (p *Process) Read(fd kernel.FD, buf []byte) (int, kernel.Errno) {
	c := p.begin(fd, "read")
	c.size = len(buf)
	if c.s == nil {
		return c.end(0, kernel.EBADF)
	}
	n, errno := c.s.read(buf)
	if n > 0 && c.s.pair == nil {
		c.s.traceReceived()
		if c.p.net.cfg.Payload {
			c.carry([][]byte{buf}, n)
		}
	}
	return c.end(n, errno)
}

func (s *socket) read(buf []byte) (int, kernel.Errno) {
	if len(buf) == 0 {
		return 0, 0
	}
	if s.pair != nil {
		n, passed, errno := s.readPair(buf)
		passed.drop()
		return n, errno
	}
	if s.state == listening {
		return 0, kernel.ENOTCONN
	}
	if s.digesting() {
		return 0, kernel.EAGAIN
	}
	n := s.copyOut(buf)
	s.afterRead(n)
	if n > 0 {
		s.digest(n)
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

// copyOut moves queued data to buf, and the FIN behind it if it comes up.
func (s *socket) copyOut(buf []byte) int {
	n := 0
	for s.received.head != nil && n < len(buf) {
		p := s.cursor
		if k := p.pay.copyOut(buf[n:], p.pos); k > 0 {
			n += k
			p.pos += k
			s.copied += int64(k)
		}
		if p.len() > 0 {
			s.tuneAfterCopy()
			return n
		}
		if p.next == nil || !p.next.glued || n == len(buf) {
			s.tuneAfterCopy()
		}
		s.advance(p)
		if s.stopsReading(n < len(buf)) {
			return n
		}
	}
	return n
}

// advance moves the cursor past p and frees the group that it ends.
func (s *socket) advance(p *packet) {
	if p.next != nil && p.next.glued {
		s.cursor = p.next
		return
	}
	s.unhold(s.received.head.truesize)
	for {
		q := s.received.pop()
		s.net.freePacket(q)
		if q == p {
			break
		}
	}
	s.cursor = s.received.head
	if s.cursor == nil {
		s.group = nil
	}
}

// purgeReceived drops what was not read and reports whether there was data.
func (s *socket) purgeReceived() bool {
	unread := s.cursor != nil
	if unread && s.net.w.Tracing() {
		s.lost("receive buffer", s.unreadBytes(), "the socket was closed before its program read them")
	}
	for p := s.received.pop(); p != nil; p = s.received.pop() {
		s.net.freePacket(p)
	}
	for p := s.early.pop(); p != nil; p = s.early.pop() {
		s.net.freePacket(p)
	}
	s.cursor, s.group = nil, nil
	s.unhold(s.held)
	return unread
}

// receiveData queues the payload and FIN of p (tcp_data_queue).
func (s *socket) receiveData(p *packet, predicted bool) {
	if predicted {
		s.take(p)
		return
	}
	switch {
	case p.end() <= s.rcvNxt: // all seen before
		s.ackNow()
		s.net.freePacket(p)
		return
	case p.seq > s.rcvNxt:
		s.queueEarly(p)
		s.ackNow()
		return
	case s.receiveWindow() == 0 && p.len() > 0:
		s.ackNow() // a probe of the closed window
		s.net.freePacket(p)
		return
	case s.held > s.rcvbuf && !s.prune():
		s.memoryShort, s.predict = true, false
		s.ackNow()
		s.wake(kernel.In)
		if p.len() > 0 && s.received.head != nil {
			s.net.freePacket(p)
			return
		}
	}
	s.reserve(p.truesize)
	s.take(p)
	for e := s.early.head; e != nil && e.seq <= s.rcvNxt; e = s.early.head {
		s.early.pop()
		s.unhold(e.truesize)
		if e.end() <= s.rcvNxt {
			s.net.freePacket(e)
			continue
		}
		s.reserve(e.truesize)
		s.take(e)
	}
	s.expect()
}

// predicted reports whether p is what was expected next, so that Linux takes it
// on its fast path, which does not look at the buffer's limit
// (tcp_rcv_established).
func (s *socket) predicted(p *packet) bool {
	return s.predict && s.state == established && p.seq == s.rcvNxt && p.len() > 0 &&
		p.flags&^flagPsh == flagAck && p.wnd == s.wnd && p.ack <= s.nxt && p.truesize <= s.reserved
}

// expect turns prediction on if nothing stands against it (tcp_fast_path_check).
func (s *socket) expect() {
	if s.early.head == nil && s.rcvWnd > 0 && s.held < s.rcvbuf {
		s.predict = true
	}
}

// take appends p, which begins at rcvNxt or before, to what can be read.
func (s *socket) take(p *packet) {
	if cut := s.rcvNxt - p.seq; cut > 0 && p.len() > 0 {
		k := min(int(cut), p.len())
		p.pos += k
		p.seq += int64(k)
	}
	fin := p.flags&flagFin != 0
	n := p.len()
	s.rcvNxt += int64(n)
	if n > 0 {
		s.append(p)
		s.dataReceived(p)
		s.traceReceived()
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

// append puts p into the last group, as Linux merges it into the last
// sk_buff, unless the sender still holds on to that or it has too many frags
// (tcp_try_coalesce). A merged segment saves its overhead.
func (s *socket) append(p *packet) {
	g := s.group
	p.frags = len(p.pay.frags)
	if g != nil && g.pay.refs == 1 && g.frags+p.frags <= maxFrags {
		p.glued = true
		g.frags += p.frags
		g.truesize += p.truesize - sliceOverhead
		s.hold(p.truesize - sliceOverhead)
	} else {
		s.group = p
		s.hold(p.truesize)
	}
	s.received.push(p)
	if s.cursor == nil {
		s.cursor = p
	}
}
