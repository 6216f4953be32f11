package scenarios

import (
	"io"
	"io/fs"
	"net/netip"
	"path"
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
// Choices that belong to another run end it with a sim.ForeignChoice as its error.
func (s Setup) Simulate(p script.Program) (r Run) {
	if s.Trace {
		r.Trace = sim.NewTrace(0)
	}
	scripted := &sim.Scripted{Choices: s.Choices}
	rec := &sim.Recorder{Chooser: scripted}
	w := sim.NewWorld(rec, r.Trace)
	p.Version, p.Seed, p.Limits = s.Version, s.Seed, s.Limits
	if s.Cache != nil {
		p.Cache = s.Cache
	}
	defer func() {
		switch x := recover().(type) {
		case nil:
			if err := scripted.Left(); err != nil && r.Result.Err == nil {
				r.Result = script.Result{Code: 1, Err: err}
			}
		case sim.ForeignChoice:
			r.Result = script.Result{Code: 1, Err: x}
		default:
			panic(x)
		}
		r.Choices = rec.Choices
	}()
	r.Result = script.Run(p, w, s.newKernel(w))
	return r
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
	dir := path.Join("/scenarios", sc.dir())
	r := s.Simulate(script.Program{
		Path: path.Join(dir, sc.Name+".js"), Source: sc.Script, FS: files, Cwd: dir,
		Stdout: &out, Stderr: io.Discard,
	})
	return Output(out.String(), r.Result.Code)
}
