package netmodel

import (
	"net/netip"
	"testing"

	"finishline/kernel"
	"finishline/sim"
)

func flood(chunk int, nodelay bool, cfg Config, cost sim.Duration) (int, int, *socket, *socket) {
	w := sim.NewWorld(nil, nil)
	n := New(w, cfg)
	p := n.NewHost("h", netip.Addr{}).NewProcess("p")
	l, _ := p.Socket(false)
	p.Bind(l, netip.AddrPortFrom(lo, 80))
	p.Listen(l, 511)
	c, _ := p.Socket(false)
	if nodelay {
		p.SetOption(c, kernel.TCPNoDelay, 1)
	}
	p.Connect(c, netip.AddrPortFrom(lo, 80))
	a, _ := p.Accept(l)
	b := [][]byte{make([]byte, chunk)}
	total, calls := 0, 0
	for {
		if cost > 0 {
			for w.Step(w.Now().Add(cost)) {
			}
			w.AdvanceTo(w.Now().Add(cost))
		}
		n, e := p.Writev(c, b)
		if e != 0 {
			return total, calls, p.socket(c), p.socket(a)
		}
		total += n
		calls++
	}
}

func TestFlood(t *testing.T) {
	want := map[bool]map[int]int{
		false: {1: 2717716, 100: 2643652, 536: 2622824, 1024: 2636288, 4096: 2616832, 16384: 2637824, 65536: 2625024, 1048576: 2633835, 8388608: 2633835},
		true:  {1: 2735462, 100: 2636840, 536: 2569840, 1024: 2608128, 4096: 2653696, 16384: 2611200, 65536: 2625024, 1048576: 2633835, 8388608: 2633835},
	}
	for _, nd := range []bool{false, true} {
		for _, chunk := range []int{1, 100, 536, 1024, 4096, 16384, 65536, 1048576, 8388608} {
			cost := sim.Duration(0)
			if chunk <= 100 {
				cost = 1500
				if chunk == 1 {
					cost = 500
				}
			}
			got, _, s, r := flood(chunk, nd, Config{RcvBuf: Buffers{4096, 131072, 33554432}}, cost)
			if got != want[nd][chunk] {
				t.Errorf("nodelay %v chunk %d: took %d, Linux %d (%+d)", nd, chunk, got, want[nd][chunk], got-want[nd][chunk])
				t.Logf("snd wmemq=%d sndbuf=%d cwnd=%d unacked=%d mss=%d wnd=%d notsent=%d", s.charged, s.sndbuf, s.cwnd, s.inFlight, s.mss, s.wnd, s.writeSeq-s.nxt)
				t.Logf("rcv rmem=%d rcvbuf=%d rcvmss=%d ssthresh=%d wnd=%d quick=%d", r.held, r.rcvbuf, r.rcvMSS, r.threshold, r.rcvWnd, r.quick)
			}
		}
	}
}

func TestSeq(t *testing.T) {
	n := New(sim.NewWorld(nil, nil), Config{RcvBuf: Buffers{4096, 131072, 33554432}})
	p := n.NewHost("h", netip.Addr{}).NewProcess("p")
	l, _ := p.Socket(false)
	p.Bind(l, netip.AddrPortFrom(lo, 80))
	p.Listen(l, 511)
	c, _ := p.Socket(false)
	p.Connect(c, netip.AddrPortFrom(lo, 80))
	a, _ := p.Accept(l)
	big := make([]byte, 8<<20)
	for _, x := range []int{4096, 1448, 5242880} {
		if x < 0 {
			k, e := p.Read(a, big[:-x])
			t.Log("read", x, k, e)
		} else {
			k, e := p.Writev(a, [][]byte{big[:x]})
			t.Log("write", x, k, e)
		}
		for _, fd := range []kernel.FD{c, a} {
			s := p.socket(fd)
			t.Logf("  rmem=%d rcvbuf=%d sndbuf=%d wmemq=%d | cwnd=%d unacked=%d sndmss=%d rcvmss=%d rcv_ssthresh=%d rcv_space=%d snd_wnd=%d rcv_wnd=%d notsent=%d quick=%d", s.held, s.rcvbuf, s.sndbuf, s.charged, s.cwnd, s.inFlight, s.mss, s.rcvMSS, s.threshold, s.space, s.wnd, s.rcvWnd, s.writeSeq-s.nxt, s.quick)
		}
	}
}
