package main

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"finishline/export"
	"finishline/scenarios"
)

// traced is what run and trace share: a run of a file or scenario with its trace kept.
type traced struct {
	worldFlags
	Name string   `arg:"" name:"file" help:"A script, or the name of a scenario."`
	Args []string `arg:"" optional:"" passthrough:"" help:"Further scripts, each a process on a host of its own that is called like its file (server.js is http://server); then what the scripts find in process.argv."`
}

func (c *traced) run() (scenarios.Run, error) {
	s, err := c.setup()
	if err != nil {
		return scenarios.Run{}, err
	}
	s.Trace = true
	if more, args := splitFiles(c.Args); len(more) > 0 {
		list, err := members(append([]string{c.Name}, more...), args, func(string, int) io.Writer { return io.Discard })
		if err != nil {
			return scenarios.Run{}, err
		}
		return asRun(s.SimulateWorld(list)), nil
	}
	p, err := programOrScenario(c.Name, c.Args)
	if err != nil {
		return scenarios.Run{}, err
	}
	p.Stdout, p.Stderr = io.Discard, io.Discard
	return s.Simulate(p), nil
}

type traceCmd struct {
	traced
	Hash bool `help:"Print only the trace's hash and its number of records."`
}

func (c *traceCmd) Run() error {
	r, err := c.run()
	if err != nil {
		return err
	}
	if c.Hash {
		fmt.Printf("%016x %d\n", r.Trace.Hash(), r.Trace.Len())
		return nil
	}
	out := bufio.NewWriter(os.Stdout)
	if err := export.JSONLines(out, r.Trace); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return limitError(r)
}

// limitError is an error if Finishline, not the script, ended the run.
func limitError(r scenarios.Run) error { return r.Result.Err }
