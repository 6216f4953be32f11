package netmodel

import "finishline/sim"

// link carries segments one way from host to host.
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
func (l *link) instant() bool { return l.profile.Latency == 0 && l.profile.Bandwidth == 0 }

// send puts p on the wire.
func (l *link) send(p *packet) {
	p.link = l
	if l.instant() && l.net.cfg.Explore&ExploreDelivery == 0 {
		l.net.backlog.push(p)
		l.net.drain()
		return
	}
	if why := l.loses(p); why != "" {
		p.dropped(why)
		return
	}
	w := l.net.w
	at := w.Now()
	if l.profile.Bandwidth > 0 {
		size := int64(p.wireSize(l.profile.MTU))
		at = max(at, l.freeAt).Add(sim.Duration(size * 1e9 / l.profile.Bandwidth))
		l.freeAt = at
	}
	l.flight.push(p)
	w.Schedule(at.Add(l.profile.Latency), l, 0)
}

// loses says why the link drops p, or "".
func (l *link) loses(p *packet) string {
	if l.instant() {
		return ""
	}
	w := l.net.w
	if l.profile.Queue > 0 && l.profile.Bandwidth > 0 && l.freeAt > w.Now() {
		waiting := int64(l.freeAt.Sub(w.Now())) * l.profile.Bandwidth / 1e9
		if waiting+int64(p.wireSize(l.profile.MTU)) > int64(l.profile.Queue) {
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

// HandleEvent delivers the segment that has travelled longest: a link keeps order.
func (l *link) HandleEvent(uint64) {
	p := l.flight.pop()
	l.net.backlog.push(p)
	l.net.drain()
}
