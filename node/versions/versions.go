// Package versions is the one table of what differs between Node versions:
// behaviour → version ranges → what changed it. Code asks it by the
// behaviour's name; there is no version comparison anywhere else.
package versions

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// Behaviour names one thing that some versions do and others do not.
type Behaviour struct{ index int }

// Fact is a row of the table.
type Fact struct {
	Name   string // "h2-server-close-closes-sessions"
	Range  string // ">=24" or ">=18.19.0 <18.20.3 || >=19": versions that have it
	Source string // the pull request, or the file of a version in which it was seen
	What   string // one sentence for users
}

var facts []Fact

// behaviour declares a row; the declarations of a topic stand in a file of
// their own. Its range is read when a version is asked for, not at start-up.
func behaviour(name, ranges, source, what string) Behaviour {
	facts = append(facts, Fact{Name: name, Range: ranges, Source: source, What: what})
	return Behaviour{len(facts) - 1}
}

// Facts is the whole table, sorted by name.
func Facts() []Fact {
	out := append([]Fact(nil), facts...)
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

// Set is what one version does.
type Set struct {
	Version Version
	has     []bool
}

// For returns the set of a version. A range that does not parse is a programming
// error.
func For(v Version) *Set {
	s := &Set{Version: v, has: make([]bool, len(facts))}
	known := map[string]bool{}
	for i := range facts {
		has, ok := known[facts[i].Range]
		if !ok {
			spans, err := parseRange(facts[i].Range)
			if err != nil {
				panic(fmt.Sprintf("versions: %s: %v", facts[i].Name, err))
			}
			has = contains(spans, v)
			known[facts[i].Range] = has
		}
		s.has[i] = has
	}
	return s
}

// Has reports whether the version has the behaviour.
func (s *Set) Has(b Behaviour) bool { return s.has[b.index] }

// HasNamed is Has for a row's name, for the parts that are written in
// JavaScript.
func (s *Set) HasNamed(name string) bool {
	for i := range facts {
		if facts[i].Name == name {
			return s.has[i]
		}
	}
	panic("versions: no row " + name)
}

// Version is a Node version.
type Version struct{ Major, Minor, Patch int }

func (v Version) String() string { return fmt.Sprintf("%d.%d.%d", v.Major, v.Minor, v.Patch) }

func (v Version) before(o Version) bool {
	if v.Major != o.Major {
		return v.Major < o.Major
	}
	if v.Minor != o.Minor {
		return v.Minor < o.Minor
	}
	return v.Patch < o.Patch
}

// Parse reads "18.20.8", "v18.20.8", "18.20" or "18"; missing parts are zero.
func Parse(s string) (Version, error) {
	var n [3]int
	parts := strings.Split(strings.TrimPrefix(s, "v"), ".")
	if len(parts) > 3 {
		return Version{}, fmt.Errorf("%q is not a Node version (want MAJOR.MINOR.PATCH)", s)
	}
	for i, p := range parts {
		k, err := strconv.Atoi(p)
		if err != nil || k < 0 {
			return Version{}, fmt.Errorf("%q is not a Node version (want MAJOR.MINOR.PATCH)", s)
		}
		n[i] = k
	}
	return Version{n[0], n[1], n[2]}, nil
}

// span is a half-open interval [from, to); a zero to has no end.
type span struct{ from, to Version }

func contains(spans []span, v Version) bool {
	for _, s := range spans {
		if !v.before(s.from) && (s.to == Version{} || v.before(s.to)) {
			return true
		}
	}
	return false
}

// parseRange reads alternatives joined by "||", each ">=V", "<V" or ">=V <V".
func parseRange(s string) ([]span, error) {
	var out []span
	for _, alt := range strings.Split(s, "||") {
		var sp span
		terms := strings.Fields(alt)
		if len(terms) == 0 {
			return nil, fmt.Errorf("empty range in %q", s)
		}
		for _, term := range terms {
			var dst *Version
			switch {
			case strings.HasPrefix(term, ">="):
				dst, term = &sp.from, term[2:]
			case strings.HasPrefix(term, "<"):
				dst, term = &sp.to, term[1:]
			default:
				return nil, fmt.Errorf("%q: want >=V or <V", term)
			}
			v, err := Parse(term)
			if err != nil {
				return nil, err
			}
			*dst = v
		}
		out = append(out, sp)
	}
	return out, nil
}
