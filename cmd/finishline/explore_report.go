package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"slices"
	"strings"

	"finishline/explore"
	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/verdict"
)

// reporting is how a report leaves the command.
type reporting struct {
	json     bool
	junit    string
	failOn   []string
	remedies bool
	likely   int // runs on every network

	playground string // base of links; empty: none
}

func (e *exploration) report(o reporting) error {
	rep, err := explore.Judge(e.script, e.state.Header, e.state.Whole(), e.late)
	if err != nil {
		return err
	}
	rep.Replays(e.script, o.playground)
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
	if err := e.tryNetworks(rep, o.likely); err != nil {
		return err
	}
	if o.json {
		enc := json.NewEncoder(os.Stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err = enc.Encode(rep)
	} else {
		err = rep.WriteText(os.Stdout)
		if err == nil && rep.Remedies != nil {
			err = rep.Remedies.WriteText(os.Stdout)
		}
		if err == nil && rep.Likelihoods != nil {
			err = rep.WriteLikelihoods(os.Stdout)
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

// tryNetworks adds how likely the outcomes are on every network profile.
func (e *exploration) tryNetworks(rep *explore.Report, runs int) error {
	if runs <= 0 {
		return nil
	}
	list := netmodel.Profiles()
	if own := e.script.Setup.Net; !slices.ContainsFunc(list, func(p netmodel.Profile) bool { return p.Name == own.Name }) {
		list = append(list, own)
	}
	for _, p := range list {
		l, err := e.script.Likely(explore.Jittery(p), runs, e.script.Setup.Seed, e.stop.Load)
		if err != nil {
			return err
		}
		rep.Likelihoods = append(rep.Likelihoods, l)
	}
	return nil
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
			Out: fmt.Sprintf("%d of %d schedules\n%s\n%s\n%s\n%s", o.Runs, rep.Runs, strings.Join(o.Departs, "\n"), o.Again, o.Link, o.Result.Text())}
		again := strings.TrimSpace(o.Again + "\n" + o.Link)
		if fails(o, failOn) {
			c.Failure = &junitFailure{Message: o.Verdict.Headline, Text: again}
			s.Failures++
		}
		s.Cases = append(s.Cases, c)
	}
	s.Tests = len(s.Cases)
	return s.write(file)
}
