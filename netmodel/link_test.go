package netmodel

import (
	"net/netip"
	"testing"
	"time"

	"finishline/kernel"
	"finishline/sim"
)

// between is a client on host b with a connection to a server on host a.
type between struct {
	*sim.World
	n              *Network
	server, client *Process
	s, c           kernel.FD
}

func newBetween(t *testing.T, p Profile, cfg Config) *between {
	t.Helper()
	b := &between{World: sim.NewWorld(nil, nil)}
	b.n = New(b.World, cfg)
	x := b.n.NewHost("a", netip.MustParseAddr("10.0.0.1"))
	y := b.n.NewHost("b", netip.MustParseAddr("10.0.0.2"))
	b.n.Join(x, y, p)
	b.server, b.client = x.NewProcess("server"), y.NewProcess("client")
	l, _ := b.server.Socket(false)
	at := netip.MustParseAddrPort("10.0.0.1:80")
	b.server.Bind(l, at)
	b.server.Listen(l, 511)
	b.server.Watch(l, kernel.In)
	b.c, _ = b.client.Socket(false)
	if e := b.client.Connect(b.c, at); e != kernel.EINPROGRESS {
		t.Fatal(e)
	}
	b.client.Watch(b.c, kernel.Out)
	if !b.client.Wait(sim.Never) || !b.server.Wait(sim.Never) {
		t.Fatal("no connection")
	}
	var e kernel.Errno
	if b.s, e = b.server.Accept(l); e != 0 {
		t.Fatal(e)
	}
	b.server.Watch(b.s, kernel.In)
	return b
}

// transfer moves n bytes from client to server and returns how long it took.
func (b *between) transfer(t *testing.T, n int) time.Duration {
	t.Helper()
	chunk, buf := [][]byte{make([]byte, 65536)}, make([]byte, 65536)
	began := b.Now()
	for sent, got := 0, 0; got < n; {
		for sent < n {
			k, e := b.client.Writev(b.c, prefix(chunk, min(n-sent, 65536)))
			if e != 0 {
				break
			}
			sent += k
		}
		if !b.server.Wait(b.Now() + 60e9) {
			t.Fatal("stuck")
		}
		for {
			k, e := b.server.Read(b.s, buf)
			if e != 0 {
				if e != kernel.EAGAIN {
					t.Fatal(e)
				}
				break
			}
			got += k
		}
		if b.Now().Sub(began) > time.Hour {
			t.Fatalf("%d of %d bytes after an hour", got, n)
		}
	}
	return b.Now().Sub(began)
}

func TestHandshakeTakesOneRoundTrip(t *testing.T) {
	b := newBetween(t, Profile{Latency: 10 * time.Millisecond}, Config{})
	if got := time.Duration(b.Now()); got != 30*time.Millisecond {
		t.Errorf("accepted after %v, want three times the latency", got)
	}
}

func TestSmallMessageTakesLatency(t *testing.T) {
	b := newBetween(t, Profile{Latency: 10 * time.Millisecond}, Config{})
	if got := b.transfer(t, 100); got != 10*time.Millisecond {
		t.Errorf("took %v, want the latency", got)
	}
}

func TestBandwidthBoundsThroughput(t *testing.T) {
	// 10 MB at 1 MB/s: 10 s for the payload, 3.7 % more for headers, slow start aside.
	b := newBetween(t, Profile{Latency: 5 * time.Millisecond, Bandwidth: 1_000_000, MTU: 1500}, Config{})
	if got := b.transfer(t, 10_000_000); got < 10*time.Second || got > 11*time.Second {
		t.Errorf("took %v, want between 10 and 11 s", got)
	}
}

func TestWindowBoundsThroughputOnLongLinks(t *testing.T) {
	// A locked receive buffer of 64 KiB allows one window a round trip.
	b := newBetween(t, Profile{Latency: 50 * time.Millisecond, MTU: 1500}, Config{RcvBuf: Buffers{4096, 65536, 65536}})
	got := b.transfer(t, 1_000_000)
	if got < 1500*time.Millisecond || got > 10*time.Second {
		t.Errorf("took %v: the window should allow about 32 KiB each 100 ms", got)
	}
}

func TestLossIsRepaired(t *testing.T) {
	for seed := range uint64(20) {
		b := newBetween(t, Profile{Latency: 5 * time.Millisecond, Bandwidth: 1_000_000, MTU: 1500, Queue: 64 << 10, Loss: 0.02}, Config{Seed: seed})
		if got := b.transfer(t, 300_000); got > 60*time.Second {
			t.Errorf("seed %d: took %v", seed, got)
		}
	}
}

func TestQueueOverflowIsLoss(t *testing.T) {
	tr := sim.NewTrace(0)
	w := sim.NewWorld(nil, tr)
	n := New(w, Config{})
	x, y := n.NewHost("a", netip.MustParseAddr("10.0.0.1")), n.NewHost("b", netip.MustParseAddr("10.0.0.2"))
	n.Join(x, y, Profile{Latency: time.Millisecond, Bandwidth: 100_000, MTU: 1500, Queue: 6000})
	server, client := x.NewProcess("server"), y.NewProcess("client")
	l, _ := server.Socket(false)
	at := netip.MustParseAddrPort("10.0.0.1:80")
	server.Bind(l, at)
	server.Listen(l, 511)
	c, _ := client.Socket(false)
	client.Connect(c, at)
	for w.Step(sim.Time(time.Second)) {
	}
	client.Writev(c, [][]byte{make([]byte, 14480)})
	dropped := 0
	for i := 1; i <= tr.Len(); i++ {
		if r := tr.At(sim.RecordID(i)); r.Kind == sim.KindSegmentDropped && tr.String(r.Text) == "queue full" {
			dropped++
		}
	}
	if dropped == 0 || dropped == 10 {
		t.Errorf("%d of ten segments did not fit a queue of four", dropped)
	}
}

func TestWaitSaysWhenNothingCanHappen(t *testing.T) {
	w := sim.NewWorld(nil, nil)
	p := New(w, Config{}).NewHost("host", netip.Addr{}).NewProcess("program")
	l, _ := p.Socket(false)
	p.Listen(l, 1)
	p.Watch(l, kernel.In)
	if p.Wait(sim.Never) {
		t.Error("a listener that nobody can reach became ready")
	}
	if !p.Wait(5e9) || w.Now() != 5e9 {
		t.Errorf("Wait with a deadline ended at %v", w.Now())
	}
}
