package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"slices"
	"strings"

	"finishline/explore"
	"finishline/node/versions"
	"finishline/verdict"
)

// reporting is how a report leaves the command.
type reporting struct {
	json     bool
	junit    string
	failOn   []string
	remedies bool
}

func (e *exploration) report(o reporting) error {
	rep, err := explore.Judge(e.script, e.state.Header, e.state.Whole())
	if err != nil {
		return err
	}
	if o.junit != "" {
		if err := writeJUnit(o.junit, rep, o.failOn); err != nil {
			return fmt.Errorf("--junit: %w", err)
		}
	}
	if o.remedies {
		if err := e.tryRemedies(rep); err != nil {
			return err
		}
	}
	if o.json {
		enc := json.NewEncoder(os.Stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err = enc.Encode(rep)
	} else {
		err = rep.WriteText(os.Stdout, replayCommand(rep.Header))
		if err == nil && rep.Remedies != nil {
			err = rep.Remedies.WriteText(os.Stdout)
		}
	}
	if err != nil {
		return err
	}
	if rep.Nondeterministic != nil || slices.ContainsFunc(rep.Outcomes, func(x explore.Outcome) bool { return fails(&x, o.failOn) }) {
		return exitCode(1)
	}
	return nil
}

// tryRemedies adds what would save the simplest loss of a report.
func (e *exploration) tryRemedies(rep *explore.Report) error {
	bad := rep.Simplest(func(o *explore.Outcome) bool { return o.Verdict.Outcome.Worse(verdict.Refused) })
	if bad == nil {
		fmt.Fprintln(os.Stderr, "finishline: nothing is lost, so no remedy is tried")
		return nil
	}
	table, err := explore.TryRemedies(e.script, bad.Schedule, e.options(), versions.Releases)
	if explore.IsNoSite(err) {
		fmt.Fprintf(os.Stderr, "finishline: %v\n", err)
		return nil
	}
	rep.Remedies = table
	return err
}

// fails reports whether one of an outcome's exchanges is something to fail on.
func fails(o *explore.Outcome, failOn []string) bool {
	for i := range o.Verdict.Exchanges {
		x := &o.Verdict.Exchanges[i]
		if slices.Contains(failOn, string(x.Client)) || slices.Contains(failOn, string(x.Request.Outcome)) {
			return true
		}
	}
	return false
}

// replayCommand is the command that repeats a run of an exploration.
func replayCommand(h explore.Header) string {
	s := "finishline run " + h.File + " --version " + h.Version
	for _, f := range h.With {
		s += " --with " + f
	}
	if h.Net != "loopback" {
		s += " --net " + h.Net
	}
	if h.Seed != 1 {
		s += fmt.Sprintf(" --seed %d", h.Seed)
	}
	if !slices.Equal(h.Liberties, explore.NamesOf(explore.Liberties)) {
		s += " --liberties " + strings.Join(h.Liberties, ",")
	}
	return s
}

// The part of JUnit's XML that CI systems read: a case per outcome.
type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	Failure *junitFailure `xml:"failure,omitempty"`
	Out     string        `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func writeJUnit(file string, rep *explore.Report, failOn []string) error {
	h := rep.Header
	s := junitSuite{Name: h.File + " on Node " + h.Version}
	for i := range rep.Outcomes {
		o := &rep.Outcomes[i]
		schedule := o.Schedule.String()
		if schedule == "" {
			schedule = "canonical"
		}
		c := junitCase{Class: s.Name, Name: schedule + ": " + o.Verdict.Headline,
			Out: fmt.Sprintf("%d of %d schedules\n%s\n%s", o.Runs, rep.Runs, strings.Join(o.Departs, "\n"), o.Result.Text())}
		if fails(o, failOn) {
			c.Failure = &junitFailure{Message: o.Verdict.Headline, Text: replayCommand(h) + " --choices " + o.Schedule.String()}
			s.Failures++
		}
		s.Cases = append(s.Cases, c)
	}
	s.Tests = len(s.Cases)
	return s.write(file)
}
