package finishline

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"finishline/explore"
	"finishline/verdict"
)

// Result is what checking a script's expectations on one version gave.
type Result struct {
	Version string
	// Failures says what is not as expected; nil if all is.
	Failures []string
}

// Check runs a script as its expectations ask, on each of their versions. What
// cannot be run at all is a failure too.
func (s Script) Check(e Expectations) []Result {
	s.runner.Setup.Seed = e.Seed
	s = s.Net(e.Net)
	for _, name := range e.With {
		other, err := Load(path.Join(path.Dir(s.runner.Members[0].Program.Path), name))
		s.keep(err)
		s = s.With(other)
	}
	if e.May != nil {
		s = s.May(e.May...)
	}
	var out []Result
	for _, v := range e.Versions {
		s.runner.Setup.Version = v
		r := Result{Version: v.Version.String()}
		if e.Outcomes != nil || e.Exit != nil || e.Output != nil {
			r.Failures = s.checkRun(e)
		}
		if e.Never != nil {
			r.Failures = append(r.Failures, s.checkNever(e)...)
		}
		out = append(out, r)
	}
	return out
}

func (s Script) checkRun(e Expectations) (failures []string) {
	r, err := s.Run()
	if err != nil {
		return []string{err.Error()}
	}
	fail := func(format string, args ...any) { failures = append(failures, fmt.Sprintf(format, args...)) }
	if e.Outcomes != nil && !slices.Contains(e.Outcomes, r.Outcome()) {
		fail("the outcome is %s, not %s: %s", r.Outcome(), oneOf(e.Outcomes), r.Verdict.Headline)
	}
	if e.Exit != nil && r.Code != *e.Exit {
		fail("the exit code is %d, not %d%s", r.Code, *e.Exit, lastLine(r.Stderr))
	}
	rest := strings.Split(r.Stdout, "\n")
	for _, want := range e.Output {
		i := slices.Index(rest, want)
		if i < 0 {
			fail("%q is not printed, or not in this order; the output is:\n%s", want, r.Stdout)
			break
		}
		rest = rest[i+1:]
	}
	if r.Error != "" {
		fail("%s", r.Error)
	}
	return failures
}

// checkNever looks for what must not happen in any schedule.
func (s Script) checkNever(e Expectations) []string {
	rep, err := s.Explore(e.Walk)
	if err != nil {
		return []string{err.Error()}
	}
	bad := rep.Simplest(func(o *explore.Outcome) bool {
		return slices.ContainsFunc(o.Verdict.Exchanges, func(x verdict.Exchange) bool {
			return slices.Contains(e.Never, x.Client) || slices.Contains(e.Never, x.Request.Outcome)
		})
	})
	switch {
	case bad != nil && len(bad.Schedule) == 0:
		return []string{fmt.Sprintf("it happens in the canonical run: %s", bad.Verdict.Headline)}
	case bad != nil:
		return []string{fmt.Sprintf("it can happen: %s\nif %s\nagain: %s", bad.Verdict.Headline, strings.Join(bad.Departs, "\nand "), bad.Again)}
	case rep.Nondeterministic != nil:
		return []string{fmt.Sprintf("a bug of Finishline: the schedule %q did not repeat itself", rep.Nondeterministic.String())}
	case rep.Cut != "":
		return []string{"not proved: " + rep.Cut}
	}
	return nil
}

func oneOf(list []verdict.Outcome) string {
	var names []string
	for _, o := range list {
		names = append(names, string(o))
	}
	return strings.Join(names, " or ")
}

// lastLine is the last thing that was printed, as a remark.
func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	if last := lines[len(lines)-1]; last != "" {
		return " (" + last + ")"
	}
	return ""
}
