package netmodel

import (
	"net/netip"

	"finishline/kernel"
	"finishline/sim"
)

// call is a system call in progress on a socket. From begin to end the socket
// is owned: segments for it wait in its backlog (lock_sock). When tracing, the
// call's record is the cause of all that it does; its result is filled in at
// the end.
type call struct {
	p     *Process
	s     *socket // nil: the descriptor is bad
	name  string
	rec   sim.RecordID
	cause sim.RecordID // before the call
	proc  sim.ProcID   // before the call
	size  int
}

func (p *Process) begin(fd kernel.FD, name string) call {
	c := call{p: p, s: p.socket(fd), name: name}
	if c.s != nil {
		c.s.owned = true
	}
	if w := p.net.w; w.Tracing() {
		c.proc = w.SetProc(p.id)
		r := sim.Record{Kind: sim.KindSyscall, Name: w.Sym(name), Obj: p.obj}
		if c.s != nil {
			r.Obj = p.fds[fd].object()
		}
		c.rec = w.Emit(r)
		c.cause = w.SetCause(c.rec)
	}
	return c
}

// about adds the address or detail that the call is about.
func (c *call) about(addr netip.AddrPort) {
	if c.rec != 0 && addr.IsValid() {
		c.note(addr.String())
	}
}

// note adds a word to the call's record.
func (c *call) note(text string) {
	if c.rec != 0 {
		w := c.p.net.w
		sym := w.Sym(text)
		w.Trace().At(c.rec).Text = sym
	}
}

// carry adds the first n octets of bufs, where the network is asked to keep them.
func (c *call) carry(bufs [][]byte, n int) {
	if c.rec == 0 || n <= 0 || !c.p.net.cfg.Payload {
		return
	}
	b := make([]byte, 0, n)
	for _, buf := range bufs {
		b = append(b, buf[:min(len(buf), n-len(b))]...)
	}
	c.note(string(b))
}

// end gives the socket back: the segments that came meanwhile are taken now
// (net/core/sock.c, release_sock).
func (c *call) end(n int, errno kernel.Errno) (int, kernel.Errno) {
	if c.s != nil {
		c.s.leave()
	}
	c.finish(n, errno)
	return n, errno
}

// finish completes the call's record.
func (c *call) finish(n int, errno kernel.Errno) {
	w := c.p.net.w
	if w.Observing() {
		c.remember(n, errno)
	}
	if !w.Tracing() {
		return
	}
	if c.rec != 0 {
		r := w.Trace().At(c.rec)
		r.B = int64(c.size)
		r.A = int64(n)
		if errno != 0 {
			r.A = -int64(errno)
		}
	}
	w.SetCause(c.cause)
	w.SetProc(c.proc)
}

// result is end for calls that return nothing but success.
func (c *call) result(errno kernel.Errno) kernel.Errno {
	c.end(0, errno)
	return errno
}

// leave takes the backlog and lets go of the socket.
func (s *socket) leave() {
	if s.pair != nil {
		s.owned = false
		return
	}
	s.takeBacklog()
	s.net.hold()
	s.ackDeferred()
	s.owned = false
	s.net.resume()
}

// takeBacklog takes the segments that came while the socket was owned. They
// count against the receive buffer until all are taken (__release_sock).
func (s *socket) takeBacklog() {
	for p := s.backlog.pop(); p != nil; p = s.backlog.pop() {
		s.receive(p)
	}
	s.backlogged = 0
}

// postpone keeps a segment that came while the socket was in a system call. A
// bare acknowledgement is merged with the segment behind it, so that a window
// which was open only in between is never seen (net/ipv4/tcp_ipv4.c,
// tcp_add_backlog).
func (s *socket) postpone(p *packet) {
	s.backlogged += p.truesize
	if t := s.backlog.tail; t != nil && t.len() == 0 && t.flags == flagAck && t.seq == p.seq &&
		p.flags&flagAck != 0 && p.flags&(flagSyn|flagRst) == 0 && p.ack >= t.ack {
		if s.net.w.Tracing() {
			t.emit(sim.KindSegmentDelivered, s.obj, "")
		}
		s.backlog.replaceTail(p)
		s.net.freePacket(t)
		return
	}
	s.backlog.push(p)
}
