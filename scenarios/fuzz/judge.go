package fuzz

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/scenarios/record"
)

// Verdict is what became of one aspect of a script in one version.
type Verdict int

// The verdicts. An equal first run is believed: the simulation is
// deterministic, so it cannot have followed a race that it does not know. A
// difference counts only if every further run of real Node repeats it.
const (
	Equal Verdict = iota
	Different
	Unstable // real Node does not do the same every time
	Broken   // the simulation could not run the script: its own fault
)

func (v Verdict) String() string { return [...]string{"equal", "different", "unstable", "broken"}[v] }

// Counts says whether the verdict is one against the simulation.
func (v Verdict) Counts() bool { return v == Different || v == Broken }

// Aspect is what is compared: the output, or a view.
type Aspect struct {
	Name    string // "output" or one of the ViewNames
	Verdict Verdict
	Real    string
	Sim     string
}

// Cell is a script in a version.
type Cell struct {
	Aspect             // the output
	Views     []Aspect // what else was asked for
	Simulated Simulated
}

// Differs says whether anything counts against the simulation.
func (c *Cell) Differs() bool {
	if c.Verdict.Counts() {
		return true
	}
	for _, v := range c.Views {
		if v.Verdict.Counts() {
			return true
		}
	}
	return false
}

// Judge compares real Node with the simulation.
type Judge struct {
	Recorder *record.Recorder // Runs: how many runs must agree before a difference counts
	Dir      string           // where scripts are written for real Node
	Views    []string         // which views are compared beside the output; strace must be there
	Enough   func() bool      // says when shrinking stops; nil: never
	Asked    int              // runs of real Node
}

// ErrNoStrace is the error of a judge that should look at system calls and cannot.
var ErrNoStrace = errors.New("the views of system calls and frames need strace; on Debian: apt-get install strace")

// Compare judges one script in one version.
func (j *Judge) Compare(src string, v versions.Release) (Cell, error) {
	c := Cell{Simulated: Simulate(src, v, len(j.Views) > 0)}
	list := j.begin(&c)
	file := filepath.Join(j.Dir, "script.js")
	if err := os.WriteFile(file, []byte(src), 0o644); err != nil {
		return c, err
	}
	open := len(list)
	for i := 0; i < max(1, j.Recorder.Runs) && open > 0; i++ {
		real, err := j.run(v.Version.String(), file)
		if errors.Is(err, record.ErrTimeout) {
			for k := range list {
				list[k].Verdict, list[k].Real = Unstable, "[did not end]\n"
			}
			break
		}
		if err != nil {
			return c, err
		}
		open = 0
		for k := range list {
			if k >= len(real) { // strace could not show it
				list[k].Verdict, list[k].Real = Unstable, ""
				continue
			}
			if list[k].hear(real[k], i); list[k].Verdict == Different {
				open++
			}
		}
	}
	c.Aspect, c.Views = list[0], list[1:]
	if c.Verdict == Different && c.Simulated.Err != nil {
		c.Verdict = Broken
	}
	return c, nil
}

// begin lists the aspects, none of them heard of yet.
func (j *Judge) begin(c *Cell) []Aspect {
	names := append([]string{"output"}, j.Views...)
	list := make([]Aspect, len(names))
	for k, text := range c.Simulated.aspects(j.Views) {
		list[k] = Aspect{Name: names[k], Sim: text, Verdict: Different}
	}
	return list
}

// hear takes what the aspect was in run i of real Node.
func (a *Aspect) hear(real string, i int) {
	switch {
	case i > 0 && a.Verdict != Different: // it is settled
	case i == 0:
		if a.Real = real; real == a.Sim {
			a.Verdict = Equal
		}
	case real != a.Real:
		a.Verdict = Unstable
		if real == a.Sim {
			a.Real = real
		}
	}
}

// run is one run of real Node: its output and the views.
func (j *Judge) run(version, file string) ([]string, error) {
	j.Asked++
	recorder := *j.Recorder
	calls := filepath.Join(j.Dir, "strace.txt")
	if len(j.Views) > 0 {
		path, err := exec.LookPath("strace")
		if err != nil {
			return nil, ErrNoStrace
		}
		recorder.Under = append([]string{path, "-o", calls}, straceFlags...)
	}
	so, _, exit, err := recorder.Run(version, file)
	if err != nil {
		return nil, err
	}
	out := []string{scenarios.Output(so, exit)}
	if len(j.Views) == 0 {
		return out, nil
	}
	views, err := j.look(calls)
	if err != nil {
		return nil, fmt.Errorf("reading what strace wrote about Node %s: %w", version, err)
	}
	return append(out, views...), nil
}

// straceLimit bounds what is read of strace's, in bytes. Every octet takes four.
const straceLimit = 128 << 20

// look reads the views out of what strace wrote; nil if that is too much.
func (j *Judge) look(calls string) ([]string, error) {
	if info, err := os.Stat(calls); err != nil || info.Size() > straceLimit {
		return nil, err
	}
	text, err := os.ReadFile(calls)
	if err != nil {
		return nil, err
	}
	list, err := ofStrace(string(text))
	if errors.Is(err, errTooMuch) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	talk := converse(list)
	out := make([]string, len(j.Views))
	for i, v := range j.Views {
		out[i] = texts(talk.view(v))
	}
	return out, nil
}

// ShrinkDifference prunes t to the smallest script in which something still
// differs in v that did in was.
func (j *Judge) ShrinkDifference(t *Tree, v versions.Release, was Cell, tries int) (Cell, error) {
	var last Cell
	var failed error
	Shrink(t, tries, func(src string) bool {
		if failed != nil || j.Enough != nil && j.Enough() {
			return false
		}
		c, err := j.Compare(src, v)
		if err != nil {
			failed = err
			return false
		}
		if !c.differsAs(&was) {
			return false
		}
		last = c
		return true
	})
	return last, failed
}

// differsAs says whether the output differs if it did in was, otherwise
// whether a view does that did.
func (c *Cell) differsAs(was *Cell) bool {
	if was.Verdict.Counts() {
		return c.Verdict.Counts()
	}
	for k, v := range was.Views {
		if v.Verdict.Counts() && c.Views[k].Verdict.Counts() {
			return true
		}
	}
	return false
}
