package netmodel

import (
	"finishline/sim"
)

// nagleMode says how small segments are held back (tcp_sock.nonagle).
type nagleMode uint8

const (
	nagleOff  nagleMode = 1 // TCP_NODELAY
	naglePush nagleMode = 4 // send now whatever there is
)

func (s *socket) nagle() nagleMode {
	if s.nodelay {
		return nagleOff
	}
	return 0
}

const (
	headerRoom = 256                      // MAX_TCP_HEADER
	gsoMax     = 65536 - (headerRoom + 1) // sk_gso_max_size
	timestamps = 12                       // TCP option bytes in every segment

	// bareTruesize is what a segment without payload is charged for
	// (skb_set_tcp_pure_ack).
	bareTruesize = 2
)

// startSender sets what is known before the handshake.
func (s *socket) startSender() {
	ip, mtu := 20, Loopback.MTU
	if s.link != nil {
		mtu = s.link.profile.MTU
	}
	if s.remote.Addr().Is6() {
		ip = 40
	} else {
		mtu = min(mtu, 65535) // IP_MAX_MTU
	}
	s.pathMSS = mtu - ip - 20
	s.mssClamp = s.pathMSS
	s.una, s.nxt, s.writeSeq, s.pushSeq, s.smallEnd, s.maxWnd = 0, 0, 0, 0, 0, 0
	s.startCongestion()
	s.startReceiver()
}

// syncMSS sets the segment size from path, peer and window (tcp_sync_mss).
func (s *socket) syncMSS() { s.mss = s.halfWindow(min(s.pathMSS, s.mssClamp) - timestamps) }

// sizeGoal is how much payload one slice takes: as many segments as fit 64 KiB
// and half the largest window seen (net/ipv4/tcp.c, tcp_xmit_size_goal).
func (s *socket) sizeGoal() int { return max(1, s.halfWindow(gsoMax)/s.mss) * s.mss }

// halfWindow bounds n to half the largest window that the peer ever offered
// (include/net/tcp.h, tcp_bound_to_half_wnd).
func (s *socket) halfWindow(n int) int {
	cutoff := s.maxWnd
	if s.maxWnd > 536 {
		cutoff = s.maxWnd >> 1
	}
	if cutoff > 0 && int64(n) > cutoff {
		return int(max(cutoff, 68-32))
	}
	return n
}

// push sends what window, congestion window and Nagle allow
// (net/ipv4/tcp_output.c, __tcp_push_pending_frames).
func (s *socket) push(mss int, mode nagleMode) {
	if s.unsent.head == nil || !s.state.sends() {
		return
	}
	s.transmitQueue(mss, mode, false)
	if s.unacked.head == nil && s.unsent.head != nil && !s.retransmit.armed() {
		s.armProbe()
	}
}

// transmitQueue sends from the head of the send queue; with one set, a single
// slice (tcp_write_xmit).
func (s *socket) transmitQueue(mss int, mode nagleMode, one bool) {
	most := max(gsoMax/mss, 2) // segments in one transmission
	sent, cwndLimited := 0, false
	for c := s.unsent.head; c != nil; c = s.unsent.head {
		quota := min(s.cwnd-s.inFlight, most)
		if quota <= 0 {
			break
		}
		s.enlarge(c, quota*mss)
		if !s.windowAllows(c, mss) {
			break
		}
		limit := mss
		if c.len() <= mss {
			if c.next == nil && s.nagleHolds(c.len() < mss, c, mode) {
				break
			}
		} else {
			if !one && s.defers(c, most, &cwndLimited) {
				break
			}
			limit = s.splitPoint(c, mss, quota, mode)
		}
		if c.len() > limit {
			s.split(&s.unsent, c, limit)
		}
		s.unsent.pop()
		s.unacked.push(c)
		c.count = c.segments(mss)
		s.inFlight += c.count
		sent++
		s.sent(c, mss)
		if one {
			break
		}
	}
	cwndLimited = cwndLimited || s.inFlight >= s.cwnd
	if sent > 0 || cwndLimited {
		s.noteUse(cwndLimited)
	}
}

// windowAllows reports whether the first segment of c fits the peer's window.
func (s *socket) windowAllows(c *slice, mss int) bool {
	end := c.end()
	if c.len() > mss {
		end = c.seq + int64(mss)
	}
	return end <= s.una+s.wnd
}

// nagleHolds reports whether c, if small, must wait for an acknowledgement
// (RFC 896 with Minshall's change; tcp_nagle_test).
func (s *socket) nagleHolds(small bool, c *slice, mode nagleMode) bool {
	if !small || mode != 0 || c.fin {
		return false
	}
	return s.inFlight > 0 && s.smallEnd > s.una && s.smallEnd <= s.nxt
}

// ackIsFar reports whether the next acknowledgement is too far away to wait
// for: more than half a round trip, or nothing was sent for a millisecond.
func (s *socket) ackIsFar() bool {
	const recent = sim.Duration(1e6)
	now := s.net.w.Now()
	expected := s.unacked.head.sentAt.Add(s.srtt)
	return now.Sub(s.lastSent) > recent || expected.Sub(now) > min(s.srtt/2, recent)
}

// defers reports whether c waits to become larger, because little of the
// window is open and an acknowledgement is near (tcp_tso_should_defer).
func (s *socket) defers(c *slice, most int, cwndLimited *bool) bool {
	window := s.una + s.wnd - c.seq
	congestion := int64(s.cwnd-s.inFlight) * int64(s.mss)
	limit := min(window, congestion)
	switch {
	case limit >= int64(most*s.mss):
		return false
	case c.next != nil && limit >= int64(c.len()):
		return false
	case limit >= min(s.wnd, int64(s.cwnd*s.mss))/3:
		return false
	case s.unacked.head == nil || s.ackIsFar():
		return false
	case congestion < window && congestion <= int64(c.len()):
		*cwndLimited = true
	case congestion >= window && window <= int64(c.len()):
	case c.fin:
		return false
	}
	return true
}
