package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"finishline/scenarios/fuzz"
)

// findings is what is said about a cell that differs.
type findings struct {
	report string
	kinds  []string // of the views' differences
}

// one judges one cell and describes a difference.
func (r *fuzzRun) one(j *fuzz.Judge, t fuzzTask) (fuzz.Entry, findings, error) {
	tree := t.tree()
	src := tree.String()
	cell, err := j.Compare(src, t.release)
	e := fuzz.EntryOf(t.family, t.seed, t.release, src, &cell)
	if err != nil || !cell.Differs() {
		return e, findings{}, err
	}
	if r.Out != "" {
		if err := os.MkdirAll(r.Out, 0o755); err != nil {
			return e, findings{}, err
		}
		if err := os.WriteFile(filepath.Join(r.Out, e.Key()+".js"), []byte(src), 0o644); err != nil {
			return e, findings{}, err
		}
	}
	found := findings{kinds: kindsOf(&cell)}
	shrunk := false
	if r.Shrink > 0 {
		if s, err := j.ShrinkDifference(tree, t.release, cell, r.Shrink); err == nil && s.Differs() {
			cell, shrunk = s, true
		}
	}
	script := ""
	if shrunk || cell.Verdict.Counts() {
		script = tree.String() + "\n"
	}
	found.report = fmt.Sprintf("=== %s %s\n%s%s", e.Key(), e.Verdicts(), script, describe(&cell))
	return e, found, nil
}

// describe sets what differs side by side, views with the place in the trace.
func describe(c *fuzz.Cell) string {
	var b strings.Builder
	if c.Verdict.Counts() {
		b.WriteString(fuzz.SideBySide(c.Real, c.Sim))
	}
	for _, v := range c.Views {
		if !v.Verdict.Counts() {
			continue
		}
		if p, ok := fuzz.Part(v.Real, c.Simulated.View(v.Name)); ok {
			fmt.Fprintf(&b, "--- %s\n%s%s", v.Name, &p, fuzz.Story(c.Simulated.Trace, p.SimRecord))
		}
	}
	return b.String()
}

// kindsOf names the differences of views whose output is equal: those of a
// view follow from those of the output.
func kindsOf(c *fuzz.Cell) (out []string) {
	if c.Verdict != fuzz.Equal {
		return nil
	}
	for _, v := range c.Views {
		if !v.Verdict.Counts() {
			continue
		}
		if p, ok := fuzz.Part(v.Real, c.Simulated.View(v.Name)); ok {
			out = append(out, v.Name+": "+p.Kind())
		}
	}
	return out
}

// printKinds lists the differences of views, most frequent first.
func (r *fuzzRun) printKinds() {
	list := make([]string, 0, len(r.kinds))
	for k := range r.kinds { // order: sorted below
		list = append(list, k)
	}
	sort.Slice(list, func(i, j int) bool {
		if a, b := r.kinds[list[i]], r.kinds[list[j]]; a != b {
			return a > b
		}
		return list[i] < list[j]
	})
	if len(list) > 0 {
		fmt.Println("\nwhere views part although the output is the same (real Node | simulation):")
	}
	for _, k := range list {
		fmt.Printf("%5d  %s\n", r.kinds[k], k)
	}
}
