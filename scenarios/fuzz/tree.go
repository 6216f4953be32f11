package fuzz

import "strings"

// Tree is a piece of script. Open and Close surround the kids' text.
type Tree struct {
	Open, Close string
	Kids        []*Tree
	Fixed       bool // the shrinker may not drop it
	Hoist       bool // it may be replaced by its kids: a wrapper
	gone        bool
	text        string // a whole script
}

func line(s string) *Tree  { return &Tree{Open: s} }
func fixed(s string) *Tree { return &Tree{Open: s, Fixed: true} }

// Written is a script that nothing was grown for: it cannot be pruned.
func Written(script string) *Tree { return &Tree{text: script, Fixed: true} }

func block(open, end string, kids ...*Tree) *Tree {
	return &Tree{Open: open, Close: end, Kids: kids}
}

// firm is a block that stays; its kids may go.
func firm(open, end string, kids ...*Tree) *Tree {
	return &Tree{Open: open, Close: end, Kids: kids, Fixed: true}
}

// String is the script.
func (t *Tree) String() string {
	var b strings.Builder
	t.print(&b, 0)
	return b.String()
}

func (t *Tree) print(b *strings.Builder, depth int) {
	if t.gone {
		return
	}
	b.WriteString(t.text)
	write := func(s string) {
		for _, l := range strings.Split(s, "\n") {
			if l != "" {
				b.WriteString(strings.Repeat("  ", depth) + l + "\n")
			}
		}
	}
	write(t.Open)
	inner := depth
	if t.Open != "" {
		inner++
	}
	for _, k := range t.Kids {
		k.print(b, inner)
	}
	write(t.Close)
}

// prune removes empty droppable blocks, so that scripts stay small.
func (t *Tree) prune() {
	kept := t.Kids[:0]
	for _, k := range t.Kids {
		k.prune()
		if k.gone || k.Close != "" && len(k.Kids) == 0 && !k.Fixed {
			continue
		}
		kept = append(kept, k)
	}
	t.Kids = kept
}

// weight is how much of the script a node is.
func (t *Tree) weight() int {
	if t.gone {
		return 0
	}
	n := 1
	for _, k := range t.Kids {
		n += k.weight()
	}
	return n
}
