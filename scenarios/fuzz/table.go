package fuzz

import (
	"fmt"
	"strings"
)

// Table counts verdicts by family and version.
type Table struct {
	rows  []string
	cols  []string
	cells map[[2]string]*[4]int
}

// Add counts one verdict.
func (t *Table) Add(family, version string, v Verdict) {
	if t.cells == nil {
		t.cells = map[[2]string]*[4]int{}
	}
	key := [2]string{family, version}
	if t.cells[key] == nil {
		t.cells[key] = &[4]int{}
		t.rows = appendNew(t.rows, family)
		t.cols = appendNew(t.cols, version)
	}
	t.cells[key][v]++
}

func appendNew(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

// String is the table as Markdown: equal/stable scripts, and how many were not stable.
func (t *Table) String() string {
	var b strings.Builder
	b.WriteString("| family | " + strings.Join(t.cols, " | ") + " |\n|---|" + strings.Repeat("---|", len(t.cols)) + "\n")
	for _, r := range t.rows {
		b.WriteString("| " + r)
		for _, c := range t.cols {
			n := t.cells[[2]string{r, c}]
			if n == nil {
				b.WriteString(" | –")
				continue
			}
			fmt.Fprintf(&b, " | %d/%d", n[Equal], n[Equal]+n[Different]+n[Broken])
			if n[Unstable] > 0 {
				fmt.Fprintf(&b, " (%d unstable)", n[Unstable])
			}
		}
		b.WriteString(" |\n")
	}
	return b.String()
}

// SideBySide sets two outputs next to each other and marks where they part.
func SideBySide(real, sim string) string {
	a, c := strings.Split(strings.TrimSuffix(real, "\n"), "\n"), strings.Split(strings.TrimSuffix(sim, "\n"), "\n")
	var b strings.Builder
	fmt.Fprintf(&b, "  %-48s %s\n", "real Node", "simulation")
	for i := 0; i < max(len(a), len(c)); i++ {
		var l, r string
		if i < len(a) {
			l = a[i]
		}
		if i < len(c) {
			r = c[i]
		}
		mark := " "
		if l != r {
			mark = "≠"
		}
		fmt.Fprintf(&b, "%s %-48s %s\n", mark, l, r)
	}
	return b.String()
}
