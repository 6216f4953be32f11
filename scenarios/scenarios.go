// Package scenarios holds scripts about ending, closing and flushing, and what
// real Node printed for them. A scenario is plain JavaScript that anyone can
// give to node; nothing in the project looks at which one it runs.
//
// A script's header comments carry its title, what to notice, where the
// question comes from and the oldest Node version that can run it. Beside it,
// recorded/NAME.txt holds the recorded output (see Recording).
package scenarios

import (
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
)

// Scenario is one script with what is known about it.
type Scenario struct {
	Name   string // file name without ".js"
	Title  string
	Notice string // what to look at
	Source string // where the question comes from
	Min    string // oldest Node version that can run it
	Script string
	// Packages says that it requires packages; see WithPackages.
	Packages bool
}

// All returns every scenario that needs nothing but Node, sorted by name.
func All() []Scenario { return load(".") }

// load reads the scripts of a folder.
func load(dir string) []Scenario {
	names, err := fs.Glob(files, path.Join(dir, "*.js"))
	if err != nil {
		panic(err) // the pattern is constant
	}
	sort.Strings(names)
	out := make([]Scenario, 0, len(names))
	for _, n := range names {
		src, err := files.ReadFile(n)
		if err != nil {
			panic(err) // it was just listed
		}
		out = append(out, Parse(strings.TrimSuffix(path.Base(n), ".js"), string(src)))
	}
	return out
}

// Find returns the scenario called name ("60-h2-basic-order", with or without
// ".js"), or the only one whose name contains it.
func Find(name string) (Scenario, error) {
	name = strings.TrimSuffix(path.Base(name), ".js")
	var hits []Scenario
	for _, s := range append(All(), WithPackages()...) {
		if s.Name == name {
			return s, nil
		}
		if strings.Contains(s.Name, name) {
			hits = append(hits, s)
		}
	}
	switch len(hits) {
	case 1:
		return hits[0], nil
	case 0:
		return Scenario{}, fmt.Errorf("no file and no scenario is called %q; `finishline scenarios` lists them", name)
	default:
		return Scenario{}, fmt.Errorf("%q could be %d scenarios (%s, %s, …); name one", name, len(hits), hits[0].Name, hits[1].Name)
	}
}

// Parse reads a script's header comments.
func Parse(name, script string) Scenario {
	s := Scenario{Name: name, Title: name, Script: script}
	fields := map[string]*string{"title": &s.Title, "notice": &s.Notice, "source": &s.Source, "min": &s.Min}
	for _, line := range strings.Split(script, "\n") {
		rest, ok := strings.CutPrefix(line, "// ")
		if !ok {
			break
		}
		key, value, _ := strings.Cut(rest, ": ")
		if dst := fields[key]; dst != nil {
			*dst = value
		}
	}
	return s
}

// Recorded returns what real Node printed for the scenario, nil if it was never recorded.
func (s Scenario) Recorded() (Recording, error) {
	file := path.Join(s.dir(), "recorded", s.Name+".txt")
	text, err := files.ReadFile(file)
	if err != nil {
		return nil, nil
	}
	r, err := ParseRecording(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return r, nil
}

// dir is the folder of its script.
func (s Scenario) dir() string {
	if s.Packages {
		return "packages"
	}
	return "."
}
