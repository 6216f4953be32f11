package netmodel

import (
	"finishline/sim"
)

const (
	delayedAckMin = sim.Duration(40e6)  // TCP_DELACK_MIN, TCP_ATO_MIN
	delayedAckMax = sim.Duration(200e6) // TCP_DELACK_MAX
	maxQuickAcks  = 16                  // TCP_MAX_QUICKACKS
)

// acking decides when to acknowledge.
type acking struct {
	rcvMSS       int  // estimate of the peer's segment size
	lastSize     int  // the last segment's, if it was no smaller than the least MSS
	quick        int  // acknowledgements to send at once
	pingpong     bool // the program answers: acknowledge with the answer
	ackScheduled bool
	nowWanted    bool
	pushed       bool // a small or last segment came (ICSK_ACK_PUSHED)
	pushed2      bool // and another
	deferred     bool // to be sent when the system call ends
	memoryShort  bool // data was dropped for want of memory
	gotData      bool
	lastData     sim.Time
	ato          sim.Duration
}

// ackSent: any segment with ACK does the duty of a pending acknowledgement
// (tcp_event_ack_sent).
func (s *socket) ackSent() {
	if s.ackScheduled && s.quick > 0 {
		if s.quick--; s.quick == 0 {
			s.ato = delayedAckMin
		}
	}
	s.ackScheduled, s.nowWanted, s.pushed, s.pushed2, s.memoryShort = false, false, false, false, false
	s.delayedAck.stop()
}

// dataSent: answering soon after data came turns the connection interactive
// (tcp_event_data_sent).
func (s *socket) dataSent() {
	s.lastSent = s.net.w.Now()
	if s.gotData && s.lastSent.Sub(s.lastData) < s.ato {
		s.pingpong = true
	}
}

// dataReceived keeps the books when data was queued (tcp_event_data_recv).
func (s *socket) dataReceived(p *packet) {
	s.ackScheduled = true
	if p.len() >= s.rcvMSS {
		s.roundTrip = true
	}
	s.measureSegment(p)
	now := s.net.w.Now()
	since := now.Sub(s.lastData)
	switch {
	case !s.gotData:
		s.gotData = true
		s.quickAcks()
		s.ato = delayedAckMin
	case since <= delayedAckMin/2:
		s.ato = s.ato/2 + delayedAckMin/2
	case since < s.ato:
		s.ato = min(s.ato/2+since, s.rto)
	case since > s.rto:
		s.quickAcks()
	}
	s.lastData = now
	if p.len() >= 128 {
		s.growWindow(p)
	}
}

// quickAcks starts a phase of immediate acknowledgement (tcp_incr_quickack).
func (s *socket) quickAcks() {
	n := int(s.rcvWnd) / (2 * s.rcvMSS)
	if n == 0 {
		n = 2
	}
	s.quick = max(s.quick, min(n, maxQuickAcks))
}

func (s *socket) ackNow() { s.ackScheduled, s.nowWanted = true, true }

// ackCheck acknowledges what came, now or later (__tcp_ack_snd_check).
func (s *socket) ackCheck() {
	if !s.ackScheduled {
		return
	}
	full := s.rcvNxt-s.rcvWup > int64(s.rcvMSS) && (s.rcvNxt == s.copied || s.freeWindow() >= s.rcvWnd)
	switch {
	case full || s.quick > 0 && !s.pingpong || s.nowWanted || s.early.head != nil:
		if s.owned {
			s.deferred = true // net.ipv4.tcp_backlog_ack_defer
			return
		}
		s.sendAck()
	default:
		s.delayAck()
	}
}

// ackDeferred sends what ackCheck put off while the backlog was taken.
func (s *socket) ackDeferred() {
	if s.deferred {
		s.deferred = false
		if s.ackScheduled {
			s.sendAck()
		}
	}
}

// delayAck starts the delay (tcp_send_delayed_ack).
func (s *socket) delayAck() {
	now := s.net.w.Now()
	ato := s.ato
	if ato > delayedAckMin {
		most := sim.Duration(500e6)
		if s.pingpong || s.pushed {
			most = delayedAckMax
		}
		if s.srtt > 0 {
			most = min(most, max(s.srtt, delayedAckMin))
		}
		ato = min(ato, most)
	}
	due := now.Add(ato)
	if s.delayedAck.armed() {
		if s.delayedAck.due <= now.Add(ato/4) {
			s.sendAck()
			return
		}
		due = min(due, s.delayedAck.due)
	}
	s.delayedAck.set(due)
}

// ackDue: the delay is over (tcp_delack_timer_handler).
func (s *socket) ackDue() {
	if !s.ackScheduled || s.gone() || s.state == listening {
		return
	}
	if s.pingpong {
		s.pingpong, s.ato = false, delayedAckMin
	} else {
		s.ato = min(2*s.ato, s.rto)
	}
	s.sendAck()
}

// afterRead tells the peer about room that a read of n bytes made
// (tcp_cleanup_rbuf).
func (s *socket) afterRead(n int) {
	if s.gone() {
		return
	}
	if s.ackScheduled && (s.rcvNxt-s.rcvWup > int64(s.rcvMSS) ||
		n > 0 && s.held == 0 && (s.pushed2 || s.pushed && !s.pingpong)) {
		s.sendAck()
		return
	}
	if n == 0 || s.rdShut {
		return
	}
	now := s.receiveWindow()
	if 2*now > s.clamp {
		return
	}
	if w := s.freeWindow(); w > 0 && w >= 2*now {
		s.sendAck()
	}
}
