package main

import (
	"errors"
	"fmt"
)

type mergeCmd struct {
	FailOn []string `help:"Exit with 1 if an outcome is one of these, as for explore." placeholder:"WHAT,…"`
	JSON   bool     `name:"json" help:"Print the report as JSON."`
	playground
	JUnit  string   `name:"junit" help:"Also write the report as JUnit XML." placeholder:"FILE"`
	States []string `arg:"" help:"What the shards of an exploration left with --state."`
}

func (c *mergeCmd) Run() error {
	whole, err := readState(c.States[0])
	if err != nil {
		return fmt.Errorf("%s: %w", c.States[0], err)
	}
	for _, f := range c.States[1:] {
		s, err := readState(f)
		if err == nil {
			err = whole.Join(s)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f, err)
		}
	}
	h := whole.Header
	e, err := newExploration(&exploreCmd{
		worldFlags: worldFlags{Version: h.Version, netFlags: netFlags{Net: h.Net}, Seed: h.Seed, Liberties: h.Liberties},
		playground: c.playground, Strategy: string(h.Strategy), Departures: h.Departures, Depth: h.MaxDepth, Schedules: h.MaxRuns, File: h.File, With: h.With, FailOn: c.FailOn,
	})
	if err != nil {
		return err
	}
	if err := e.state.Join(whole); err != nil {
		return errors.New(h.File + " is not the script that the shards explored")
	}
	return e.report(reporting{json: c.JSON, junit: c.JUnit, failOn: c.FailOn, playground: c.base()})
}
