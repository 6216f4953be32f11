package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"finishline/explore"
	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/script"
)

// worldFlags name a run, together with the script.
type worldFlags struct {
	Version string `help:"Node version to be: one of those that 'finishline versions' lists, or its beginning (18, 18.20)." default:"${version}" placeholder:"V"`
	netFlags
	Seed    uint64 `help:"Seed of Math.random and of random losses." default:"1" placeholder:"N"`
	Choices string `help:"What the world decides where it may choose: departures like 12=1,30=2 (at choice point 12 alternative 1), or a list like 0,0,2; canonical (0) otherwise." placeholder:"LIST"`
	// Without choices nothing is asked, so the default costs nothing.
	Liberties []string      `help:"What the world may choose: ${liberties}." default:"${defaultLiberties}" placeholder:"WHAT,…"`
	CPU       time.Duration `name:"max-cpu" help:"Stop a script that does not yield for so long (processor time)." placeholder:"10s"`
	Virtual   time.Duration `name:"max-virtual" help:"Stop a run when so much virtual time has passed." placeholder:"1h"`
	Turns     int           `name:"max-turns" help:"Stop a process whose loop has turned so often (never; an exploration: after 200000)." placeholder:"N"`
	Memory    uint64        `name:"max-memory" help:"Stop a run that needs more memory (MiB)." placeholder:"1024"`
	Records   int           `name:"max-records" help:"Stop a run whose trace, if one is kept, has more records (56 octets each; -1: no limit)." placeholder:"8388608"`
}

// setup turns flags into a Setup, or says which flag is wrong.
func (f worldFlags) setup() (scenarios.Setup, error) {
	var s scenarios.Setup
	var err error
	if s.Version, err = versions.Find(f.Version); err != nil {
		return s, fmt.Errorf("--version: %w", err)
	}
	if s.Net, err = f.profile(); err != nil {
		return s, err
	}
	liberties, err := explore.ParseLiberties(f.Liberties)
	if err != nil {
		return s, fmt.Errorf("--liberties: %w", err)
	}
	schedule, err := explore.ParseSchedule(f.Choices)
	if err != nil {
		return s, fmt.Errorf("--choices: %w", err)
	}
	if s.Choices = schedule.Choices(); len(s.Choices) > 0 {
		s.Explore = liberties
	}
	s.Seed = f.Seed
	s.Limits = script.Limits{CPU: f.CPU, Virtual: f.Virtual, Memory: f.Memory << 20, Turns: f.Turns, Records: f.Records}
	return s, nil
}

// program loads the script from disk as node does.
func program(file string, args []string) (script.Program, error) {
	if filepath.Ext(file) == peerExt {
		return script.Program{}, fmt.Errorf("%s is a peer: it needs a program to talk to, like `finishline run server.js %[1]s`", file)
	}
	return absoluteProgram(file, args)
}

func absoluteProgram(file string, args []string) (script.Program, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return script.Program{}, err
	}
	cwd, err := os.Getwd()
	if err != nil {
		return script.Program{}, err
	}
	return script.Program{
		Path: path, Args: args, Env: os.Environ(), FS: disk(), Cwd: cwd, Stdout: os.Stdout, Stderr: os.Stderr,
	}, nil
}

// disk is the machine's file system, for reading.
func disk() fs.FS { return os.DirFS("/") }

// programOrScenario loads a file, or if there is none of that name, a scenario.
func programOrScenario(name string, args []string) (script.Program, error) {
	if _, err := os.Stat(name); err == nil {
		return program(name, args)
	}
	sc, err := scenarios.Find(name)
	if err != nil {
		return script.Program{}, err
	}
	if sc.Packages {
		dir, err := scenarios.PackagesDir()
		if err != nil {
			return script.Program{}, err
		}
		return program(filepath.Join(dir, sc.Name+".js"), args)
	}
	p, err := program("/scenarios/"+sc.Name+".js", args)
	p.Source = sc.Script
	return p, err
}
