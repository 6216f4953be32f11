package scenarios

import (
	"io"
	"io/fs"
	"net/netip"
	"path"
	"strings"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/script"
	"finishline/sim"
)

// recordedSndBuf is the send buffers' size where real Node was recorded: Linux
// 6.18 with BBR instead of CUBIC, which shows in nothing else on loopback.
const recordedSndBuf = 3

// Setup names a run together with the script: the same setup and script give
// the same trace, everywhere.
type Setup struct {
	Version versions.Release
	Net     netmodel.Profile
	Seed    uint64
	Choices []int            // canonical past the end
	Names   []string         // further names of the host, where one process does what several were written for
	Explore netmodel.Explore // what is asked
	Trace   bool
	Payload bool // with Trace: the octets of every read and write, too
	Limits  script.Limits
	Cache   *script.Cache // nil: every run compiles its sources

	// Chooser answers instead of Choices.
	Chooser sim.Chooser
	// Watch, if set, is given the network before anything happens, and the world is observed.
	Watch func(*netmodel.Network)
	// Into keeps the trace, if Trace is set; nil: a new one.
	Into *sim.Trace
}

// Run is a script run in a world of its own.
type Run struct {
	Result  script.Result
	Trace   *sim.Trace // nil unless Setup.Trace
	Choices []int      // every answer the world gave
	// Observed stands for what the programs were shown; see sim.World.
	Observed uint64
}

// Simulate runs a program as the only process of the only host of a simulated
// network, in virtual time. The setup's version and seed replace the program's.
// Choices that belong to another run end it with a sim.ForeignChoice as its error.
func (s Setup) Simulate(p script.Program) Run {
	var r Run
	r.Trace, r.Choices, r.Observed = s.inWorld(func(w *sim.World) {
		c := netmodel.Config{}.Apply(s.Net)
		c.Names = len(s.Names) > 0
		n := s.network(w, c)
		h := n.NewHost("host", netip.AddrFrom4([4]byte{10, 0, 0, 1}))
		h.Names = s.Names
		if s.Net.Name != "" {
			n.Join(h, h, s.Net) // the script talks to itself: give that path the profile
		}
		p.Version, p.Seed, p.Limits = s.Version, s.Seed, s.Limits
		if s.Cache != nil {
			p.Cache = s.Cache
		}
		r.Result = script.Run(p, w, h.NewProcess("node"))
	}, &r.Result)
	return r
}

// inWorld makes a world and lets run run in it. Choices of another run become
// the result's error.
func (s Setup) inWorld(run func(*sim.World), result *script.Result) (t *sim.Trace, choices []int, observed uint64) {
	if s.Trace {
		if t = s.Into; t == nil {
			t = sim.NewTrace(0)
		}
	}
	scripted := &sim.Scripted{Choices: s.Choices}
	rec := &sim.Recorder{Chooser: scripted}
	chooser := sim.Chooser(rec)
	if s.Chooser != nil {
		chooser = s.Chooser
	}
	w := sim.NewWorld(chooser, t)
	if s.Watch != nil {
		w.StartObserving()
	}
	defer func() {
		switch x := recover().(type) {
		case nil:
			if err := scripted.Left(); err != nil && result.Err == nil {
				*result = script.Result{Code: 1, Err: err}
			}
		case sim.ForeignChoice:
			if s.Chooser != nil {
				panic(x) // its owner knows better what to say
			}
			*result = script.Result{Code: 1, Err: x}
		default:
			panic(x)
		}
		choices, observed = rec.Choices, w.Observed()
	}()
	run(w)
	return
}

func (s Setup) network(w *sim.World, c netmodel.Config) *netmodel.Network {
	c.Seed, c.Explore, c.Payload = s.Seed, s.Explore, s.Payload
	c.SndBufWindows = recordedSndBuf
	n := netmodel.New(w, c)
	if s.Watch != nil {
		s.Watch(n)
	}
	return n
}

// Print runs a scenario as Output prints runs.
func (s Setup) Print(sc Scenario, files fs.FS) string {
	var out strings.Builder
	dir := path.Join("/scenarios", sc.dir())
	r := s.Simulate(script.Program{
		Path: path.Join(dir, sc.Name+".js"), Source: sc.Script, FS: files, Cwd: dir,
		Stdout: &out, Stderr: io.Discard,
	})
	return Output(out.String(), r.Result.Code)
}
