package main

import (
	"fmt"
	"os"

	"finishline/live"
	"finishline/script"
	"finishline/sim"
)

type nodeCmd struct {
	worldFlags
	Live   bool     `help:"Use real sockets in real time instead of the simulated network."`
	Strict bool     `help:"With --live: refuse what RFC 9113 forbids even where this version of Node lets it pass (--no-strict: do what Node does)." default:"true" negatable:""`
	File   string   `arg:"" help:"The script." type:"path"`
	Args   []string `arg:"" optional:"" passthrough:"" help:"What the script finds in process.argv."`
}

func (c *nodeCmd) Run() error {
	s, err := c.setup()
	if err != nil {
		return err
	}
	p, err := program(c.File, c.Args)
	if err != nil {
		return err
	}
	var r script.Result
	if c.Live {
		k, err := live.New()
		if err != nil {
			return fmt.Errorf("--live: %w", err)
		}
		p.Version, p.Seed, p.Limits, p.Strict = s.Version, s.Seed, s.Limits, c.Strict
		r = script.Run(p, sim.NewWorld(nil, nil), k)
	} else {
		r = s.Simulate(p).Result
	}
	err = end(r)
	if !c.Live {
		explainWait(os.Stderr, s, p, r)
	}
	return err
}

// end turns how the script ended into how the command ends.
func end(r script.Result) error {
	if r.Err != nil {
		fmt.Fprintf(os.Stderr, "finishline: %v\n", r.Err)
	}
	if r.Code != 0 {
		return exitCode(r.Code)
	}
	return nil
}
