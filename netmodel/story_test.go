package netmodel

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"

	"finishline/kernel"
	"finishline/sim"
)

// The stories in testdata are commands and, behind ----, what happened: the
// call's result and every state change and segment. After a change of
// behaviour, look at the difference that
//
//	go test ./netmodel -run Stories -rewrite
//
// makes.
func TestStories(t *testing.T) {
	datadriven.Walk(t, "testdata/stories", func(t *testing.T, path string) {
		s := &storyteller{}
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			return s.do(t, d)
		})
	})
}

// storyteller runs the commands of one story: two processes, the server on
// 10.0.0.1 and the client on 10.0.0.2, or both on one machine.
type storyteller struct {
	w      *sim.World
	tr     *sim.Trace
	n      *Network
	procs  map[string]*Process
	addr   netip.AddrPort // of the server
	socks  map[string]sock
	names  map[sim.ObjID]string
	told   int // records told so far
	losses losses
}

type sock struct {
	p  *Process
	fd kernel.FD
}

// losses is a chooser that loses the segments whose turn is marked.
type losses struct {
	turn int
	lose map[int]bool
}

func (l *losses) Choose(p sim.Point) int {
	if p.Kind != sim.ChooseLoss {
		return 0
	}
	l.turn++
	if l.lose[l.turn] {
		return 1
	}
	return 0
}

func (s *storyteller) do(t *testing.T, d *datadriven.TestData) string {
	if d.Cmd == "world" {
		s.world(t, d)
		return "ok\n"
	}
	result := s.call(t, d)
	var sb strings.Builder
	if result != "" {
		fmt.Fprintln(&sb, result)
	}
	s.tell(&sb)
	if sb.Len() == 0 {
		return "(nothing)\n"
	}
	return sb.String()
}

// world begins: world [link=profile].
func (s *storyteller) world(t *testing.T, d *datadriven.TestData) {
	*s = storyteller{procs: map[string]*Process{}, socks: map[string]sock{}, names: map[sim.ObjID]string{}}
	s.losses.lose = map[int]bool{}
	s.tr = sim.NewTrace(0)
	s.w = sim.NewWorld(&s.losses, s.tr)
	link := ""
	d.MaybeScanArgs(t, "link", &link)
	cfg := Config{}
	if link != "" {
		p, ok := ProfileNamed(link)
		if !ok {
			t.Fatalf("no profile %q", link)
		}
		p.Loss = 0
		cfg = cfg.Apply(p)
		cfg.Explore = ExploreLoss
	}
	s.n = New(s.w, cfg)
	s.addr = netip.MustParseAddrPort("127.0.0.1:80")
	a := s.n.NewHost("a", netip.MustParseAddr("10.0.0.1"))
	b := a
	if link != "" {
		b = s.n.NewHost("b", netip.MustParseAddr("10.0.0.2"))
		s.addr = netip.MustParseAddrPort("10.0.0.1:80")
	}
	s.procs["server"], s.procs["client"] = a.NewProcess("server"), b.NewProcess("client")
}

func (s *storyteller) add(name string, p *Process, fd kernel.FD) {
	s.socks[name] = sock{p, fd}
	s.names[p.Object(fd)] = name
}

func (s *storyteller) call(t *testing.T, d *datadriven.TestData) string {
	switch d.Cmd {
	case "listen":
		return s.listen(t, d)
	case "connect":
		p := s.procs["client"]
		fd, _ := p.Socket(false)
		p.SetOption(fd, kernel.TCPNoDelay, 1)
		s.add(d.CmdArgs[0].Key, p, fd)
		return p.Connect(fd, s.addr).Name()
	case "accept":
		p := s.procs["server"]
		fd, errno := p.Accept(s.socks["listener"].fd)
		if errno == 0 {
			p.SetOption(fd, kernel.TCPNoDelay, 1)
			s.add(d.CmdArgs[0].Key, p, fd)
		}
		return errno.Name()
	case "run":
		return s.run(t, d.CmdArgs[0].Key)
	case "lose": // lose 1 3: the next segment on the link and the third
		for _, a := range d.CmdArgs {
			var n int
			fmt.Sscan(a.Key, &n)
			s.losses.lose[s.losses.turn+n] = true
		}
		return "ok"
	}
	return s.onSocket(t, d)
}

func (s *storyteller) listen(t *testing.T, d *datadriven.TestData) string {
	p, backlog, name, reuse := s.procs["server"], 511, "listener", 0
	d.MaybeScanArgs(t, "backlog", &backlog)
	d.MaybeScanArgs(t, "name", &name)
	d.MaybeScanArgs(t, "reuse", &reuse)
	fd, _ := p.Socket(false)
	s.add(name, p, fd)
	p.SetOption(fd, kernel.SoReuseAddr, reuse)
	if e := p.Bind(fd, s.addr); e != 0 {
		return "bind: " + e.Name()
	}
	return p.Listen(fd, backlog).Name()
}

func (s *storyteller) run(t *testing.T, span string) string {
	d, err := time.ParseDuration(span)
	if err != nil {
		t.Fatal(err)
	}
	until := s.w.Now().Add(d)
	for s.w.Step(until) {
	}
	s.w.AdvanceTo(until)
	return ""
}

func (s *storyteller) onSocket(t *testing.T, d *datadriven.TestData) string {
	k, ok := s.socks[d.CmdArgs[0].Key]
	if !ok {
		t.Fatalf("%s: no socket %s", d.Pos, d.CmdArgs[0].Key)
	}
	n := 0
	if len(d.CmdArgs) > 1 {
		fmt.Sscan(d.CmdArgs[1].Key, &n)
	}
	switch d.Cmd {
	case "write":
		n, e := k.p.Writev(k.fd, [][]byte{make([]byte, n)})
		return outcome(n, e)
	case "read":
		n, e := k.p.Read(k.fd, make([]byte, n))
		return outcome(n, e)
	case "shutdown":
		how := map[string]kernel.How{"rd": kernel.ShutRd, "wr": kernel.ShutWr, "both": kernel.ShutRdWr}[d.CmdArgs[1].Key]
		return k.p.Shutdown(k.fd, how).Name()
	case "close":
		return k.p.Close(k.fd).Name()
	case "linger":
		return k.p.SetOption(k.fd, kernel.SoLinger, n).Name()
	case "error":
		return k.p.SocketError(k.fd).Name()
	case "poll":
		k.p.Watch(k.fd, kernel.In|kernel.Out|kernel.RdHup)
		var out [1]kernel.Ready
		m := k.p.Poll(out[:])
		k.p.Watch(k.fd, 0)
		if m == 0 {
			return "not ready"
		}
		return bitNames(out[0].Events)
	}
	t.Fatalf("%s: no command %s", d.Pos, d.Cmd)
	return ""
}

// tell prints what the trace holds since the last time: state changes and
// segments, one a line.
func (s *storyteller) tell(sb *strings.Builder) {
	for ; s.told < s.tr.Len(); s.told++ {
		r := s.tr.At(sim.RecordID(s.told + 1))
		who := s.names[r.Obj]
		if who == "" {
			who = s.tr.String(s.tr.Object(r.Obj).Name)
		}
		name, text := s.tr.String(r.Name), s.tr.String(r.Text)
		switch r.Kind {
		case sim.KindState:
			fmt.Fprintf(sb, "%9s  %-8s %s -> %s\n", stamp(r.At), who, name, text)
		case sim.KindSegmentSent, sim.KindSegmentDelivered, sim.KindSegmentDropped:
			what := strings.TrimPrefix(r.Kind.String(), "segment-")
			fmt.Fprintf(sb, "%9s  %-8s %s %s, seq %d, %d bytes, %s\n", stamp(r.At), who, what, name, r.A, r.B, text)
		}
	}
}

func stamp(t sim.Time) string { return time.Duration(t).Round(time.Microsecond).String() }

func outcome(n int, errno kernel.Errno) string {
	if errno != 0 {
		return errno.Name()
	}
	return fmt.Sprint(n)
}

func bitNames(e kernel.Events) string {
	var s []string
	for i, n := range []string{"IN", "OUT", "ERR", "HUP", "RDHUP"} {
		if e&(1<<i) != 0 {
			s = append(s, n)
		}
	}
	return strings.Join(s, "|")
}
