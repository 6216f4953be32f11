package netmodel

import (
	"finishline/kernel"
	"finishline/sim"
)

// watch is a descriptor's place in its process's poller (struct epitem).
type watch struct {
	interest   kernel.Events // 0: not watched
	queued     bool          // on the ready list
	prev, next *descriptor
	cause      sim.RecordID // what woke it last
	reported   sim.RecordID // the record of its being reported
}

// watchList is epoll's ready list: descriptors in the order in which they were
// woken. Being on it says only that a wake-up came; readiness is looked up
// when it is harvested.
type watchList struct{ head, tail *descriptor }

func (l *watchList) push(s *descriptor) {
	if s.watch.queued {
		return
	}
	s.watch.queued = true
	s.watch.prev, s.watch.next = l.tail, nil
	if l.tail == nil {
		l.head = s
	} else {
		l.tail.watch.next = s
	}
	l.tail = s
}

func (l *watchList) remove(s *descriptor) {
	if !s.watch.queued {
		return
	}
	if s.watch.prev != nil {
		s.watch.prev.watch.next = s.watch.next
	} else {
		l.head = s.watch.next
	}
	if s.watch.next != nil {
		s.watch.next.watch.prev = s.watch.prev
	} else {
		l.tail = s.watch.prev
	}
	s.watch.queued, s.watch.prev, s.watch.next = false, nil, nil
}

// Watch is epoll_ctl: it adds, changes or (0) removes the interest in fd. A
// descriptor that is ready already goes to the end of the ready list.
func (p *Process) Watch(fd kernel.FD, events kernel.Events) {
	s := p.descriptor(fd)
	if s == nil {
		return
	}
	if events == 0 {
		p.ready.remove(s)
		s.watch = watch{}
		return
	}
	s.watch.interest = events | kernel.Err | kernel.Hup
	if s.sock.readiness()&s.watch.interest != 0 {
		p.queueReady(s)
	}
}

// wakeAll is a key for wake that every watcher hears (a state change).
const wakeAll = kernel.Events(0)

// wake tells the poller that something of key may have become ready
// (fs/eventpoll.c, ep_poll_callback).
func (s *socket) wake(key kernel.Events) {
	s.descriptor.wake(key)
	for _, d := range s.others {
		d.wake(key)
	}
}

func (d *descriptor) wake(key kernel.Events) {
	if d.proc == nil || d.watch.interest == 0 {
		return
	}
	if key == wakeAll || key&d.watch.interest != 0 {
		d.watch.cause = d.sock.net.w.Cause()
		d.proc.queueReady(d)
	}
}

// queueReady puts d on the ready list, noting when that ended the list's being empty.
func (p *Process) queueReady(d *descriptor) {
	if p.ready.head == nil {
		p.woken = p.net.w.Now()
	}
	p.ready.push(d)
}

// Woken is when the first of what is on the ready list came onto it.
func (p *Process) Woken() sim.Time { return p.woken }

// Runnable reports whether Poll would report something.
func (p *Process) Runnable() bool {
	for s := p.ready.head; s != nil; s = p.ready.head {
		if s.sock.readiness()&s.watch.interest != 0 {
			return true
		}
		p.ready.remove(s)
	}
	return false
}

// Poll harvests the ready list as epoll_wait does: every socket on it is
// looked at once and, being level-triggered, goes to the end of the list if
// it is reported (fs/eventpoll.c, ep_send_events).
func (p *Process) Poll(out []kernel.Ready) int {
	if !p.Runnable() {
		return 0
	}
	p.chooseFirst()
	n := 0
	var stop *descriptor // the first one that went back to the list
	for n < len(out) {
		s := p.ready.head
		if s == nil || s == stop {
			break
		}
		p.ready.remove(s)
		ev := s.sock.readiness() & s.watch.interest
		if ev == 0 {
			continue
		}
		out[n] = kernel.Ready{FD: s.fd, Events: ev}
		n++
		if p.net.w.Observing() {
			p.net.epoch++
			p.past = sim.Mix(p.past, uint64(s.sock.id)<<8|uint64(ev))
		}
		p.ready.push(s)
		if stop == nil {
			stop = s
		}
		s.traceReady(ev)
	}
	return n
}

// chooseFirst lets exploration move another ready socket to the front.
func (p *Process) chooseFirst() {
	if p.net.cfg.Explore&ExploreReady == 0 {
		return
	}
	var live []*descriptor
	for s := p.ready.head; s != nil; s = s.watch.next {
		if s.sock.readiness()&s.watch.interest != 0 {
			live = append(live, s)
		}
	}
	c := p.net.w.Choose(sim.ChooseReady, len(live), p.obj)
	if c == 0 {
		return
	}
	for i, s := range live {
		if i != c {
			p.ready.remove(s)
			p.ready.push(s)
		}
	}
}

func (d *descriptor) traceReady(ev kernel.Events) {
	if d.sock.net.w.Tracing() {
		d.watch.reported = d.sock.emit(sim.Record{Kind: sim.KindReady, Obj: d.object(), A: int64(ev), Cause: d.watch.cause})
	}
}

// ReadyCause is the record of fd's being reported ready, for the loop's own.
func (p *Process) ReadyCause(fd kernel.FD) sim.RecordID {
	if s := p.descriptor(fd); s != nil {
		return s.watch.reported
	}
	return 0
}

// readiness is what poll(2) would say of s (net/ipv4/tcp.c, tcp_poll).
func (s *socket) readiness() kernel.Events {
	if s.pair != nil {
		return s.pair.readiness(s)
	}
	if s.state == listening {
		if s.accept.head != nil {
			return kernel.In
		}
		return 0
	}
	var ev kernel.Events
	slow := s.digesting()
	if (s.state == closed || s.rdShut && s.wrShut) && !slow {
		ev |= kernel.Hup
	}
	if s.rdShut && !slow {
		ev |= kernel.In | kernel.RdHup
	}
	if s.state != synSent && s.state != synReceived {
		if s.rcvNxt > s.copied && !slow {
			ev |= kernel.In
		}
		if s.wrShut || s.writable() {
			ev |= kernel.Out
		} else {
			s.noSpace = true
		}
	}
	if s.err != 0 {
		ev |= kernel.Err
	}
	return ev
}
