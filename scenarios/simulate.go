package scenarios

import (
	"io"
	"io/fs"
	"net/netip"
	"strings"

	"finishline/kernel"
	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/script"
	"finishline/sim"
)

// Setup names a run together with the script: the same setup and script give
// the same trace, everywhere.
type Setup struct {
	Version versions.Release
	Net     netmodel.Profile
	Seed    uint64
	Choices []int            // canonical past the end
	Explore netmodel.Explore // what is asked
	Trace   bool
	Limits  script.Limits
	Cache   *script.Cache // nil: every run compiles its sources
}

// Run is a script run in a world of its own.
type Run struct {
	Result  script.Result
	Trace   *sim.Trace // nil unless Setup.Trace
	Choices []int      // every answer the world gave
}

// Simulate runs a program as the only process of the only host of a simulated
// network, in virtual time. The setup's version and seed replace the program's.
func (s Setup) Simulate(p script.Program) Run {
	var t *sim.Trace
	if s.Trace {
		t = sim.NewTrace(0)
	}
	rec := &sim.Recorder{Chooser: &sim.Scripted{Choices: s.Choices}}
	w := sim.NewWorld(rec, t)
	p.Version, p.Seed, p.Limits = s.Version, s.Seed, s.Limits
	if s.Cache != nil {
		p.Cache = s.Cache
	}
	return Run{Result: script.Run(p, w, s.newKernel(w)), Trace: t, Choices: rec.Choices}
}

func (s Setup) newKernel(w *sim.World) kernel.Kernel {
	n := netmodel.New(w, netmodel.Config{Link: s.Net, Seed: s.Seed, Explore: s.Explore})
	h := n.NewHost("host", netip.AddrFrom4([4]byte{10, 0, 0, 1}))
	if s.Net.Name != "" {
		n.Join(h, h, s.Net) // the script talks to itself: give that path the profile
	}
	return h.NewProcess("node")
}

// Print runs a scenario as Output prints runs.
func (s Setup) Print(sc Scenario, files fs.FS) string {
	var out strings.Builder
	r := s.Simulate(script.Program{
		Path: "/scenarios/" + sc.Name + ".js", Source: sc.Script, FS: files, Cwd: "/scenarios",
		Stdout: &out, Stderr: io.Discard,
	})
	return Output(out.String(), r.Result.Code)
}
