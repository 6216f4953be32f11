package explore

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"finishline/node/versions"
	"finishline/script"
	"finishline/sim"
	"finishline/verdict"
)

// Trial is a remedy on one version: what exploring the changed script found.
type Trial struct {
	Version  string          `json:"version"`
	Outcome  verdict.Outcome `json:"outcome"` // the worst of all schedules
	Runs     int             `json:"schedules"`
	Bad      int             `json:"bad"` // schedules of that outcome, unless it is complete
	Schedule Schedule        `json:"schedule,omitempty"`
	Hangs    bool            `json:"hangs,omitempty"`
	Error    string          `json:"error,omitempty"` // what it printed otherwise: an exception of the changed script
}

// Safe reports whether nothing was lost and the process ended.
func (t *Trial) Safe() bool {
	return !t.Hangs && t.Error == "" && (t.Outcome == verdict.Complete || t.Outcome == verdict.Cancelled || t.Outcome == verdict.Refused)
}

// Tried is a remedy with its trials, one a version.
type Tried struct {
	Remedy
	Trials []Trial `json:"trials,omitempty"`
}

// Table says what would save a response, where.
type Table struct {
	Site     Site     `json:"site"`
	Versions []string `json:"versions"`
	Rows     []Tried  `json:"remedies"` // first the script as it is
}

// TryRemedies tries the fixed list of remedies on the script's losing call, on
// every version, over all schedules within the options' bounds. losing is the
// schedule that loses.
func TryRemedies(s *Script, losing Schedule, o Options, list []versions.Release) (*Table, error) {
	text := s.Text()
	src, err := script.ReadSource(text)
	if err != nil {
		return nil, ErrNoSite{"the script uses syntax that is not rewritten"}
	}
	t := sim.NewTrace(0)
	s.Run(&Chooser{schedule: losing}, t)
	site, err := FindSite(t, verdict.Of(t), s.Members[0].Program.Path, src, text)
	if err != nil {
		return nil, err
	}
	table := &Table{Site: *site}
	for _, v := range list {
		table.Versions = append(table.Versions, v.Version.String())
	}
	rows := append([]Remedy{{Name: "as it is", Code: site.Call, text: text}}, Remedies(src, text, site)...)
	for _, r := range rows {
		row := Tried{Remedy: r}
		if r.text != "" {
			for _, v := range list {
				trial, err := s.try(r.text, v, o)
				if err != nil {
					return nil, fmt.Errorf("%s on %s: %w", r.Name, v.Version, err)
				}
				row.Trials = append(row.Trials, trial)
			}
		}
		table.Rows = append(table.Rows, row)
	}
	return table, nil
}

// try explores a changed script.
func (s *Script) try(text string, v versions.Release, o Options) (Trial, error) {
	out := Trial{Version: v.Version.String()}
	c := *s
	c.Members = slices.Clone(s.Members)
	c.Members[0].Program.Source, c.Setup.Version = text, v
	rep, err := Run(&c, Header{}, o)
	if err != nil {
		return out, err
	}
	out.Runs, out.Outcome = rep.Runs, rep.Worst()
	for i := range rep.Outcomes {
		x := &rep.Outcomes[i]
		if x.Verdict.Outcome == out.Outcome && out.Outcome != verdict.Complete {
			out.Bad += x.Runs
			if out.Schedule == nil || simpler(x.Schedule, out.Schedule) {
				out.Schedule = x.Schedule
			}
		}
		for j := range x.Result.Processes {
			q := &x.Result.Processes[j]
			out.Hangs = out.Hangs || q.Error != ""
			if q.Code != 0 && strings.Contains(q.Stderr, "Error") && out.Error == "" {
				out.Error = firstError(q.Stderr)
			}
		}
	}
	return out, nil
}

// firstError is the line of an uncaught exception that names it.
func firstError(stderr string) string {
	for line := range strings.Lines(stderr) {
		if strings.Contains(line, "Error") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// WriteText prints the table for people.
func (t *Table) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\nWhat would save it: changes at line %d, %s\n\n", t.Site.Line, t.Site.Call)
	const name = 32
	fmt.Fprintf(&b, "%-*s", name, "")
	for _, v := range t.Versions {
		fmt.Fprintf(&b, " %9s", v)
	}
	b.WriteByte('\n')
	for i := range t.Rows {
		r := &t.Rows[i]
		fmt.Fprintf(&b, "%-*s", name, r.Name)
		if len(r.Trials) == 0 {
			fmt.Fprintf(&b, "  – %s\n", r.Why)
			continue
		}
		for j := range r.Trials {
			fmt.Fprintf(&b, " %9s", r.Trials[j].Word())
		}
		b.WriteByte('\n')
	}
	b.WriteString("\nsafe: no response is lost in any schedule within the bounds. A share: of the schedules that lose one.\n")
	for i := range t.Rows {
		if r := &t.Rows[i]; i > 0 && r.Code != "" {
			fmt.Fprintf(&b, "  %s: %s\n", r.Name, r.Code)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Word is the trial in a word, or the share of the schedules that lose something.
func (t *Trial) Word() string {
	switch {
	case t.Error != "":
		return "throws"
	case t.Hangs:
		return "hangs"
	case t.Safe():
		return "safe"
	case t.Bad == t.Runs:
		return string(t.Outcome)
	}
	return strings.ReplaceAll(percent(t.Bad, t.Runs), " ", "")
}

// IsNoSite reports whether there was nothing to remedy.
func IsNoSite(err error) bool { var e ErrNoSite; return errors.As(err, &e) }
