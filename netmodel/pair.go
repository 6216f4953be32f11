package netmodel

import (
	"finishline/kernel"
	"finishline/sim"
)

// pair is one end of a socket pair (AF_UNIX, SOCK_STREAM): what libuv connects
// a child's standard streams and its IPC channel with. Nothing travels: what
// one end writes lies in the other's queue at once (net/unix/af_unix.c).
type pair struct {
	peer    *socket // nil once it is closed
	queue   []chunk // what the peer wrote and nobody has read
	head    int
	sndbuf  int
	charged int // truesize of what this end wrote and the peer has not read (sk_wmem_alloc)
	shut    struct{ rd, wr bool }
}

// chunk is one sk_buff: a write, or a part of a large one.
type chunk struct {
	data     []byte
	pos      int
	truesize int
	passed   passing
	record   sim.RecordID
}

// passing is a socket that travels in a message (SCM_RIGHTS); the message holds it.
type passing struct{ sock *socket }

const (
	pairSndBuf = 212992 // net.core.wmem_default
	// A large write is cut into pieces of this size (SKB_MAX_HEAD and 32 KiB of
	// fragments), or of half the send buffer if that is less.
	pairChunk     = 3776 + 32768
	pairHeader    = 3776
	pageRoundedUp = 4095
)

// pairTruesize is what a chunk of n bytes charges its writer with: struct sk_buff,
// a slab for the head with its skb_shared_info, and pages.
func pairTruesize(n int) int {
	head, frags := n, 0
	if n > pairHeader {
		frags = (n - pairHeader + pageRoundedUp) &^ pageRoundedUp
		head = max(n-frags, 0)
	}
	slab := 512
	for slab < head+320 {
		slab *= 2
	}
	return 256 + slab + frags
}

// Pair makes two ends that are connected to each other.
func (p *Process) Pair() (a, b kernel.FD, errno kernel.Errno) {
	x, y := p.net.newPairEnd(p.host), p.net.newPairEnd(p.host)
	x.pair.peer, y.pair.peer = y, x
	a, b = p.install(x), p.install(y)
	x.name()
	y.name()
	c := p.begin(a, "socketpair")
	c.end(int(a), 0)
	return a, b, 0
}

func (n *Network) newPairEnd(h *Host) *socket {
	s := n.newSocket(h, false)
	s.pair = &pair{sndbuf: pairSndBuf}
	return s
}

// IsPair reports whether fd is an end of a socket pair.
func (p *Process) IsPair(fd kernel.FD) bool {
	s := p.socket(fd)
	return s != nil && s.pair != nil
}

// readiness is unix_poll.
func (e *pair) readiness(s *socket) (ev kernel.Events) {
	if s.err != 0 {
		ev |= kernel.Err
	}
	if e.shut.rd && e.shut.wr {
		ev |= kernel.Hup
	}
	if e.shut.rd {
		ev |= kernel.In | kernel.RdHup
	}
	if e.head < len(e.queue) {
		ev |= kernel.In
	}
	if e.charged<<2 <= e.sndbuf {
		ev |= kernel.Out
	}
	return ev
}

// writePair is unix_stream_sendmsg: it takes pieces while the buffer is not
// over its limit, and may so exceed it by one.
func (s *socket) writePair(bufs [][]byte, passed *socket) (int, kernel.Errno) {
	e := s.pair
	if e.shut.wr || e.peer == nil || e.peer.pair.shut.rd {
		return 0, kernel.EPIPE
	}
	total, n := size(bufs), 0
	for n < total {
		if s.err != 0 {
			return 0, s.takeError()
		}
		if e.charged >= e.sndbuf {
			break
		}
		c := chunk{data: make([]byte, min(total-n, e.sndbuf>>1-64, pairChunk)), record: s.net.w.Cause()}
		c.truesize = pairTruesize(len(c.data))
		bufs = gather(c.data, bufs)
		if n == 0 && passed != nil {
			passed.passing++
			c.passed = passing{passed}
		}
		n += len(c.data)
		e.charged += c.truesize
		e.peer.pair.queue = append(e.peer.pair.queue, c)
		e.peer.wake(kernel.In)
	}
	if n == 0 && total > 0 {
		return 0, kernel.EAGAIN
	}
	e.peer.tracePair()
	return n, 0
}

// gather fills dst from bufs and returns what is left of them.
func gather(dst []byte, bufs [][]byte) [][]byte {
	for len(dst) > 0 {
		n := copy(dst, bufs[0])
		dst = dst[n:]
		if n == len(bufs[0]) {
			bufs = bufs[1:]
			continue
		}
		bufs = append([][]byte{bufs[0][n:]}, bufs[1:]...)
	}
	return bufs
}

// readPair is unix_stream_read_generic: chunks are read on into each other, but
// not past one that a descriptor came with.
func (s *socket) readPair(buf []byte) (n int, passed passing, errno kernel.Errno) {
	e := s.pair
	for e.head < len(e.queue) && n < len(buf) {
		c := &e.queue[e.head]
		if passed.sock == nil {
			passed, c.passed = c.passed, passing{}
		}
		k := copy(buf[n:], c.data[c.pos:])
		n, c.pos = n+k, c.pos+k
		if c.pos < len(c.data) {
			break
		}
		e.pop()
		if passed.sock != nil {
			break
		}
	}
	if n > 0 {
		s.tracePair()
		return n, passed, 0
	}
	switch {
	case s.err != 0:
		return 0, passed, s.takeError()
	case e.shut.rd:
		return 0, passed, 0
	}
	return 0, passed, kernel.EAGAIN
}

// pop frees the first chunk: its writer may go on (unix_write_space).
func (e *pair) pop() {
	size := e.queue[e.head].truesize
	e.queue[e.head] = chunk{}
	e.head++
	if e.head == len(e.queue) {
		e.queue, e.head = e.queue[:0], 0
	}
	if w := e.peer; w != nil {
		w.pair.charged -= size
		if w.pair.charged<<2 <= w.pair.sndbuf {
			w.wake(kernel.Out)
		}
	}
}

func (s *socket) shutdownPair(rd, wr bool) {
	e := s.pair
	e.shut.rd = e.shut.rd || rd
	e.shut.wr = e.shut.wr || wr
	s.wake(wakeAll)
	if p := e.peer; p != nil {
		p.pair.shut.rd = p.pair.shut.rd || wr
		p.pair.shut.wr = p.pair.shut.wr || rd
		p.wake(wakeAll)
	}
}

// closePair is unix_release_sock: the other end sees the end of the stream
// behind what it has not read, or ECONNRESET if this end left something unread.
func (s *socket) closePair() {
	e := s.pair
	unread := 0
	for i := e.head; i < len(e.queue); i++ {
		unread += len(e.queue[i].data) - e.queue[i].pos
		e.queue[i].passed.drop()
	}
	s.lost("pipe", int64(unread), "it was closed before its program read them")
	e.queue, e.head = nil, 0
	s.dead, s.owned = true, false
	p := e.peer
	if p == nil {
		return
	}
	e.peer, p.pair.peer = nil, nil
	p.pair.shut.rd, p.pair.shut.wr = true, true
	if unread > 0 {
		p.err = kernel.ECONNRESET
	}
	p.pair.charged = 0
	p.wake(wakeAll)
}

// drop lets go of a socket that travelled and that nobody took.
func (m passing) drop() {
	if m.sock == nil {
		return
	}
	m.sock.passing--
	if m.sock.passing == 0 && m.sock.proc == nil {
		m.sock.owned = true
		m.sock.close()
	}
}

// tracePair records how much lies in an end's queue.
func (s *socket) tracePair() {
	if !s.net.w.Tracing() {
		return
	}
	n := 0
	for _, c := range s.pair.queue[s.pair.head:] {
		n += len(c.data) - c.pos
	}
	s.traceLevel("rcvbuf", int64(n), pairSndBuf)
}
