package netmodel

import (
	"finishline/kernel"
)

// sender is the sending half of a connection.
type sender struct {
	una      int64 // oldest unacknowledged
	nxt      int64 // next to be sent
	writeSeq int64 // next to be written by the program
	pushSeq  int64 // writeSeq at the last PSH
	smallEnd int64 // end of the last small segment sent (Nagle, Minshall)
	wnd      int64 // the peer's window from una
	maxWnd   int64
	wndSeq   int64 // segment that last updated the window
	mss      int   // payload of a segment
	mssClamp int   // what the peer takes, TCP options included
	pathMSS  int   // what the link takes, TCP options included

	sndbuf    int // limit of charged
	charged   int // truesize of all queued slices (sk_wmem_queued)
	sndLocked bool
	noSpace   bool // the program was told that there is no room (SOCK_NOSPACE)
	autoBound bool // the port was picked by connect

	unsent  sliceQueue
	unacked sliceQueue

	congestion
}

// writable reports whether poll says Out: a third of the buffer is free
// (include/net/sock.h, sk_stream_is_writeable).
func (s *socket) writable() bool {
	return s.sndbuf-s.charged >= s.charged>>1 && s.charged < s.sndbuf
}

// Writev writes what fits.
func (p *Process) Writev(fd kernel.FD, bufs [][]byte) (int, kernel.Errno) {
	c := p.begin(fd, "write")
	c.size = size(bufs)
	if c.s == nil {
		return c.end(0, kernel.EBADF)
	}
	if c.s.pair != nil {
		return c.end(c.s.writePair(bufs, nil))
	}
	if c.s.net.cfg.Explore&ExploreWrite != 0 && c.s.state == established {
		if bufs = c.s.chooseWrite(bufs); bufs == nil {
			c.s.noSpace = true
			return c.end(0, kernel.EAGAIN)
		}
	}
	n, errno := c.s.write(bufs)
	c.carry(bufs, n)
	return c.end(n, errno)
}

func size(bufs [][]byte) int {
	n := 0
	for _, b := range bufs {
		n += len(b)
	}
	return n
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
		return 0, s.brokenPipe()
	}
	n := s.queue(bufs)
	if n == 0 && size(bufs) > 0 {
		if s.err != 0 || s.wrShut {
			return 0, s.brokenPipe()
		}
		s.noSpace = true
		return 0, kernel.EAGAIN
	}
	if n > 0 {
		s.traceLevel("sndbuf", s.writeSeq-s.una, s.sndbuf)
	}
	return n, 0
}

// brokenPipe is the pending error, or EPIPE (sk_stream_error).
func (s *socket) brokenPipe() kernel.Errno {
	if errno := s.takeError(); errno != 0 {
		return errno
	}
	return kernel.EPIPE
}

// queue copies bufs into the send queue, sending as slices fill up, until the
// buffer is full, and returns how many bytes it took.
func (s *socket) queue(bufs [][]byte) int {
	left := size(bufs)
	copied, slices := 0, 0
	goal, mss := s.sizeGoal(), s.mss
	var b []byte
	for left > 0 {
		for len(b) == 0 {
			b, bufs = bufs[0], bufs[1:]
		}
		c := s.unsent.tail
		if c == nil || c.len() >= goal {
			if !s.hasRoom() {
				return s.outOfRoom(copied, mss)
			}
			// Acknowledgements that came during a long call are taken every 16
			// slices; they may change the segment size.
			if slices == 16 {
				slices = 0
				if s.backlog.head != nil {
					s.takeBacklog()
					goal, mss = s.sizeGoal(), s.mss
					if s.err != 0 || s.wrShut {
						break
					}
					continue
				}
			}
			c = s.newTail()
			slices++
		}
		n := c.pay.write(&s.proc.fill, b[:min(len(b), goal-c.len())])
		if n == 0 { // out of frags
			s.markPush(c)
			if !s.hasRoom() {
				return s.outOfRoom(copied, mss)
			}
			s.newTail()
			slices++
			continue
		}
		b, left = b[n:], left-n
		copied += n
		c.truesize += n
		s.charge(n)
		s.writeSeq += int64(n)
		if left > 0 && c.len() >= goal {
			s.sendFull(c, mss)
		}
	}
	if copied > 0 {
		s.pushTail(mss, s.nagle())
	}
	return copied
}

func (s *socket) hasRoom() bool { return s.charged < s.sndbuf }

// outOfRoom ends a write that the buffer cut short.
func (s *socket) outOfRoom(copied, mss int) int {
	s.noSpace = true
	if copied > 0 {
		s.pushTail(mss, naglePush)
		s.pushTail(mss, s.nagle())
	}
	return copied
}

// newTail appends an empty slice.
func (s *socket) newTail() *slice {
	s.restartAfterIdle()
	c := s.net.newSlice()
	c.pay = s.net.newPayload()
	c.seq = s.writeSeq
	c.truesize = sliceOverhead
	s.charge(c.truesize)
	c.record = s.net.w.Cause()
	s.unsent.push(c)
	return c
}

// sendFull sends a slice that has become full while more is being written.
func (s *socket) sendFull(c *slice, mss int) {
	if s.writeSeq > s.pushSeq+s.maxWnd>>1 {
		s.markPush(c)
		s.push(mss, naglePush)
	} else if c == s.unsent.head {
		s.transmitQueue(mss, naglePush, true)
	}
}

func (s *socket) markPush(c *slice) {
	c.psh = true
	s.pushSeq = s.writeSeq
}

// pushTail ends a write: what was queued may go.
func (s *socket) pushTail(mss int, mode nagleMode) {
	if c := s.unsent.tail; c != nil {
		s.markPush(c)
		s.push(mss, mode)
	}
}

// sendFin queues a FIN behind the data and sends what may be sent.
func (s *socket) sendFin() {
	c := s.unsent.tail
	if c == nil {
		c = s.net.newSlice()
		c.seq = s.writeSeq
		c.truesize = sliceOverhead
		s.charge(c.truesize)
		c.record = s.net.w.Cause()
		s.unsent.push(c)
	}
	c.fin = true
	s.writeSeq++
	s.push(s.mss, nagleOff)
}

// purgeSent drops what is queued for sending (tcp_write_queue_purge).
func (s *socket) purgeSent() {
	if s.net.w.Tracing() {
		s.lost("send buffer", s.unsentBytes(), "the connection was reset")
	}
	for c := s.unsent.pop(); c != nil; c = s.unsent.pop() {
		s.net.freeSlice(c)
	}
	for c := s.unacked.pop(); c != nil; c = s.unacked.pop() {
		s.net.freeSlice(c)
	}
	s.discharge(s.charged)
	s.inFlight = 0
	s.retransmit.stop()
}
