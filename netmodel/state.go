package netmodel

import "finishline/sim"

// state is where a TCP socket stands (RFC 9293, section 3.3.2), with Linux's
// extra one, a socket that is no connection yet or no more (TCP_CLOSE).
type state uint8

const (
	// closed: no connection. Left by connect (synSent) and listen (listening).
	closed state = iota
	// listening: accepts SYNs. Left by close and by shutdown of its reading side.
	listening
	// synSent: our SYN is out. Left by SYN+ACK (established), SYN (synReceived:
	// simultaneous open), RST or the last timeout (closed).
	synSent
	// synReceived: both SYNs have crossed, ours is not acknowledged. Left by its
	// ACK (established) or RST (closed).
	synReceived
	// established: data flows both ways. Left by our FIN (finWait1) or the
	// peer's (closeWait).
	established
	// finWait1: our FIN is queued or out. Left by its ACK (finWait2), the peer's
	// FIN (closing), or both at once (timeWait).
	finWait1
	// finWait2: our FIN is acknowledged; the peer may still send. Left by its
	// FIN (timeWait), or 60 s after close (closed).
	finWait2
	// closing: both FINs crossed, ours is not acknowledged. Left by its ACK (timeWait).
	closing
	// timeWait: both directions are done; the address pair rests for 60 s.
	timeWait
	// closeWait: the peer has finished, we may still send. Left by our FIN (lastAck).
	closeWait
	// lastAck: our FIN is queued or out and the peer's has come. Left by its ACK (closed).
	lastAck
)

var stateNames = [...]string{"CLOSE", "LISTEN", "SYN_SENT", "SYN_RECV", "ESTABLISHED",
	"FIN_WAIT1", "FIN_WAIT2", "CLOSING", "TIME_WAIT", "CLOSE_WAIT", "LAST_ACK"}

func (s state) String() string { return stateNames[s] }

// sends reports whether data that is queued may leave.
func (s state) sends() bool {
	return s == established || s == closeWait || s == finWait1 || s == closing || s == lastAck
}

// setState is the only place where a socket's state changes.
func (s *socket) setState(to state) {
	from := s.state
	if from == to {
		return
	}
	s.state = to
	if s.net.w.Tracing() {
		s.emit(sim.Record{Kind: sim.KindState, Name: s.net.w.Sym(from.String()), Text: s.net.w.Sym(to.String())})
	}
	if to == closed {
		s.stopTimers()
		s.unhash()
		if !s.portLocked {
			s.unbind()
		}
	}
}
