// Package fuzz writes random small Node scripts about ending, closing and
// flushing, asks real Node what they print, compares the simulation with it,
// and shrinks every difference to a script that a person can read.
//
// A script is a tree whose nodes may be dropped, or replaced by what they
// wrap: the generator grows it, the shrinker only prunes. Grammar is data: a
// family is a list of lines with holes in them ($size, $code …).
//
// What is compared is standard output and the exit code. Scripts avoid what
// two runs of real Node would not agree on: sizes of single reads, timers
// closer than 20 ms to each other, addresses and ports.
package fuzz

import (
	"fmt"
	"sort"
	"strings"

	"finishline/sim"
)

// Family is one grammar.
type Family struct {
	Name string
	grow func(*gen) *Tree
}

// Families lists the grammars by name.
func Families() []Family {
	return []Family{
		{"timers", growTimers},
		{"streams", growStreams},
		{"net", growNet},
		{"http2", growHTTP2},
		{"compat", growCompat},
		{"frames", growFrames},
		{"http", growHTTP},
		{"messages", growMessages},
	}
}

// FamilyNamed finds a family.
func FamilyNamed(name string) (Family, error) {
	var names []string
	for _, f := range Families() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	sort.Strings(names)
	return Family{}, fmt.Errorf("no family is called %q; there are %s", name, strings.Join(names, ", "))
}

// Generate writes the script that the family grows from a seed: always the
// same one, as long as the grammar is not changed.
func (f Family) Generate(seed uint64) *Tree {
	h := seed * 0x9e3779b97f4a7c15
	for _, c := range f.Name {
		h = (h ^ uint64(c)) * 0x100000001b3
	}
	t := f.grow(&gen{r: sim.NewRandom(h)})
	t.prune()
	return t
}
