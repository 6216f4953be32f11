package explore

import (
	"net/netip"
	"strconv"
	"strings"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/script"
	"finishline/sim"
)

// Script runs one program in a world of its own, again and again. It is a
// Runner. Copies may run at the same time.
type Script struct {
	Program script.Program // its Stdout and Stderr are not used
	Version versions.Release
	Net     netmodel.Profile
	Seed    uint64
	Limits  script.Limits
	// Liberties is what the world may choose.
	Liberties netmodel.Explore
}

// Liberties that an exploration takes unless told otherwise: all but loss,
// which loopback does not know, and latency, which multiplies the schedules.
const Liberties = netmodel.ExploreWrite | netmodel.ExploreRead | netmodel.ExploreReady | netmodel.ExploreDelivery

// maxOutput bounds what is kept of what a process printed, in bytes. More is
// counted in the class all the same.
const maxOutput = 64 << 10

// output keeps the beginning of a text, and stands for all of it.
type output struct {
	text strings.Builder
	rest uint64
}

func (o *output) Write(b []byte) (int, error) {
	room := maxOutput - o.text.Len()
	o.text.Write(b[:min(room, len(b))])
	if len(b) > room {
		o.rest = sim.Mix(o.rest, sim.HashString(string(b[max(0, room):])))
	}
	return len(b), nil
}

// Run implements Runner.
func (s *Script) Run(c *Chooser, t *sim.Trace) Result {
	w := sim.NewWorld(c, t)
	w.StartObserving()
	n := netmodel.New(w, netmodel.Config{Link: s.Net, Seed: s.Seed, Explore: s.Liberties})
	h := n.NewHost("host", netip.AddrFrom4([4]byte{10, 0, 0, 1}))
	if s.Net.Name != "" {
		n.Join(h, h, s.Net)
	}
	k := h.NewProcess("node")
	c.Attach(n)
	var stdout, stderr output
	p := s.Program
	p.Version, p.Seed, p.Limits, p.Stdout, p.Stderr = s.Version, s.Seed, s.Limits, &stdout, &stderr
	r := script.Run(p, w, k)
	out := ProcessResult{Name: k.Name(), Stdout: stdout.text.String(), Stderr: stderr.text.String(), Code: r.Code, Signal: r.Signal}
	if r.Err != nil {
		out.Error = r.Err.Error()
	}
	return Result{Processes: []ProcessResult{out}, Observed: w.Observed() + stdout.rest + stderr.rest}
}

// Header names an exploration of the script.
func (s *Script) Header(file string, o Options) Header {
	o = o.withDefaults()
	h := Header{File: file, Source: strconv.FormatUint(sim.HashString(s.Program.Source), 16), Version: s.Version.Version.String(), Net: s.Net.Name,
		Seed: s.Seed, Liberties: NamesOf(s.Liberties), Strategy: o.Strategy, MaxDepth: o.MaxDepth, MaxRuns: o.MaxRuns}
	if o.Strategy == Bounded || o.Strategy == PCT {
		h.Departures = o.Departures
	}
	return h
}
