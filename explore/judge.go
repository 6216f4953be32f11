package explore

import (
	"fmt"
	"strings"

	"finishline/sim"
	"finishline/verdict"
)

// Outcome is a class of runs with what became of the exchanges in them.
type Outcome struct {
	Class
	// Departs says in words what is different from the canonical run.
	Departs []string `json:"departs,omitempty"`
	// Differs is the first line that is printed otherwise than canonically.
	Differs string `json:"differs,omitempty"`
	// Again is the command that repeats the run, Link the address that shows it in
	// the playground, NoLink why there is none; see Replays.
	Again  string `json:"again,omitempty"`
	Link   string `json:"link,omitempty"`
	NoLink string `json:"noLink,omitempty"`

	Verdict *verdict.Report `json:"verdict"`
}

// Report is an exploration's answer.
type Report struct {
	Header   Header    `json:"exploration"`
	Points   int       `json:"choicePoints"` // of the canonical run
	Runs     int       `json:"schedules"`
	Merged   int       `json:"merged"`
	Cut      string    `json:"cut,omitempty"`
	Walked   int       `json:"walked,omitempty"` // see Part
	Deeper   bool      `json:"deeper,omitempty"`
	Outcomes []Outcome `json:"outcomes"` // the canonical one first, then the most frequent

	Nondeterministic *Schedule    `json:"nondeterministic,omitempty"`
	Likelihoods      []Likelihood `json:"likelihoods,omitempty"`
	Remedies         *Table       `json:"remedies,omitempty"`
}

// maxJudged bounds the classes that are looked at closely.
const maxJudged = 500

// Judge shrinks every class's schedule, runs it once more with the trace on
// and asks what became of the exchanges. stop, which may be nil, ends that early:
// the first outcome, the canonical one, is looked at in any case.
func Judge(r Runner, h Header, all *Part, stop func() bool) (*Report, error) {
	out := &Report{Header: h, Runs: all.Runs, Merged: all.Merged, Cut: all.Cut, Walked: all.Walked, Deeper: all.Deeper, Nondeterministic: all.Nondeterministic}
	for i, c := range all.Classes {
		if i == maxJudged {
			out.Cut, out.Walked = "more than 500 outcomes: the rest has not been looked at", 0
			break
		}
		if i > 0 && stop != nil && stop() {
			out.Cut, out.Walked = fmt.Sprintf("only %d of %s were looked at before the time was up", i, count(len(all.Classes), "outcome")), 0
			break
		}
		c, err := Shrink(r, c, stop)
		if err != nil {
			return nil, err
		}
		t := sim.NewTrace(0)
		chooser := &Chooser{schedule: c.Schedule}
		r.Run(chooser, t)
		if len(c.Schedule) == 0 {
			out.Points = len(chooser.points)
		}
		o := Outcome{Class: c, Verdict: verdict.Of(t), Departs: describe(t, c.Schedule)}
		if len(out.Outcomes) > 0 {
			o.Differs = firstDifference(&out.Outcomes[0].Result, &c.Result)
		}
		out.Outcomes = append(out.Outcomes, o)
	}
	return out, nil
}

// Worst is the worst verdict of all outcomes.
func (r *Report) Worst() verdict.Outcome {
	worst := verdict.Complete
	for i := range r.Outcomes {
		if v := r.Outcomes[i].Verdict; v.Outcome.Worse(worst) {
			worst = v.Outcome
		}
	}
	return worst
}

// Simplest is the outcome with the fewest departures of those that pred likes.
func (r *Report) Simplest(pred func(*Outcome) bool) *Outcome {
	var best *Outcome
	for i := range r.Outcomes {
		if o := &r.Outcomes[i]; pred(o) && (best == nil || simpler(o.Schedule, best.Schedule)) {
			best = o
		}
	}
	return best
}

// firstDifference is the first line that b printed and a did not print there.
func firstDifference(a, b *Result) string {
	for i := range b.Processes {
		q := &b.Processes[i]
		p := &ProcessResult{}
		if i < len(a.Processes) {
			p = &a.Processes[i]
		}
		if d := differs(p.Stdout+p.Stderr, q.Stdout+q.Stderr); d != "" {
			return d
		}
		if p.Error != q.Error && q.Error != "" {
			return q.Error
		}
	}
	return ""
}

func differs(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range y {
		if i >= len(x) || x[i] != y[i] {
			if y[i] == "" && i < len(x) {
				return "without: " + x[i]
			}
			return y[i]
		}
	}
	if len(x) > len(y) {
		return "without: " + x[len(y)]
	}
	return ""
}
