package explore

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"finishline/netmodel"
	"finishline/sim"
	"finishline/verdict"
)

// Likelihood is how often a script ends how on one network, in runs that differ
// by their seeds: in how long each segment travels, and in which are lost.
type Likelihood struct {
	Net  string  `json:"net"` // as --net takes it
	Runs int     `json:"runs"`
	Ends []Share `json:"ends"` // the worst first
	Cut  string  `json:"cut,omitempty"`
}

// Share is how many runs had an outcome.
type Share struct {
	Outcome verdict.Outcome `json:"outcome"` // the worst of the run's exchanges
	Runs    int             `json:"runs"`
	Seed    uint64          `json:"seed"` // of the first of them
}

// leastJitter is what a network delays at random that is quick otherwise: what
// a busy machine does.
const leastJitter = sim.Duration(time.Millisecond)

// Jittery is a network on which a segment takes up to twice as long as usual,
// unless the network says how much longer it may take.
func Jittery(p netmodel.Profile) netmodel.Profile {
	if p.Jitter > 0 {
		return p
	}
	jitter := max(p.Latency, leastJitter)
	p, err := netmodel.ParseProfile(p.Name + ",jitter=" + time.Duration(jitter).String())
	if err != nil {
		panic(err) // a profile's name is a profile's text
	}
	return p
}

// Likely makes runs of a script on a network, with the seeds from first on.
// Nothing is decided but by the seeds.
func (s *Script) Likely(p netmodel.Profile, runs int, first uint64, stop func() bool) (Likelihood, error) {
	c := *s
	c.Setup.Net, c.Setup.Explore = p, 0
	out := Likelihood{Net: p.Name}
	for i := range runs {
		if stop != nil && stop() {
			out.Cut = "stopped before the end"
			break
		}
		c.Setup.Seed = first + uint64(i)
		t := sim.NewTrace(0)
		if _, err := Replay(&c, nil, t); err != nil {
			return out, err
		}
		out.add(verdict.Of(t).Outcome, c.Setup.Seed)
	}
	slices.SortFunc(out.Ends, func(a, b Share) int {
		if a.Outcome.Worse(b.Outcome) {
			return -1
		}
		return 1
	})
	return out, nil
}

func (l *Likelihood) add(o verdict.Outcome, seed uint64) {
	l.Runs++
	for i := range l.Ends {
		if l.Ends[i].Outcome == o {
			l.Ends[i].Runs++
			return
		}
	}
	l.Ends = append(l.Ends, Share{o, 1, seed})
}

// Text says it in a line: "lost in 12 % of 400 random runs on mobile".
func (l *Likelihood) Text() string {
	name, jitter, _ := strings.Cut(l.Net, ",")
	var parts []string
	for _, e := range l.Ends {
		parts = append(parts, fmt.Sprintf("%s in %s", e.Outcome, percent(e.Runs, l.Runs)))
	}
	if len(parts) == 0 {
		return "no run on " + name + " was made"
	}
	text := fmt.Sprintf("%s of %d random runs on %s (%s)", strings.Join(parts, ", "), l.Runs, name, strings.ReplaceAll(jitter, ",", ", "))
	if l.Cut != "" {
		text += "; " + l.Cut
	}
	return text
}

// WriteLikelihoods prints them for people, with the command that repeats the
// worst run of each network.
func (r *Report) WriteLikelihoods(w io.Writer) error {
	var b strings.Builder
	b.WriteString("\nHow likely is that, if every segment takes a little longer or much?\n")
	for i := range r.Likelihoods {
		l := &r.Likelihoods[i]
		fmt.Fprintf(&b, "  %s\n", l.Text())
		if len(l.Ends) > 0 && l.Ends[0].Outcome.Worse(verdict.Refused) {
			h := r.Header
			h.Net, h.Seed = l.Net, l.Ends[0].Seed
			h.Liberties = NamesOf(Liberties) // nothing is asked
			fmt.Fprintf(&b, "    again: %s\n", h.Command(nil))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
