package netmodel

import (
	"testing"

	"finishline/kernel"
)

func TestDbg(t *testing.T) {
	for nd := range 2 {
		w := newWorld(t, nil, Config{RcvBuf: Buffers{4096, 131072, 33554432}})
		p := w.p
		p.SetOption(w.client, kernel.TCPNoDelay, nd)
		show := func() {
			for _, fd := range []kernel.FD{w.client, w.server} {
				s := p.socket(fd)
				t.Logf("  rmem=%d rcvbuf=%d sndbuf=%d fwd=%d wmemq=%d | cwnd=%d unacked=%d sndmss=%d rcvmss=%d rcv_ssthresh=%d rcv_space=%d snd_wnd=%d rcv_wnd=%d notsent=%d quick=%d", s.held, s.rcvbuf, s.sndbuf, s.reserved, s.charged, s.cwnd, s.inFlight, s.mss, s.rcvMSS, s.threshold, s.space, s.wnd, s.rcvWnd, s.writeSeq-s.nxt, s.quick)
			}
		}
		p.Writev(w.client, [][]byte{make([]byte, 537)})
		k, e := p.Writev(w.client, [][]byte{make([]byte, 5242880)})
		t.Log(k, e)
		show()
		k, e = p.Read(w.server, make([]byte, 1048576))
		t.Log(k, e)
		show()
	}
}
