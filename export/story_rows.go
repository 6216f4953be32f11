package export

import (
	"fmt"
	"strconv"
	"strings"
)

// body is an entry's text with its mark, and its colour.
func (p *page) body(e *Entry) (color, text string) {
	switch e.What {
	case Called:
		return p.paint.blue, e.Text
	case Printed:
		return p.paint.bold, "» " + clean(e.Text)
	case Read:
		return p.paint.dim, "reads " + e.Text
	case Arrived, Turned, Moved:
		return p.paint.dim, e.Text
	}
	return "", e.Text
}

func lineRef(e *Entry) string {
	if e.Line == 0 || e.What == Turned {
		return ""
	}
	return " :" + strconv.Itoa(int(e.Line))
}

// column prints what one side did in its own column.
func (p *page) column(at string, e *Entry) {
	color, text := p.body(e)
	ref := lineRef(e)
	if e.What == Printed {
		// What the script printed is given whole, within reason.
		lines := broken(text, p.col)
		for len(lines) > 1 {
			cell := p.in(color, lines[0])
			if e.Side == Server {
				cell += pad("", p.col-width(lines[0]))
			}
			p.cell(at, e.Side, cell)
			at, text, lines = pad("", p.room), "  "+lines[1], lines[1:]
		}
	}
	text = fit(text, p.col-width(ref))
	cell := p.in(color, text)
	if ref != "" || e.Side == Server {
		cell += pad("", p.col-width(text)-width(ref))
	}
	if ref != "" {
		cell += p.in(p.paint.dim, ref)
	}
	p.cell(at, e.Side, cell)
}

func (p *page) cell(at string, side Side, cell string) {
	if side == Server {
		fmt.Fprintln(p.w, p.in(p.paint.dim, at)+cell+" │")
		return
	}
	fmt.Fprintln(p.w, p.in(p.paint.dim, at)+pad("", p.col)+" │ "+cell)
}

// whole prints what belongs to no side, across both columns.
func (p *page) whole(at string, e *Entry) {
	color, text := p.body(e)
	ref := lineRef(e)
	text = fit(text, p.width-p.room-width(ref))
	fmt.Fprintln(p.w, p.in(p.paint.dim, at)+p.in(color, text)+p.in(p.paint.dim, ref))
}

// loud prints a loss, or what waits, across both columns, in as many lines as it takes.
func (p *page) loud(at string, e *Entry, color, mark string) {
	text := mark + e.Text
	if e.Side != Nobody {
		text = mark + string(e.Side) + ": " + e.Text
	}
	for i, l := range wrapped(text, p.width-p.room) {
		if i > 0 {
			at = pad("", p.room)
			l = "  " + l
		}
		fmt.Fprintln(p.w, p.in(p.paint.dim, at)+p.in(color, l))
	}
}

// wire prints what crosses from one column to the other.
func (p *page) wire(at string, e *Entry) {
	reach := 6 // how far the arrow goes into the other column
	text := fit(e.Text, p.col-4)
	shaft := strings.Repeat("─", p.col-width(text)-1)
	color := p.paint.green
	if e.label == "RST" {
		color = p.paint.red
	}
	row := text + " " + shaft + "─┼─" + strings.Repeat("─", reach-1) + "▶"
	if e.Side == Client {
		row = pad("", p.col-reach) + "◀" + strings.Repeat("─", reach-1) + "─┼─" + shaft + " " + text
	}
	fmt.Fprintln(p.w, p.in(p.paint.dim, at)+p.in(color, row))
}
