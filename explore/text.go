package explore

import (
	"fmt"
	"io"
	"strings"

	"finishline/share"
	"finishline/verdict"
)

// WriteText prints a report for people.
func (r *Report) WriteText(w io.Writer) error {
	var b strings.Builder
	h := r.Header
	fmt.Fprintf(&b, "%s on Node %s, network %s\n", h.File, h.Version, h.Net)
	fmt.Fprintf(&b, "%s; the world may choose: %s\n", r.walked(), strings.Join(h.Liberties, ", "))
	fmt.Fprintf(&b, "%d schedules, %d more reached a state that was known; the canonical run has %d choice points\n", r.Runs, r.Merged, r.Points)
	if r.Nondeterministic != nil {
		fmt.Fprintf(&b, "\nThis is a bug of Finishline: the schedule %q did not repeat itself. Please report it with the script.\n", r.Nondeterministic.String())
	}
	fmt.Fprintf(&b, "\n%s\n", r.Answer())
	for i := range r.Outcomes {
		r.writeOutcome(&b, i)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Report) walked() string {
	switch r.Header.Strategy {
	case Exhaustive:
		if !r.Deeper {
			return "every schedule"
		}
		return fmt.Sprintf("every schedule whose departures lie within the first %d choice points (--depth; some runs have more)", r.Header.MaxDepth)
	case Bounded:
		return fmt.Sprintf("every schedule with at most %s", count(r.Header.Departures, "departure"))
	case PCT:
		return fmt.Sprintf("%d random schedules of %s each", r.Header.MaxRuns, count(r.Header.Departures, "departure"))
	}
	return fmt.Sprintf("%d random schedules", r.Header.MaxRuns)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Answer is the report in one sentence.
func (r *Report) Answer() string {
	bad := r.Simplest(func(o *Outcome) bool {
		return o.Verdict.Outcome == verdict.Lost || o.Verdict.Outcome == verdict.Truncated
	})
	switch {
	case bad != nil && len(bad.Schedule) == 0:
		n := r.runsThat(func(o *Outcome) bool { return o.Verdict.Outcome == bad.Verdict.Outcome })
		return fmt.Sprintf("A response is %s already in the canonical run, and in %s of all schedules.", bad.Verdict.Outcome, percent(n, r.Runs))
	case bad != nil:
		n := r.runsThat(func(o *Outcome) bool { return o.Verdict.Outcome == bad.Verdict.Outcome })
		return fmt.Sprintf("A response can be %s: it takes %s, and happens in %s of the schedules.", bad.Verdict.Outcome,
			count(len(bad.Schedule), "departure"), percent(n, r.Runs))
	case r.Cut != "":
		return "No response was lost in what was walked, which is not all: " + r.Cut + "." + r.cutAt()
	case r.Header.Strategy == Exhaustive || r.Header.Strategy == Bounded:
		if r.limited() {
			return "No response is lost in any of them. That is proved within these bounds, for these liberties, and up to where runs were stopped at a limit."
		}
		return "No response is lost in any of them. That is proved within these bounds, and for these liberties."
	}
	return "No response was lost in any of them. A sample proves nothing; --strategy bounded does, within its bounds."
}

// limited reports whether a run was ended by a limit.
func (r *Report) limited() bool {
	for i := range r.Outcomes {
		for j := range r.Outcomes[i].Result.Processes {
			if r.Outcomes[i].Result.Processes[j].Limit != "" {
				return true
			}
		}
	}
	return false
}

// cutAt says what a walk that was cut has seen whole all the same.
func (r *Report) cutAt() string {
	if r.Walked < 1 {
		return ""
	}
	return fmt.Sprintf(" All schedules with at most %s were made, and lose none: that is proved.", count(r.Walked, "departure"))
}

func (r *Report) runsThat(pred func(*Outcome) bool) int {
	n := 0
	for i := range r.Outcomes {
		if pred(&r.Outcomes[i]) {
			n += r.Outcomes[i].Runs
		}
	}
	return n
}

func percent(n, of int) string {
	if of == 0 {
		return "0 %"
	}
	p := 100 * float64(n) / float64(of)
	if n > 0 && p < 0.1 {
		return "less than 0.1 %"
	}
	return fmt.Sprintf("%.3g %%", p)
}

const barWidth = 24

func (r *Report) writeOutcome(b *strings.Builder, i int) {
	o := &r.Outcomes[i]
	bar := max(1, o.Runs*barWidth/max(1, r.Runs))
	name := ""
	if len(o.Schedule) == 0 {
		name = ", canonical"
	}
	fmt.Fprintf(b, "\n%3d  %-*s %s (%s%s)\n", i+1, barWidth, strings.Repeat("█", bar), percent(o.Runs, r.Runs), count(o.Runs, "schedule"), name)
	if o.Verdict.Headline != "" {
		fmt.Fprintf(b, "     %s\n", o.Verdict.Headline)
	}
	if o.Differs != "" {
		fmt.Fprintf(b, "     prints otherwise: %s\n", o.Differs)
	}
	for _, d := range o.Departs {
		fmt.Fprintf(b, "     if %s\n", d)
	}
	if o.Again != "" {
		fmt.Fprintf(b, "     again: %s\n", o.Again)
	}
	switch {
	case o.NoLink != "":
		fmt.Fprintf(b, "     no link: %s\n", o.NoLink)
	case o.Link != "":
		fmt.Fprintf(b, "     watch: %s\n", o.Link)
	}
	if len(o.Link) > share.Long {
		fmt.Fprintf(b, "            (%d characters: longer links than %d break in some chats and mail programs)\n", len(o.Link), share.Long)
	}
}
