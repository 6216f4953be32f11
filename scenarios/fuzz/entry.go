package fuzz

import (
	"fmt"
	"strings"

	"finishline/node/versions"
)

// EntryOf is what is kept of a cell. What real Node did is left out where it
// does not do it every time.
func EntryOf(family string, seed uint64, v versions.Release, script string, c *Cell) Entry {
	kept := func(a Aspect) (verdict, real string) {
		if a.Verdict == Unstable {
			return a.Verdict.String(), ""
		}
		return a.Verdict.String(), a.Real
	}
	e := Entry{Family: family, Seed: seed, Version: v.Version.String(), Script: Hash(script)}
	e.Verdict, e.Real = kept(c.Aspect)
	for _, a := range c.Views {
		verdict, real := kept(a)
		e.Views = append(e.Views, EntryView{a.Name, verdict, real})
	}
	return e
}

// Doubt makes unstable what is equal now, while real Node has done something
// else before.
func (e *Entry) Doubt(was Entry) {
	if e.Verdict == Equal.String() && was.Stable() && was.Real != e.Real {
		e.Verdict, e.Real = Unstable.String(), ""
	}
	for i := range e.Views {
		v := &e.Views[i]
		w := was.view(v.Name)
		if w != nil && v.Verdict == Equal.String() && w.Verdict != Unstable.String() && w.Real != v.Real {
			v.Verdict, v.Real = Unstable.String(), ""
		}
	}
}

// Differs says whether anything in the entry counts against the simulation.
func (e *Entry) Differs() bool {
	counts := func(s string) bool { return s == Different.String() || s == Broken.String() }
	if counts(e.Verdict) {
		return true
	}
	for _, v := range e.Views {
		if counts(v.Verdict) {
			return true
		}
	}
	return false
}

// Verdicts names what differs.
func (e *Entry) Verdicts() string {
	var list []string
	if e.Verdict != Equal.String() {
		list = append(list, e.Verdict)
	}
	for _, v := range e.Views {
		if v.Verdict != Equal.String() {
			list = append(list, v.Name+" "+v.Verdict)
		}
	}
	return strings.Join(list, ", ")
}

// SameVerdicts says whether all verdicts are those of the other entry.
func (e *Entry) SameVerdicts(o Entry) bool {
	return e.Verdict == o.Verdict && e.Verdicts() == o.Verdicts()
}

// VerdictNamed is the verdict of that name.
func VerdictNamed(name string) (Verdict, error) {
	for v := Equal; v <= Broken; v++ {
		if v.String() == name {
			return v, nil
		}
	}
	return 0, fmt.Errorf("no verdict is called %q; there are %s", name, strings.Join([]string{Equal.String(), Different.String(), Unstable.String(), Broken.String()}, ", "))
}
