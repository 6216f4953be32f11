package fuzz

import "fmt"

// Slice chooses what is recorded for the tests: of every family the first
// scripts, in every version in which real Node's output was stable and the
// simulation agreed. Cells that differ are listed in docs/fidelity.md, not here.
func Slice(list []Entry, scripts int) []Entry {
	seen := map[string]int{}
	taken := map[string]bool{}
	var out []Entry
	for _, e := range list {
		if e.Verdict != Equal.String() {
			continue
		}
		name := fmt.Sprint(e.Family, " ", e.Seed)
		if !taken[name] {
			if seen[e.Family] == scripts {
				continue
			}
			seen[e.Family]++
			taken[name] = true
		}
		e.Views = equalViews(e.Views)
		out = append(out, e)
	}
	return out
}

// equalViews leaves out views of real Node that are not what the simulation's are.
func equalViews(list []EntryView) (out []EntryView) {
	for _, v := range list {
		if v.Verdict == Equal.String() {
			out = append(out, v)
		}
	}
	return out
}
