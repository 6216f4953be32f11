package netmodel

import "finishline/sim"

// link carries segments one way from host to host, in order.
type link struct {
	net     *Network
	to      *Host
	profile Profile
	freeAt  sim.Time    // when the last queued segment will have left
	flight  packetQueue // in order of arrival
}

func (l *link) setProfile(p Profile) {
	if p.MTU == 0 {
		p.MTU = Loopback.MTU
	}
	l.profile = p
}

// instant reports whether the link delivers inside the call.
func (l *link) instant() bool {
	return l.profile.Latency == 0 && l.profile.Bandwidth == 0 && l.profile.Jitter == 0
}

// send puts p on the wire.
func (l *link) send(p *packet) {
	p.link = l
	w := l.net.w
	if l.instant() {
		if l.net.cfg.Explore&ExploreDelivery != 0 && l.postpones(p) {
			l.flight.push(p)
			w.Schedule(p.due, l, 0)
			return
		}
		l.net.backlog.push(p)
		l.net.drain()
		return
	}
	if why := l.loses(p); why != "" {
		p.dropped(why)
		return
	}
	at := w.Now()
	if l.profile.Bandwidth > 0 {
		size := int64(p.wireSize())
		at = max(at, l.freeAt).Add(sim.Duration(size * 1e9 / l.profile.Bandwidth))
		l.freeAt = at
	}
	p.due = at.Add(l.profile.Latency)
	if l.profile.Jitter > 0 {
		p.due = p.due.Add(sim.Duration(l.net.random() * float64(l.profile.Jitter)))
		l.follows(p)
	}
	if l.net.cfg.Explore&ExploreDelivery != 0 {
		l.delays(p)
	}
	l.flight.push(p)
	w.Schedule(p.due, l, 0)
}

// loses says why the link drops p, or "".
func (l *link) loses(p *packet) string {
	w := l.net.w
	if l.profile.Queue > 0 && l.profile.Bandwidth > 0 && l.freeAt > w.Now() {
		waiting := int64(l.freeAt.Sub(w.Now())) * l.profile.Bandwidth / 1e9
		if waiting+int64(p.wireSize()) > int64(l.profile.Queue) {
			return "queue full"
		}
	}
	if l.profile.Loss > 0 && l.net.random() < l.profile.Loss {
		return "loss"
	}
	if l.net.cfg.Explore&ExploreLoss != 0 && w.Choose(sim.ChooseLoss, 2, p.obj) == 1 {
		return "loss"
	}
	return ""
}

// postpones decides, when exploration may, whether p is delivered after the
// system call instead of inside it, and when. What follows p on its connection
// follows it here too.
func (l *link) postpones(p *packet) bool {
	p.due = l.net.w.Now()
	if l.follows(p) {
		return true
	}
	if p.len() == 0 && p.flags&(flagFin|flagRst) == 0 {
		return false
	}
	c := l.net.w.Choose(sim.ChooseDelivery, 2+l.latenesses(), p.obj)
	if c > 1 {
		p.due = p.due.Add(Latenesses[c-2])
	}
	return c > 0
}

// delays lets exploration make a segment late that travels for some time anyway.
func (l *link) delays(p *packet) {
	if p.len() > 0 || p.flags&(flagFin|flagRst) != 0 {
		switch c := l.net.w.Choose(sim.ChooseDelivery, 2+l.latenesses(), p.obj); c {
		case 0:
		case 1:
			p.due = p.due.Add(l.profile.Latency)
		default:
			p.due = p.due.Add(Latenesses[c-2])
		}
	}
	l.follows(p)
}

// latenesses is how many of the Latenesses may be chosen.
func (l *link) latenesses() int {
	if l.net.cfg.Explore&ExploreLatency == 0 {
		return 0
	}
	return len(Latenesses)
}

// follows makes p arrive no earlier than what its connection has in flight, and
// reports whether there is something.
func (l *link) follows(p *packet) (some bool) {
	for q := l.flight.head; q != nil; q = q.next {
		if q.from == p.from && q.to == p.to {
			some, p.due = true, max(p.due, q.due)
		}
	}
	return some
}

// HandleEvent delivers the segment that is due, or if several are, the first of
// another connection if exploration says so.
func (l *link) HandleEvent(uint64) {
	p := l.flight.head
	switch {
	case l.net.cfg.Explore&ExploreDelivery != 0:
		p = l.chooseFirst()
	case l.profile.Jitter > 0:
		for p.due > l.net.w.Now() { // one of another connection has overtaken it
			p = p.next
		}
	}
	l.flight.remove(p)
	l.net.backlog.push(p)
	l.net.drain()
	l.net.epoch++
}

// chooseFirst picks among the oldest segments of every connection in flight.
func (l *link) chooseFirst() *packet {
	var firsts []*packet
next:
	for p := l.flight.head; p != nil; p = p.next {
		if p.due > l.net.w.Now() {
			continue
		}
		for _, q := range firsts {
			if q.from == p.from && q.to == p.to {
				continue next
			}
		}
		firsts = append(firsts, p)
	}
	return firsts[l.net.w.Choose(sim.ChooseDelivery, len(firsts), 0)]
}
