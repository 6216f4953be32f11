package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"finishline/node/versions"
	"finishline/scenarios/fuzz"
	"finishline/scenarios/record"
)

type fuzzCmd struct {
	Files    []string      `arg:"" optional:"" type:"existingfile" help:"Scripts to judge instead of those that seeds grow."`
	Frames   bool          `help:"Compare also what went over every connection: frames of HTTP/2, lines of anything else. Real Node runs under strace."`
	Syscalls bool          `help:"Compare also what the process asked the kernel about sockets, in its order. Real Node runs under strace."`
	Family   []string      `help:"Families of scripts: timers, streams, net, http2, compat, frames, http, messages (all if none are named)." placeholder:"F,…"`
	Seeds    string        `help:"First seed and the one after the last." default:"1:100" placeholder:"A:B"`
	Versions []string      `help:"Node versions (all supported ones if none are named)." placeholder:"V,…"`
	Rotate   bool          `help:"Give each seed one of the versions in turn instead of all of them."`
	Jobs     int           `help:"How many runs of real Node at a time." default:"2"`
	Time     time.Duration `help:"Stop after so long; what it names last is where to go on." default:"60s"`
	Runs     int           `help:"Runs of real Node that must agree before a difference counts." default:"3"`
	Shrink   int           `help:"Most questions asked to shrink one difference; 0: do not shrink." default:"120"`
	Out      string        `help:"Folder for scripts that differ." placeholder:"DIR"`
	Print    bool          `help:"Only print the scripts of the seeds."`
	State    string        `help:"File that keeps every cell and what real Node printed: the run goes on where it stopped." placeholder:"FILE"`
	Again    bool          `help:"With --state: ask real Node again about cells that differ, for instance on a quiet machine; one that then agrees with the simulation is unstable."`
	Clock    bool          `help:"Run real Node on a clock of its own, which passes with its processor time and jumps over what it waits for: for a busy machine, on which timers run into each other. Only for timers and streams: the kernel's own timers (delayed ACKs) go on in real time. Needs a C compiler."`
	Record   string        `help:"With --state: write the slice of it that the tests compare with." placeholder:"FILE"`
	Scripts  int           `help:"With --record: how many scripts of each family." default:"110"`
	Cache    string        `help:"Folder of Node binaries (default: $FINISHLINE_NODES, or one in the user's cache folder)." placeholder:"DIR"`
}

// fuzzTask is a cell: a script in a version.
type fuzzTask struct {
	family  string // or the script's file
	seed    uint64
	tree    func() *fuzz.Tree
	release versions.Release
}

// views are the views that are asked for.
func (c *fuzzCmd) views() (out []string) {
	for i, on := range []bool{c.Frames, c.Syscalls} {
		if on {
			out = append(out, fuzz.ViewNames[i])
		}
	}
	return out
}

func (c *fuzzCmd) Run() error {
	if (c.Record != "" || c.Again) && c.State == "" {
		return fmt.Errorf("--record and --again need cells that were judged before: name their --state")
	}
	tasks, err := c.tasks()
	if err != nil {
		return err
	}
	if c.Print {
		for _, t := range tasks {
			if c.Rotate || t.release.Version == tasks[0].release.Version {
				fmt.Printf("// %s %d\n%s\n", t.family, t.seed, t.tree())
			}
		}
		return nil
	}
	if c.Cache == "" {
		if c.Cache, err = record.DefaultCache(); err != nil {
			return err
		}
	}
	return newFuzzRun(c).work(tasks)
}

// tasks is every cell, seed by seed, so that a run cut short is a smaller run.
func (c *fuzzCmd) tasks() ([]fuzzTask, error) {
	from, to, _ := strings.Cut(c.Seeds, ":")
	a, err1 := strconv.ParseUint(from, 10, 64)
	b, err2 := strconv.ParseUint(to, 10, 64)
	if err1 != nil || err2 != nil || b <= a {
		return nil, fmt.Errorf("--seeds: %q is not a range like 1:100", c.Seeds)
	}
	families := fuzz.Families()
	if len(c.Family) > 0 {
		families = nil
		for _, n := range c.Family {
			f, err := fuzz.FamilyNamed(n)
			if err != nil {
				return nil, fmt.Errorf("--family: %w", err)
			}
			families = append(families, f)
		}
	}
	for _, f := range families {
		if c.Clock && f.Name != "timers" && f.Name != "streams" {
			return nil, fmt.Errorf("--clock: scripts of the family %s wait for the kernel, whose timers that clock does not rule; name --family timers,streams", f.Name)
		}
	}
	releases := versions.Releases
	if len(c.Versions) > 0 {
		releases = nil
		for _, v := range c.Versions {
			r, err := versions.Find(v)
			if err != nil {
				return nil, fmt.Errorf("--versions: %w", err)
			}
			releases = append(releases, r)
		}
	}
	if len(c.Files) > 0 {
		return c.fileTasks(releases)
	}
	var out []fuzzTask
	for seed := a; seed < b; seed++ {
		for _, f := range families {
			for i, r := range releases {
				if !c.Rotate || seed%uint64(len(releases)) == uint64(i) {
					out = append(out, fuzzTask{f.Name, seed, func() *fuzz.Tree { return f.Generate(seed) }, r})
				}
			}
		}
	}
	return out, nil
}

// fileTasks is every cell of scripts that somebody wrote. They are not pruned.
func (c *fuzzCmd) fileTasks(releases []versions.Release) (out []fuzzTask, err error) {
	if c.State != "" || c.Record != "" {
		return nil, fmt.Errorf("--state and --record are for scripts that seeds grow, not for files")
	}
	c.Shrink = 0
	for n, file := range c.Files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for i, r := range releases {
			if !c.Rotate || n%len(releases) == i {
				out = append(out, fuzzTask{filepath.Base(file), 0, func() *fuzz.Tree { return fuzz.Written(string(text)) }, r})
			}
		}
	}
	return out, nil
}
