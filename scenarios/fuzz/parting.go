package fuzz

import (
	"fmt"
	"regexp"
	"strings"

	"finishline/sim"
)

// Parting is where two views part for the first time.
type Parting struct {
	Real, Sim string // the lines, empty past the end
	RealAt    int
	SimAt     int
	SimRecord sim.RecordID // of the simulation's line, or of the last one before it
	realLines []string
	simLines  []ViewLine
}

// Part compares what real Node did with the simulation's view; ok is false if
// they are the same.
func Part(real string, list []ViewLine) (p Parting, ok bool) {
	p.simLines = list
	if real != "" {
		p.realLines = strings.Split(strings.TrimSuffix(real, "\n"), "\n")
	}
	at := 0
	for at < len(p.realLines) && at < len(list) && p.realLines[at] == list[at].Text {
		p.SimRecord = list[at].Record
		at++
	}
	if at == len(p.realLines) && at == len(list) {
		return p, false
	}
	p.RealAt, p.SimAt = at, at
	if at < len(p.realLines) {
		p.Real = p.realLines[at]
	}
	if at < len(list) {
		p.Sim, p.SimRecord = list[at].Text, list[at].Record
	}
	return p, true
}

var particular = regexp.MustCompile(`[0-9]+|"[^"]*"`)

// Kind names differences that look alike: the two lines without numbers and texts.
func (p *Parting) Kind() string {
	bare := func(s string) string {
		if s == "" {
			return "(nothing)"
		}
		return particular.ReplaceAllString(strings.TrimSpace(s), "N")
	}
	return bare(p.Real) + " | " + bare(p.Sim)
}

// String is the place side by side, with some lines before it and behind.
func (p *Parting) String() string {
	const before, behind = 6, 12
	var b strings.Builder
	fmt.Fprintf(&b, "  %-64s %s\n", "real Node", "simulation")
	for i := max(0, p.RealAt-before); i < p.RealAt+behind && (i < len(p.realLines) || i < len(p.simLines)); i++ {
		var l, r, id string
		if i < len(p.realLines) {
			l = p.realLines[i]
		}
		if i < len(p.simLines) {
			r, id = p.simLines[i].Text, fmt.Sprintf("  #%d", p.simLines[i].Record)
		}
		mark := " "
		if l != r {
			mark = "≠"
		}
		fmt.Fprintf(&b, "%s %-64s %s%s\n", mark, cut(l, 64), cut(r, 64), id)
	}
	return b.String()
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// Story says what the trace knows of a record: it and its causes.
func Story(t *sim.Trace, id sim.RecordID) string {
	if t == nil || id == 0 {
		return ""
	}
	var b strings.Builder
	for n, at := range append([]sim.RecordID{id}, t.Why(id)...) {
		if n == 8 {
			b.WriteString("   …\n")
			break
		}
		r := t.At(at)
		why := "because of"
		if n == 0 {
			why = "trace"
		}
		fmt.Fprintf(&b, "   %s #%d %.2f ms %v %s %s", why, at, float64(r.At)/1e6, r.Kind, t.String(t.Object(r.Obj).Name), t.String(r.Name))
		if text := t.String(r.Text); text != "" && len(text) < 60 {
			fmt.Fprintf(&b, " %q", text)
		}
		if r.Pos != 0 {
			b.WriteString(" " + t.String(r.Pos))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
