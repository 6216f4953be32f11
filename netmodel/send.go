package netmodel

import (
	"net/netip"

	"finishline/kernel"
	"finishline/sim"
)

// sender is the sending half of a connection.
type sender struct {
	una      int64 // oldest unacknowledged
	nxt      int64 // next to be sent
	writeSeq int64 // next to be written by the program
	smallEnd int64 // end of the last small segment sent (Nagle, Minshall)
	wnd      int64 // the peer's window from una
	maxWnd   int64
	wndSeq   int64 // segment that last updated the window
	mss      int
	mssClamp int

	sndbuf    int // limit of charged
	charged   int // truesize of all queued slices (sk_wmem_queued)
	sndLocked bool
	noSpace   bool // the program was told that there is no room (SOCK_NOSPACE)
	autoBound bool // the port was picked by connect

	unsent  sliceQueue
	unacked sliceQueue

	congestion
}

// Memory that one slice or segment costs beyond its payload: what Linux
// charges for an sk_buff with its header room.
const sliceOverhead = 1280

// writable reports whether poll says Out: a third of the buffer is free
// (include/net/sock.h, sk_stream_is_writeable).
func (s *socket) writable() bool {
	return s.sndbuf-s.charged >= s.charged>>1 && s.charged < s.sndbuf
}

// Writev writes what fits.
func (p *Process) Writev(fd kernel.FD, bufs [][]byte) (int, kernel.Errno) {
	s, errno := p.enter(fd)
	if errno != 0 {
		p.traceCall(nil, "write", result(0, errno), size(bufs), netip.AddrPort{})
		return 0, errno
	}
	if s.net.cfg.Explore&ExploreWrite != 0 && s.state == established {
		if bufs = s.chooseWrite(bufs); bufs == nil {
			p.traceCall(s, "write", result(0, kernel.EAGAIN), 0, netip.AddrPort{})
			s.noSpace = true
			s.leave()
			return 0, kernel.EAGAIN
		}
	}
	var cause sim.RecordID
	if s.net.w.Tracing() {
		cause = p.traceWrite(s, size(bufs))
		defer s.net.w.SetCause(s.net.w.SetCause(cause))
	}
	n, errno := s.write(bufs)
	s.leave()
	if cause != 0 {
		s.net.w.Trace().At(cause).A = result(n, errno)
	}
	return n, errno
}

func size(bufs [][]byte) int {
	n := 0
	for _, b := range bufs {
		n += len(b)
	}
	return n
}

// traceWrite records a write before it is carried out, so that what it sends
// has a cause; the result is filled in afterwards.
func (p *Process) traceWrite(s *socket, n int) sim.RecordID {
	w := p.net.w
	defer w.SetProc(w.SetProc(p.id))
	return w.Emit(sim.Record{Kind: sim.KindSyscall, Name: w.Sym("write"), Obj: s.obj, B: int64(n)})
}

// write is tcp_sendmsg (net/ipv4/tcp.c) for a non-blocking socket.
func (s *socket) write(bufs [][]byte) (int, kernel.Errno) {
	if s.state != established && s.state != closeWait {
		if errno := s.takeError(); errno != 0 {
			return 0, errno
		}
		if s.state == synSent || s.state == synReceived {
			s.noSpace = true
			return 0, kernel.EAGAIN
		}
		return 0, kernel.EPIPE
	}
	if s.err != 0 || s.wrShut {
		if errno := s.takeError(); errno != 0 {
			return 0, errno
		}
		return 0, kernel.EPIPE
	}
	n, errno := s.queue(bufs)
	if n > 0 {
		s.traceLevel("sndbuf", s.writeSeq-s.una, s.sndbuf)
		return n, 0
	}
	return 0, errno
}

// queue copies bufs into the send queue, sending as slices fill up, until the
// buffer is full.
func (s *socket) queue(bufs [][]byte) (copied int, errno kernel.Errno) {
	goal := s.sizeGoal()
	for _, b := range bufs {
		for len(b) > 0 {
			c := s.unsent.tail
			if c == nil || c.fin || len(c.data) >= goal || len(c.data) == cap(c.data) {
				if s.charged >= s.sndbuf {
					s.noSpace = true
					if copied > 0 {
						s.pushTail()
						return copied, 0
					}
					return 0, kernel.EAGAIN
				}
				c = s.newTail(min(len(b), goal))
			}
			n := min(len(b), goal-len(c.data), cap(c.data)-len(c.data))
			at := len(c.data)
			c.data = c.data[:at+n]
			copy(c.data[at:], b[:n])
			b = b[n:]
			copied += n
			c.truesize += n
			s.charged += n
			s.writeSeq += int64(n)
			if len(c.data) >= goal {
				s.sendFull(c)
			}
		}
	}
	if copied > 0 {
		s.pushTail()
	}
	return copied, 0
}

// newTail appends an empty slice with room for n bytes.
func (s *socket) newTail(n int) *slice {
	c := s.net.newSlice()
	c.buf = s.net.pool.get(n)
	c.data = c.buf.bytes[:0]
	c.seq = s.writeSeq
	c.truesize = sliceOverhead
	s.charged += c.truesize
	c.record = s.net.w.Cause()
	s.unsent.push(c)
	return c
}

// sendFull sends a slice that has become full while more is being written.
func (s *socket) sendFull(c *slice) {
	if s.writeSeq > s.pushedSeq+s.maxWnd>>1 {
		s.markPush(c)
		s.push(s.mss, naglePush)
	} else if c == s.unsent.head {
		s.transmitQueue(s.mss, naglePush, true)
	}
}

func (s *socket) markPush(c *slice) {
	c.psh = true
	s.pushedSeq = s.writeSeq
}

// pushTail ends a write: what was queued may go.
func (s *socket) pushTail() {
	c := s.unsent.tail
	if c == nil {
		return
	}
	s.markPush(c)
	s.push(s.mss, s.nagle())
}

// sendFin queues a FIN behind the data and sends what may be sent.
func (s *socket) sendFin() {
	c := s.unsent.tail
	if c == nil {
		c = s.net.newSlice()
		c.seq = s.writeSeq
		c.truesize = 0
		s.unsent.push(c)
	}
	c.fin = true
	c.record = s.net.w.Cause()
	s.writeSeq++
	s.push(s.mss, nagleOff)
}

// purgeSent drops what is queued for sending (tcp_write_queue_purge).
func (s *socket) purgeSent() {
	for c := s.unsent.pop(); c != nil; c = s.unsent.pop() {
		s.net.freeSlice(c)
	}
	for c := s.unacked.pop(); c != nil; c = s.unacked.pop() {
		s.net.freeSlice(c)
	}
	s.charged, s.inFlight = 0, 0
	s.retransmit.stop()
}

// chooseWrite lets exploration take a write whole, in part, or not at all (nil).
func (s *socket) chooseWrite(bufs [][]byte) [][]byte {
	n := size(bufs)
	if n < 2 {
		return bufs
	}
	switch s.net.w.Choose(sim.ChooseWrite, 3, s.obj) {
	case 1:
		return prefix(bufs, n/2)
	case 2:
		return nil
	}
	return bufs
}

// prefix is the first n bytes of bufs.
func prefix(bufs [][]byte, n int) [][]byte {
	var out [][]byte
	for _, b := range bufs {
		b = b[:min(len(b), n)]
		out = append(out, b)
		if n -= len(b); n == 0 {
			break
		}
	}
	return out
}
