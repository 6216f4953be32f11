package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"finishline/live"
	"finishline/script"
	"finishline/sim"
)

type nodeCmd struct {
	worldFlags
	Live   bool     `help:"Use real sockets in real time instead of the simulated network."`
	Strict bool     `help:"With --live: refuse what RFC 9113 forbids even where this version of Node lets it pass (--no-strict: do what Node does)." default:"true" negatable:""`
	With   []string `help:"Another script, run as a process on a host of its own that is called like its file (server.js is http://server). Repeatable; each starts 100 ms after the one before." placeholder:"FILE"`
	// Node's own options, which scripts find in process.execArgv.
	MaxHTTPHeaderSize  int      `name:"max-http-header-size" help:"Node's option: limit of an HTTP header block in bytes." placeholder:"16384"`
	InsecureHTTPParser bool     `name:"insecure-http-parser" help:"Node's option: let HTTP messages pass that break the grammar."`
	File               string   `arg:"" help:"The script." type:"path"`
	Args               []string `arg:"" optional:"" passthrough:"" help:"What the script finds in process.argv."`
}

func (c *nodeCmd) Run() error {
	s, err := c.setup()
	if err != nil {
		return err
	}
	if len(c.With) > 0 {
		if c.Live {
			return errors.New("--with and --live: a live run has one process; start the other one by itself")
		}
		return runTogether(s, append([]string{c.File}, c.With...), c.Args)
	}
	p, err := program(c.File, c.Args)
	if err != nil {
		return err
	}
	p.ExecArgs = c.execArgs()
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

// execArgs are node's own options as they stand on its command line.
func (c *nodeCmd) execArgs() (args []string) {
	if c.MaxHTTPHeaderSize != 0 {
		args = append(args, "--max-http-header-size="+strconv.Itoa(c.MaxHTTPHeaderSize))
	}
	if c.InsecureHTTPParser {
		args = append(args, "--insecure-http-parser")
	}
	return args
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
