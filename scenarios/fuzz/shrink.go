package fuzz

import (
	"regexp"
	"sort"
	"strings"
)

// Shrink prunes t while still reports that it is as interesting as before, at
// most tries times, and returns how often it asked. Larger pieces go first, so
// that most of a script disappears in its first few questions.
func Shrink(t *Tree, tries int, still func(script string) bool) int {
	asked := 0
	ask := func() bool {
		if asked >= tries {
			return false
		}
		asked++
		return still(t.String())
	}
	for changed := true; changed && asked < tries; {
		changed = dropKids(t, ask)
		if hoistAll(t, ask) {
			changed = true
		}
		t.prune()
	}
	t.dropUnused()
	return asked
}

// dropUnused drops the lines of the prelude that nothing needs any more, last
// first: each uses only those above it.
func (t *Tree) dropUnused() {
	for i := len(t.Kids) - 1; i >= 0; i-- {
		name, ok := strings.CutPrefix(t.Kids[i].Open, "const ")
		if !ok || !strings.Contains(prelude+framesPrelude, t.Kids[i].Open) {
			continue
		}
		name, _, _ = strings.Cut(name, " ")
		if n := len(regexp.MustCompile(`\b`+name+`\b`).FindAllString(t.String(), 2)); n == 1 {
			t.Kids[i].gone = true
		}
	}
	t.prune()
}

// dropKids tries to drop every droppable node, heaviest first.
func dropKids(t *Tree, ask func() bool) (changed bool) {
	var list []*Tree
	var walk func(*Tree)
	walk = func(n *Tree) {
		for _, k := range n.Kids {
			if !k.Fixed && !k.gone {
				list = append(list, k)
			}
			walk(k)
		}
	}
	walk(t)
	sort.SliceStable(list, func(i, j int) bool { return list[i].weight() > list[j].weight() })
	under := map[*Tree]bool{} // below something that is gone already
	for _, n := range list {
		if under[n] {
			continue
		}
		n.gone = true
		if ask() {
			changed = true
			mark(n, under)
		} else {
			n.gone = false
		}
	}
	return changed
}

func mark(t *Tree, set map[*Tree]bool) {
	for _, k := range t.Kids {
		set[k] = true
		mark(k, set)
	}
}

// hoistAll tries to unwrap every wrapper.
func hoistAll(t *Tree, ask func() bool) (changed bool) {
	for _, k := range t.Kids {
		if k.Hoist && !k.gone {
			open, end := k.Open, k.Close
			k.Open, k.Close, k.Hoist = "", "", false
			if ask() {
				changed = true
			} else {
				k.Open, k.Close, k.Hoist = open, end, true
			}
		}
		if hoistAll(k, ask) {
			changed = true
		}
	}
	return changed
}
