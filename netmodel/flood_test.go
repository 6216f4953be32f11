package netmodel

import (
	"testing"

	"finishline/kernel"
)

// TestFloodTakesWhatLinuxTakes writes to a peer that never reads until EAGAIN.
// The counts were measured on Linux 6.18.44, x86-64, 127.0.0.1, CUBIC, with
// tcp_rmem 4096 131072 33554432 and tcp_wmem 4096 16384 4194304, and repeat
// exactly. Writes of a few bytes are not here: a million of them take a second,
// in which delayed acknowledgements and loss probes fire, and Linux's own
// counts vary by a slice or two (100 bytes with TCP_NODELAY: 2,610,216 to
// 2,649,128 in four runs).
func TestFloodTakesWhatLinuxTakes(t *testing.T) {
	for _, c := range []struct{ chunk, nagle, nodelay int }{
		{100, 2643652, 0},
		{536, 2622824, 2569840},
		{1024, 2636288, 2608128},
		{4096, 2616832, 2653696},
		{16384, 2637824, 2611200},
		{65536, 2625024, 2625024},
		{1048576, 2633835, 2633835},
		{8388608, 2633835, 2633835},
	} {
		if got := flood(t, c.chunk, 0); got != c.nagle {
			t.Errorf("%d bytes at a time: took %d, Linux %d", c.chunk, got, c.nagle)
		}
		if got := flood(t, c.chunk, 1); c.nodelay > 0 && got != c.nodelay {
			t.Errorf("%d bytes at a time, TCP_NODELAY: took %d, Linux %d", c.chunk, got, c.nodelay)
		}
	}
}

func flood(t *testing.T, chunk, nodelay int) int {
	w := newWorld(t, nil, Config{RcvBuf: Buffers{4096, 131072, 33554432}})
	w.p.SetOption(w.client, kernel.TCPNoDelay, nodelay)
	b := [][]byte{make([]byte, chunk)}
	for total := 0; ; {
		n, e := w.p.Writev(w.client, b)
		if e != 0 {
			return total
		}
		total += n
	}
}

// TestBuffersShrinkNothing: what was taken arrives, in order, however large.
func TestEveryByteArrives(t *testing.T) {
	w := newWorld(t, nil, Config{})
	sent, got := byte(0), byte(0)
	buf := make([]byte, 50_000)
	for round := range 200 {
		b := make([]byte, 1+round*997%90_000)
		for i := range b {
			b[i] = sent + byte(i)
		}
		n, e := w.p.Writev(w.client, [][]byte{b})
		if e == 0 {
			sent += byte(n)
		}
		n, _ = w.p.Read(w.server, buf)
		for _, x := range buf[:n] {
			if x != got {
				t.Fatalf("round %d: byte %d, want %d", round, x, got)
			}
			got++
		}
	}
}

func TestSteadyFlowAllocatesNothing(t *testing.T) {
	w := newWorld(t, nil, Config{})
	chunk, buf := [][]byte{make([]byte, 65536)}, make([]byte, 65536)
	move := func() {
		w.p.Writev(w.client, chunk)
		for {
			if _, e := w.p.Read(w.server, buf); e != 0 {
				return
			}
		}
	}
	for range 100 {
		move()
	}
	if n := testing.AllocsPerRun(1000, move); n != 0 {
		t.Errorf("%v allocations for 64 KiB", n)
	}
}

// TestReceiveBufferGrows pins what Linux 6.18 showed (SO_MEMINFO, TCP_INFO) when
// the program read everything at once, some milliseconds after it was written.
func TestReceiveBufferGrows(t *testing.T) {
	w := newWorld(t, nil, Config{RcvBuf: Buffers{4096, 131072, 33554432}})
	w.p.SetOption(w.client, kernel.TCPNoDelay, 1)
	w.p.Writev(w.client, [][]byte{make([]byte, 32740)})
	w.p.Writev(w.client, [][]byte{make([]byte, 5242880)})
	if n, _ := w.p.Read(w.server, make([]byte, 4194304)); n != 127972 {
		t.Errorf("read %d, Linux 127972", n)
	}
	r := w.p.socket(w.server)
	if r.rcvbuf != 759255 || r.space != 127972 {
		t.Errorf("rcvbuf %d for %d a round trip, Linux 759255 for 127972", r.rcvbuf, r.space)
	}
}
