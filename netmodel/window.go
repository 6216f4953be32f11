package netmodel

import (
	"finishline/sim"
)

const (
	delayedAckTime = sim.Duration(40e6) // TCP_DELACK_MIN, TCP_ATO_MIN
	maxQuickAcks   = 16                 // TCP_MAX_QUICKACKS
)

// acking decides when to acknowledge and with which window.
type acking struct {
	rcvMSS       int   // estimate of the peer's segment size
	threshold    int64 // largest window to offer now (rcv_ssthresh)
	quick        int   // acknowledgements to send at once
	pingpong     bool  // the program answers: acknowledge with the answer
	ackScheduled bool
	nowWanted    bool
	lastData     sim.Time
	gotData      bool
	ato          sim.Duration
}

// startReceiver sets the first window.
func (s *socket) startReceiver() {
	s.acking = acking{rcvMSS: 536}
	s.rcvWnd = min(int64(s.rcvbuf/2), 65535)
	s.threshold = s.rcvWnd
}

// offeredShift is the window scale of a SYN (tcp_select_initial_window).
func (s *socket) offeredShift() int8 { return 7 }

// receiveWindow is what is left of the window last offered.
func (s *socket) receiveWindow() int64 { return max(0, s.rcvWup+s.rcvWnd-s.rcvNxt) }

// freeWindow is the window that the buffer could offer (__tcp_select_window).
func (s *socket) freeWindow() int64 {
	free := int64(s.rcvbuf-s.held) / 2
	full := int64(s.rcvbuf) / 2
	mss := min(int64(s.rcvMSS), full)
	if free < full/2 {
		s.quick = 0
		free &^= 127
		if free < full>>4 || free < mss {
			return 0
		}
	}
	free = min(free, s.threshold)
	return (free + 127) &^ 127
}

// selectWindow is the window that a segment sent now carries. It never takes
// back what was offered (tcp_select_window).
func (s *socket) selectWindow() int64 {
	s.rcvWnd = max(s.freeWindow(), s.receiveWindow())
	s.rcvWup = s.rcvNxt
	return s.rcvWnd
}

// ackSent: any segment with ACK does the duty of a pending acknowledgement.
func (s *socket) ackSent() {
	if s.ackScheduled && s.quick > 0 {
		s.quick--
	}
	s.ackScheduled, s.nowWanted = false, false
	s.delayedAck.stop()
}

// dataSent: answering soon after data came turns the connection interactive.
func (s *socket) dataSent() {
	if s.gotData && s.net.w.Now().Sub(s.lastData) < s.ato {
		s.pingpong = true
	}
}

// dataReceived keeps the books of delayed acknowledgement (tcp_event_data_recv).
func (s *socket) dataReceived(n int) {
	s.ackScheduled = true
	s.rcvMSS = max(s.rcvMSS, min(n, s.mssClamp))
	now := s.net.w.Now()
	if !s.gotData {
		s.gotData = true
		s.quick = max(s.quick, s.quickAcks())
		s.ato = delayedAckTime
	}
	s.lastData = now
	if n >= 128 {
		s.threshold = min(s.threshold+int64(2*n), int64(s.rcvbuf/2))
	}
}

func (s *socket) quickAcks() int {
	n := int(s.rcvWnd) / (2 * s.rcvMSS)
	return min(max(n, 2), maxQuickAcks)
}

func (s *socket) ackNow() { s.ackScheduled, s.nowWanted = true, true }

// ackCheck acknowledges now or starts the delay (__tcp_ack_snd_check).
func (s *socket) ackCheck() {
	if !s.ackScheduled {
		return
	}
	full := s.rcvNxt-s.rcvWup > int64(s.rcvMSS) && s.freeWindow() >= s.rcvWnd
	if full || s.nowWanted || s.quick > 0 && !s.pingpong || s.early.head != nil {
		s.sendAck()
		return
	}
	if !s.delayedAck.armed() {
		s.delayedAck.set(s.net.w.Now().Add(delayedAckTime))
	}
}

// ackDue: the delay is over.
func (s *socket) ackDue() {
	if !s.ackScheduled || s.gone() {
		return
	}
	s.pingpong = false
	s.sendAck()
}

// afterRead tells the peer about room that a read made (tcp_cleanup_rbuf).
func (s *socket) afterRead(n int) {
	if s.gone() {
		return
	}
	if s.ackScheduled && (s.rcvNxt-s.rcvWup > int64(s.rcvMSS) || s.held == 0 && !s.pingpong) {
		s.sendAck()
		return
	}
	if s.rdShut {
		return
	}
	now := s.receiveWindow()
	if w := s.freeWindow(); w > 0 && w >= 2*now {
		s.sendAck()
	}
}

// initBufferSpace sizes the buffers for a new connection (tcp_init_buffer_space).
func (s *socket) initBufferSpace() { s.expandSendBuffer() }

// expandSendBuffer makes room for two congestion windows (tcp_sndbuf_expand).
func (s *socket) expandSendBuffer() {
	if s.sndLocked {
		return
	}
	per := 1
	for per < max(s.mssClamp, s.mss)+320+320 {
		per *= 2
	}
	want := 2 * max(initCwnd, s.cwnd) * (per + 256)
	s.sndbuf = max(s.sndbuf, min(want, s.net.cfg.SndBuf.Max))
}
