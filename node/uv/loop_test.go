package uv_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"finishline/kernel"
	"finishline/netmodel"
	"finishline/node/uv"
	"finishline/node/versions"
	"finishline/sim"
)

// rig is a loop on a network of its own.
type rig struct {
	*uv.Loop
	t     *testing.T
	lines []string
}

func newRig(t *testing.T, version string) *rig {
	t.Helper()
	r, err := versions.Find(version)
	if err != nil {
		t.Fatal(err)
	}
	w := sim.NewWorld(nil, nil)
	p := netmodel.New(w, netmodel.Config{}).NewHost("host", netip.Addr{}).NewProcess("p")
	return &rig{Loop: uv.New(w, p, versions.For(r.Version)), t: t}
}

func (r *rig) log(f string, args ...any) { r.lines = append(r.lines, fmt.Sprintf(f, args...)) }

func (r *rig) want(line string) {
	r.t.Helper()
	if got := strings.Join(r.lines, ", "); got != line {
		r.t.Errorf("\ngot  %s\nwant %s", got, line)
	}
	r.lines = nil
}

func (r *rig) runs() {
	r.t.Helper()
	if !r.Run() {
		r.t.Error("the loop hangs")
	}
}

// pair is a connected pair of handles; reads of either are logged.
func (r *rig) pair() (client, server *uv.TCP, listener *uv.TCP) {
	listener = uv.NewTCP(r.Loop)
	listener.Bind(netip.MustParseAddrPort("127.0.0.1:80"), false)
	server = uv.NewTCP(r.Loop)
	listener.Listen(511, func(kernel.Errno) { listener.Accept(server) })
	client = uv.NewTCP(r.Loop)
	client.Connect(&uv.ConnectReq{Done: func(s kernel.Errno) {}}, netip.MustParseAddrPort("127.0.0.1:80"))
	r.Step()
	client.SetListener(&reader{r, "client"})
	server.SetListener(&reader{r, "server"})
	listener.Close(nil)
	return client, server, listener
}

type reader struct {
	r   *rig
	who string
}

func (x *reader) OnRead(data []byte, status kernel.Errno) {
	switch {
	case status == uv.EOF:
		x.r.log("%s eof", x.who)
	case status != 0:
		x.r.log("%s %s", x.who, status.Name())
	default:
		x.r.log("%s %d", x.who, len(data))
	}
}

// What is closed last finishes first, and what is closed in a close callback
// waits for the next iteration.
func TestClosingIsAStack(t *testing.T) {
	r := newRig(t, "24")
	a, b := uv.NewTimer(r.Loop, nil), uv.NewTimer(r.Loop, nil)
	a.Close(func() { r.log("a in %d", r.Iteration()) })
	b.Close(func() {
		r.log("b in %d", r.Iteration())
		uv.NewTimer(r.Loop, nil).Close(func() { r.log("c in %d", r.Iteration()) })
	})
	r.runs()
	r.want("b in 1, a in 1, c in 2")
}

func TestTimerOrder(t *testing.T) {
	r := newRig(t, "18")
	timer := func(name string, ms int64) *uv.Timer {
		x := uv.NewTimer(r.Loop, func() { r.log("%s@%d", name, r.Now()) })
		x.Start(ms, 0)
		return x
	}
	timer("b", 10)
	timer("a", 5)
	timer("c", 10)
	timer("never", 7).Stop()
	timer("unref", 50).Unref()
	r.runs()
	r.want("a@5, b@10, c@10")
}

// An active idle handle keeps the loop turning instead of waiting.
func TestIdleSpins(t *testing.T) {
	r := newRig(t, "24")
	turns := 0
	var idle *uv.Watcher
	idle = uv.NewIdle(r.Loop, func() {
		if turns++; turns == 3 {
			idle.Stop()
		}
	})
	idle.Start()
	r.runs()
	if turns != 3 || r.World.Now() != sim.Time(r.Costs.Main) {
		t.Errorf("%d turns until %d", turns, r.World.Now())
	}
}

// A write that completes inside the call is reported by the pending queue, in
// the same iteration if that comes after the poll.
func TestWriteIsReportedFromPending(t *testing.T) {
	r := newRig(t, "24")
	c, s, _ := r.pair()
	s.ReadStart()
	c.Write(&uv.WriteReq{Done: func(e kernel.Errno) { r.log("written %d", e) }}, [][]byte{make([]byte, 100)})
	r.want("")
	r.Step()
	r.want("written 0, server 100")
}

// Closing fails what is open, in order: writes, then the shutdown, then close.
func TestCloseCancels(t *testing.T) {
	r := newRig(t, "24")
	c, _, _ := r.pair()
	done := func(name string) func(kernel.Errno) {
		return func(e kernel.Errno) { r.log("%s %s", name, e.Name()) }
	}
	c.Write(&uv.WriteReq{Done: done("w1")}, [][]byte{make([]byte, 16<<20)})
	c.Write(&uv.WriteReq{Done: done("w2")}, [][]byte{make([]byte, 1)})
	c.Shutdown(&uv.ShutdownReq{Done: done("shutdown")})
	c.Close(func() { r.log("closed") })
	r.runs()
	r.want("w1 ECANCELED, w2 ECANCELED, shutdown ECANCELED, closed")
}

// The shutdown waits for the queue; the peer sees all bytes, then the end.
func TestShutdownBehindWrites(t *testing.T) {
	r := newRig(t, "24")
	c, s, _ := r.pair()
	s.ReadStart()
	const size = 8 << 20
	c.Write(&uv.WriteReq{Done: func(kernel.Errno) { r.log("written") }}, [][]byte{make([]byte, size)})
	c.Shutdown(&uv.ShutdownReq{Done: func(kernel.Errno) { r.log("shut") }})
	r.runs()
	if s.BytesRead() != size {
		t.Errorf("%d bytes arrived", s.BytesRead())
	}
	if n := len(r.lines); n < 3 || r.lines[n-1] != "server eof" {
		t.Errorf("the end is %v", r.lines[max(0, n-3):])
	}
}

// A refused connection is reported from the loop, never inside the call.
func TestConnectRefused(t *testing.T) {
	r := newRig(t, "24")
	c := uv.NewTCP(r.Loop)
	err := c.Connect(&uv.ConnectReq{Done: func(e kernel.Errno) { r.log("%s", e.Name()); c.Close(nil) }}, netip.MustParseAddrPort("127.0.0.1:9"))
	if err != 0 {
		t.Fatal(err)
	}
	r.want("")
	r.runs()
	r.want("ECONNREFUSED")
}

// A loop that waits for what cannot happen says so instead of waiting.
func TestHang(t *testing.T) {
	r := newRig(t, "24")
	_, s, _ := r.pair()
	s.ReadStart()
	if r.Run() {
		t.Error("nobody writes, but the loop ended")
	}
	var kinds []string
	r.KeepingAlive(func(h *uv.Handle) { kinds = append(kinds, h.Kind()) })
	if fmt.Sprint(kinds) != "[tcp]" {
		t.Errorf("kept alive by %v", kinds)
	}
}

// Stepping blocks where Run would wait, and the deadline is the timer's.
func TestStep(t *testing.T) {
	r := newRig(t, "24")
	x := uv.NewTimer(r.Loop, func() { r.log("fired") })
	x.Start(20, 0)
	if st := r.Step(); st != uv.Blocked {
		t.Fatal(st)
	}
	if d := r.Deadline(); d.Milliseconds() != 20 {
		t.Errorf("deadline %d", d)
	}
	r.World.AdvanceTo(r.Deadline())
	if st := r.Step(); st != uv.Done {
		t.Fatal(st)
	}
	r.want("fired")
}
