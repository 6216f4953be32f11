package netmodel

import (
	"finishline/kernel"
	"finishline/sim"
)

// timerKind says what a timer of a socket is for.
type timerKind uint64

const (
	timerRetransmit timerKind = iota // retransmission, zero-window probe
	timerAck                         // delayed acknowledgement
	timerLife                        // TIME_WAIT, FIN_WAIT2, keep-alive
	timerRead                        // a slow program reads on
)

// timer is one pending event of a socket at most.
type timer struct {
	s      *socket
	id     sim.EventID
	due    sim.Time // 0: stopped
	queued sim.Time // when the event will come, at due or before
	kind   timerKind
}

func (s *socket) initTimers() {
	s.retransmit = timer{s: s, kind: timerRetransmit}
	s.delayedAck = timer{s: s, kind: timerAck}
	s.life = timer{s: s, kind: timerLife}
	s.busy = timer{s: s, kind: timerRead}
}

func (s *socket) stopTimers() {
	s.retransmit.stop()
	s.delayedAck.stop()
	s.life.stop()
}

// set arms the timer. An event that is queued for an earlier time stays and
// re-queues itself when it comes: moving a deadline back costs nothing.
func (t *timer) set(due sim.Time) {
	w := t.s.net.w
	t.due = due
	if t.id != 0 {
		if t.queued <= due {
			return
		}
		w.Cancel(t.id)
	}
	t.id, t.queued = w.Schedule(due, t, 0), due
}

func (t *timer) stop() {
	t.due = 0
	if t.id != 0 {
		t.s.net.w.Cancel(t.id)
		t.id = 0
	}
}

func (t *timer) armed() bool { return t.due != 0 }

// HandleEvent fires the timer if it is due.
func (t *timer) HandleEvent(uint64) {
	s := t.s
	w := s.net.w
	t.id = 0
	if w.Now() < t.due {
		t.set(t.due)
		return
	}
	t.due = 0
	n := s.net
	n.hold()
	defer n.resume()
	switch t.kind {
	case timerRetransmit:
		s.retransmitDue()
	case timerAck:
		s.ackDue()
	case timerLife:
		s.lifeDue()
	case timerRead:
		s.wake(kernel.In)
	}
}
