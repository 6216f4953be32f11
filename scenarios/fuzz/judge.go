package fuzz

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing/fstest"

	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/scenarios/record"
	"finishline/script"
)

// Verdict is what became of one script in one version.
type Verdict int

// The verdicts. An equal first run is believed: the simulation is
// deterministic, so it cannot have followed a race that it does not know. A
// difference counts only if every further run of real Node repeats it.
const (
	Equal Verdict = iota
	Different
	Unstable // real Node does not print the same every time
	Broken   // the simulation could not run the script: its own fault
)

func (v Verdict) String() string { return [...]string{"equal", "different", "unstable", "broken"}[v] }

// Counts says whether the verdict is one against the simulation.
func (v Verdict) Counts() bool { return v == Different || v == Broken }

// Cell is a script in a version.
type Cell struct {
	Verdict Verdict
	Real    string
	Sim     string
}

// Judge compares real Node with the simulation.
type Judge struct {
	Recorder *record.Recorder // Runs: how many runs must agree before a difference counts
	Dir      string           // where scripts are written for real Node
	Asked    int              // runs of real Node
}

// Simulate prints what the simulation prints, and says if it had to give up.
func Simulate(src string, v versions.Release) (out string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	var b strings.Builder
	r := scenarios.Setup{Version: v}.Simulate(script.Program{
		Path: "/fuzz/script.js", Source: src, FS: fstest.MapFS{}, Cwd: "/fuzz", Stdout: &b, Stderr: io.Discard,
	})
	return scenarios.Output(b.String(), r.Result.Code), r.Result.Err
}

// Compare judges one script in one version.
func (j *Judge) Compare(src string, v versions.Release) (Cell, error) {
	var c Cell
	sim, simErr := simulated(src, v)
	c.Sim = sim
	file := filepath.Join(j.Dir, "script.js")
	if err := os.WriteFile(file, []byte(src), 0o644); err != nil {
		return c, err
	}
	for i := 0; i < max(1, j.Recorder.Runs); i++ {
		j.Asked++
		so, _, exit, err := j.Recorder.Run(v.Version.String(), file)
		if errors.Is(err, record.ErrTimeout) {
			c.Verdict, c.Real = Unstable, "[did not end]\n"
			return c, nil
		}
		if err != nil {
			return c, err
		}
		real := scenarios.Output(so, exit)
		if i > 0 && real != c.Real {
			c.Verdict = Unstable
			return c, nil
		}
		if c.Real = real; real == c.Sim {
			if i > 0 {
				c.Verdict = Unstable
			}
			return c, nil
		}
	}
	c.Verdict = Different
	if simErr != nil {
		c.Verdict = Broken
	}
	return c, nil
}

// ShrinkDifference prunes t to the smallest script that still differs in v.
func (j *Judge) ShrinkDifference(t *Tree, v versions.Release, tries int) (Cell, error) {
	var last Cell
	var failed error
	Shrink(t, tries, func(src string) bool {
		if failed != nil {
			return false
		}
		c, err := j.Compare(src, v)
		if err != nil {
			failed = err
			return false
		}
		if c.Verdict != Different && c.Verdict != Broken {
			return false
		}
		last = c
		return true
	})
	return last, failed
}
