package netmodel

import (
	"net/netip"
	"testing"

	"finishline/kernel"
	"finishline/sim"
)

// world is one process with a listener on 127.0.0.1:80 and a connection to it.
type world struct {
	*sim.World
	n                *Network
	p                *Process
	listener, client kernel.FD
	server           kernel.FD
}

var (
	lo       = netip.MustParseAddr("127.0.0.1")
	addrNone netip.Addr
)

func newWorld(tb testing.TB, tr *sim.Trace, cfg Config) *world {
	w := &world{World: sim.NewWorld(nil, tr)}
	w.n = New(w.World, cfg)
	w.p = w.n.NewHost("host", netip.Addr{}).NewProcess("program")
	w.listen(tb)
	w.connect(tb)
	return w
}

func (w *world) listen(tb testing.TB) {
	w.listener, _ = w.p.Socket(false)
	if e := w.p.Bind(w.listener, netip.AddrPortFrom(lo, 80)); e != 0 {
		tb.Fatal(e)
	}
	if e := w.p.Listen(w.listener, 511); e != 0 {
		tb.Fatal(e)
	}
}

func (w *world) connect(tb testing.TB) {
	w.client, _ = w.p.Socket(false)
	if e := w.p.Connect(w.client, netip.AddrPortFrom(lo, 80)); e != kernel.EINPROGRESS {
		tb.Fatal(e)
	}
	var e kernel.Errno
	if w.server, e = w.p.Accept(w.listener); e != 0 {
		tb.Fatal(e)
	}
}

// BenchmarkBulk moves 100 MB through one connection, 64 KiB at a time.
func BenchmarkBulk(b *testing.B) {
	const total = 100_000_000
	w := newWorld(b, nil, Config{})
	chunk, buf := [][]byte{make([]byte, 65536)}, make([]byte, 65536)
	b.SetBytes(total)
	b.ReportAllocs()
	for b.Loop() {
		for sent, got := 0, 0; got < total; {
			if sent < total {
				n, _ := w.p.Writev(w.client, chunk)
				sent += n
			}
			n, e := w.p.Read(w.server, buf)
			if e != 0 {
				b.Fatal(e)
			}
			got += n
		}
	}
}

// BenchmarkExchange connects, accepts, does 20 small writes and reads, closes.
func BenchmarkExchange(b *testing.B) {
	w := newWorld(b, nil, Config{})
	msg, buf := [][]byte{make([]byte, 200)}, make([]byte, 65536)
	b.ReportAllocs()
	for b.Loop() {
		w.connect(b)
		w.p.SetOption(w.client, kernel.TCPNoDelay, 1)
		for range 10 {
			w.p.Writev(w.client, msg)
			w.p.Read(w.server, buf)
			w.p.Writev(w.server, msg)
			w.p.Read(w.client, buf)
		}
		w.p.Close(w.client)
		w.p.Close(w.server)
		w.AdvanceTo(w.Now() + 61e9)
		for w.Step(w.Now()) {
		}
	}
}

// BenchmarkWorld makes a world with an established connection.
func BenchmarkWorld(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		w := newWorld(b, nil, Config{})
		w.p.Writev(w.client, [][]byte{make([]byte, 100)})
		w.p.Exit()
	}
}

// BenchmarkTraced is BenchmarkExchange with a trace.
func BenchmarkTraced(b *testing.B) {
	msg, buf := [][]byte{make([]byte, 200)}, make([]byte, 65536)
	b.ReportAllocs()
	for b.Loop() {
		w := newWorld(b, sim.NewTrace(0), Config{})
		for range 10 {
			w.p.Writev(w.client, msg)
			w.p.Read(w.server, buf)
			w.p.Writev(w.server, msg)
			w.p.Read(w.client, buf)
		}
		w.p.Exit()
	}
}
