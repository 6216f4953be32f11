package explore

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"finishline/netmodel"
	"finishline/scenarios"
	"finishline/script"
	"finishline/sim"
)

// Script runs one program, or several that talk to each other, in a world of
// their own, again and again. It is a Runner. Copies may run at the same time.
type Script struct {
	// Members are the programs; of one alone the host's name is not used. Their
	// Stdout and Stderr are not used.
	Members []scenarios.Member
	// Setup is how they run. Its Explore is what the world may choose.
	Setup scenarios.Setup
}

// Liberties that an exploration takes unless told otherwise: all but loss,
// which loopback does not know, and latency, which multiplies the schedules.
const Liberties = netmodel.ExploreWrite | netmodel.ExploreRead | netmodel.ExploreReady | netmodel.ExploreDelivery | netmodel.ExploreProcess

// maxOutput bounds what is kept of what a process printed, in bytes. More is
// counted in the class all the same.
const maxOutput = 64 << 10

// output keeps the beginning of a text, and a number for what is behind it.
type output struct {
	text strings.Builder
	rest uint64
}

func (o *output) String() string {
	if o.rest == 0 {
		return o.text.String()
	}
	return fmt.Sprintf("%s\n(more output: %x)\n", o.text.String(), o.rest)
}

func (o *output) Write(b []byte) (int, error) {
	room := maxOutput - o.text.Len()
	o.text.Write(b[:min(room, len(b))])
	if len(b) > room {
		o.rest = sim.Mix(o.rest, sim.HashString(string(b[max(0, room):])))
	}
	return len(b), nil
}

// Limits are l, and where it says nothing, limits with which thousands of runs
// still end: of 2 s for a turn of
// the loop, 200,000 turns, 10 virtual minutes, and a million records.
func Limits(l script.Limits) script.Limits {
	if l.CPU == 0 {
		l.CPU = 2 * time.Second
	}
	if l.Virtual == 0 {
		l.Virtual = 10 * time.Minute
	}
	if l.Turns == 0 {
		l.Turns = 200_000
	}
	if l.Records == 0 {
		l.Records = 1_000_000
	}
	return l
}

// Run implements Runner.
func (s *Script) Run(c *Chooser, t *sim.Trace) Result {
	setup := s.Setup
	setup.Chooser, setup.Trace, setup.Into = c, t != nil, t
	setup.Watch = func(n *netmodel.Network) { c.Attach(n) }
	outputs := make([][2]output, len(s.Members))
	members := slices.Clone(s.Members)
	for i := range members {
		members[i].Program.Stdout, members[i].Program.Stderr = &outputs[i][0], &outputs[i][1]
	}
	if len(members) == 1 {
		r := setup.Simulate(members[0].Program)
		return Result{Processes: []ProcessResult{outcomeOf("node", r.Result, true, &outputs[0])}, Observed: r.Observed}
	}
	r := setup.SimulateWorld(members)
	out := Result{Observed: r.Observed}
	for i, m := range r.Members {
		out.Processes = append(out.Processes, outcomeOf(m.Host, m.Result, m.Ended, &outputs[i]))
	}
	return out
}

// outcomeOf is how one process ended. A server that waits for clients that never
// come has not failed.
func outcomeOf(name string, r script.Result, ended bool, o *[2]output) ProcessResult {
	p := ProcessResult{Name: name, Stdout: o[0].String(), Stderr: o[1].String(), Code: r.Code, Signal: r.Signal, Waits: !ended}
	if r.Err != nil {
		p.Error = r.Err.Error()
		var limit *script.LimitError
		if errors.As(r.Err, &limit) {
			p.Limit = limit.Limit
		}
	}
	return p
}

// Text is the source of the first program.
func (s *Script) Text() string { return s.Members[0].Program.Source }

// Header names an exploration of the script.
func (s *Script) Header(file string, o Options) Header {
	o = o.withDefaults()
	hash := uint64(0)
	for i := range s.Members {
		hash = sim.Mix(hash, sim.HashString(s.Members[i].Host+"\n"+s.Members[i].Program.Source))
	}
	h := Header{File: file, Source: strconv.FormatUint(hash, 16), Version: s.Setup.Version.Version.String(), Net: s.Setup.Net.Name,
		Seed: s.Setup.Seed, Liberties: NamesOf(s.Setup.Explore), Strategy: o.Strategy, MaxDepth: o.MaxDepth, MaxRuns: o.MaxRuns}
	if o.Strategy == Bounded || o.Strategy == PCT {
		h.Departures = o.Departures
	}
	return h
}
