package netmodel

import (
	"finishline/kernel"
	"finishline/sim"
)

// Fingerprint stands for the state of the world: what the programs on the
// network have been shown, what every socket holds and expects, and the segments
// that travel. It decides everything that will happen, but for clocks finer than
// a millisecond: round-trip estimates and the times of timers are not part of it. How independent things were interleaved is not part of it
// either, if they left the same state: that is what exploration need not
// permute.
//
// It is kept only while the world is observed.
func (n *Network) Fingerprint() uint64 {
	h := sim.Mix(uint64(n.w.Now())/1e6, uint64(n.w.Pending()))
	h = sim.Mix(h, n.w.Witnessed())
	for _, p := range n.processes {
		h = sim.Mix(h, p.shown())
	}
	for _, host := range n.hosts {
		for _, l := range host.links {
			for p := l.flight.head; p != nil; p = p.next {
				h = sim.Mix(h, uint64(p.from.Port())<<16|uint64(p.to.Port()))
				h = sim.Mix(h, uint64(p.seq)<<1|1)
			}
		}
	}
	var sockets uint64
	for _, s := range n.sockets {
		sockets += s.fingerprint()
	}
	return sim.Mix(h, sockets)
}

// Epoch counts the system calls, polls and deliveries that are over. What the
// world answered inside one that is not over may not show in any history yet.
func (n *Network) Epoch() uint64 { return n.epoch }

// shown stands for everything that the process was shown, and for the order in
// which what is ready will be reported to it.
func (p *Process) shown() uint64 {
	h := p.past
	for s := p.ready.head; s != nil; s = s.watch.next {
		h = sim.Mix(h, uint64(s.sock.id))
	}
	return h
}

// remember adds a system call to the history of its process. A socket pair's
// state is known by its history too.
func (c *call) remember(n int, errno kernel.Errno) {
	c.p.net.epoch++
	if c.name == "write" && c.s != nil && c.s.pair == nil && (errno == 0 || errno == kernel.EAGAIN) {
		// libuv keeps what was not taken and goes on with it later. How much that is,
		// the sockets know; a program that asks is noted as a witness.
		n, errno = min(c.size-n, 1), 0
	}
	what := sim.Mix(sim.HashString(c.name), uint64(n)<<16|uint64(errno))
	c.p.past = sim.Mix(c.p.past, what)
	if c.s != nil && c.s.pair != nil {
		c.s.past = sim.Mix(c.s.past, what)
	}
}

// fingerprint stands for everything that decides what the socket will do.
func (s *socket) fingerprint() uint64 {
	h := sim.Mix(s.past, uint64(s.id))
	for _, v := range [...]int64{
		int64(s.state), int64(s.phase), int64(s.err), int64(s.queued), int64(s.linger),
		bits(s.dead, s.hashed, s.rdShut, s.wrShut, s.finSeen, s.noSpace, s.predict, s.nodelay),
		s.una, s.nxt, s.writeSeq, s.pushSeq, s.smallEnd, s.wnd, s.maxWnd, s.wndSeq, int64(s.mss), int64(s.sndbuf), int64(s.charged),
		int64(s.cwnd), int64(s.ssthresh), int64(s.growth), int64(s.inFlight), int64(s.most), s.usageEnd, int64(s.retries), int64(s.dupAcks), s.recover,
		bits(s.limited, s.probing, s.pingpong, s.ackScheduled, s.nowWanted, s.pushed, s.pushed2, s.deferred),
		s.rcvNxt, s.copied, s.rcvWup, s.rcvWnd, int64(s.rcvbuf), int64(s.held), int64(s.rcvMSS), int64(s.lastSize), int64(s.quick),
		s.ratio, s.clamp, s.threshold, s.space, s.spaceSeq,
		bits(s.memoryShort, s.gotData, s.roundTrip, s.stirred, s.cut, s.retransmit.armed(), s.delayedAck.armed(), s.life.armed(), s.busy.armed()),
	} {
		h = sim.Mix(h, uint64(v))
	}
	for _, q := range [...]*packetQueue{&s.received, &s.early, &s.backlog} {
		for p := q.head; p != nil; p = p.next {
			h = sim.Mix(h, uint64(p.seq)<<24|uint64(p.len()))
		}
	}
	for a := s.accept.head; a != nil; a = a.acceptNext {
		h = sim.Mix(h, uint64(a.id))
	}
	return h
}

// bits packs flags.
func bits(flags ...bool) (n int64) {
	for i, f := range flags {
		if f {
			n |= 1 << i
		}
	}
	return n
}
