package export

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Style is how a story is printed.
type Style struct {
	Width int  // columns; 60 at least
	Color bool // with ANSI escapes
}

// paint are the escapes of a colour; empty without colour.
type paint struct{ bold, dim, red, green, yellow, blue, reset string }

func (s Style) paint() paint {
	if !s.Color {
		return paint{}
	}
	return paint{"\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[32m", "\x1b[33m", "\x1b[36m", "\x1b[0m"}
}

// page prints rows of two columns behind a gutter with the time.
type page struct {
	w     *bufio.Writer
	paint paint
	width int
	col   int // of one column
	time  string
	turn  int64
}

// gutter is the width of the time with the space behind it, bar that of what
// stands between the columns.
const (
	gutter = 11
	bar    = 3
)

// WriteText prints the story.
func (s *Story) WriteText(w io.Writer, style Style) error {
	width := max(style.Width, 60)
	p := &page{w: bufio.NewWriter(w), paint: style.paint(), width: width, col: (width - gutter - bar) / 2}
	if s.Title != "" {
		p.line(p.paint.bold, s.Title, "")
	}
	p.wrap(p.paint.dim, legend, "")
	if len(s.Connections) == 0 || len(s.Process) > 0 {
		p.block("the process, outside of its connections", s.Process)
	}
	for i := range s.Connections {
		c := &s.Connections[i]
		name := c.Name
		if len(s.Connections) == 1 {
			name = ""
		}
		p.block(name, c.Entries)
		if len(s.Connections) > 1 {
			p.sums(c)
		}
	}
	fmt.Fprintln(p.w)
	p.wrap(p.paint.bold, s.End, "")
	if len(s.Connections) == 1 {
		p.sums(&s.Connections[0])
	}
	return p.w.Flush()
}

const legend = "Time in virtual ms. :12 = line 12 of the script. » printed. ⧗ waits. ✗ lost."

// line prints one line of the full width, cut if need be.
func (p *page) line(color, text, end string) {
	fmt.Fprintln(p.w, p.in(color, fit(text, p.width-width(end))+end))
}

// wrap prints text in as many lines as it takes, those after the first indented.
func (p *page) wrap(color, text, indent string) {
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && width(line)+1+width(word) > p.width {
			p.line(color, line, "")
			line = indent + word
			continue
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	p.line(color, line, "")
}

func (p *page) in(color, text string) string {
	if color == "" {
		return text
	}
	return color + text + p.paint.reset
}

// sums prints what became of the exchanges.
func (p *page) sums(c *Connection) {
	for _, x := range c.Exchanges {
		color, mark := p.paint.green, "✓ "
		if x.Bad {
			color, mark = p.paint.red, "✗ "
		}
		p.wrap(color, mark+x.Summary, "    ")
	}
}

// block prints a connection, or the process.
func (p *page) block(name string, entries []Entry) {
	fmt.Fprintln(p.w)
	if name != "" {
		p.line(p.paint.bold, name, "")
	}
	p.time, p.turn = "", 0
	p.line(p.paint.bold, pad("", gutter)+pad("server", p.col)+" │ "+"client", "")
	turns := byTurn(entries)
	for i := 0; i < len(turns); {
		period, times := repeated(turns[i:])
		for _, t := range turns[i : i+period] {
			for k := range t {
				p.entry(&t[k])
			}
		}
		if times > 0 {
			first, last := turns[i+period][0].Turn, turns[i+period*(times+1)-1][0].Turn
			p.line(p.paint.dim, fmt.Sprintf("───────── turns %d to %d: the same, %d times more", first, last, times), "")
		}
		i += period * (times + 1)
	}
}

// entry prints one line of the story.
func (p *page) entry(e *Entry) {
	if e.Turn != p.turn {
		p.turn = e.Turn
		text := " turn " + strconv.FormatInt(e.Turn, 10) + " of the loop "
		p.line(p.paint.dim, "─────────"+text+strings.Repeat("─", max(0, p.width-9-width(text))), "")
	}
	at := fmt.Sprintf("%9.3f  ", float64(e.At)/1e6)
	if at == p.time {
		at = pad("", gutter)
	} else {
		p.time = at
	}
	switch {
	case e.What == Gate || e.What == Trouble:
		p.loud(at, e, p.paint.red, "✗ ")
	case e.What == Level:
		p.loud(at, e, p.paint.yellow, "⧗ ")
	case e.What == Wire:
		p.wire(at, e)
	case e.Side == Nobody:
		p.whole(at, e)
	default:
		p.column(at, e)
	}
}

// body is an entry's text with its mark, and its colour.
func (p *page) body(e *Entry) (color, text string) {
	switch e.What {
	case Called:
		return p.paint.blue, e.Text
	case Printed:
		return p.paint.bold, "» " + e.Text
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
			p.cell(at, e.Side, p.in(color, lines[0])+pad("", p.col-width(lines[0])))
			at, text, lines = pad("", gutter), "  "+lines[1], lines[1:]
		}
	}
	text = fit(text, p.col-width(ref))
	cell := p.in(color, text) + pad("", p.col-width(text)-width(ref)) + p.in(p.paint.dim, ref)
	p.cell(at, e.Side, cell)
}

func (p *page) cell(at string, side Side, cell string) {
	if side == Server {
		fmt.Fprintln(p.w, p.in(p.paint.dim, at)+cell+" │")
		return
	}
	fmt.Fprintln(p.w, p.in(p.paint.dim, at)+pad("", p.col)+" │ "+strings.TrimRight(cell, " "))
}

// mostLines is how many lines of a column a printed line may take.
const mostLines = 4

// broken breaks text into lines of n columns; those after the first are
// indented by two. What is left over stays in the last one.
func broken(text string, n int) []string {
	if width(text) <= n {
		return []string{text}
	}
	lines := wrapped(text, n)
	if len(lines) > mostLines {
		lines = append(lines[:mostLines-1], strings.Join(lines[mostLines-1:], " "))
	}
	for i := 1; i < len(lines)-1; i++ {
		lines[i] = "  " + lines[i]
	}
	return lines
}

// whole prints what belongs to no side, across both columns.
func (p *page) whole(at string, e *Entry) {
	color, text := p.body(e)
	ref := lineRef(e)
	text = fit(text, p.width-gutter-width(ref))
	fmt.Fprintln(p.w, p.in(p.paint.dim, at)+p.in(color, text)+p.in(p.paint.dim, ref))
}

// loud prints a loss, or what waits, across both columns, in as many lines as it takes.
func (p *page) loud(at string, e *Entry, color, mark string) {
	text := mark + e.Text
	if e.Side != Nobody {
		text = mark + string(e.Side) + ": " + e.Text
	}
	for i, l := range wrapped(text, p.width-gutter) {
		if i > 0 {
			at = pad("", gutter)
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

// width is how many columns text takes; nothing here is wider than one.
func width(text string) int { return utf8.RuneCountInString(text) }

// fit cuts text to n columns.
func fit(text string, n int) string {
	if width(text) <= n {
		return text
	}
	r := []rune(text)
	return string(r[:max(0, n-1)]) + "…"
}

func pad(text string, n int) string {
	return text + strings.Repeat(" ", max(0, n-width(text)))
}

// wrapped breaks text into lines of at most n columns, less two after the first.
func wrapped(text string, n int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		room := n
		if len(lines) > 0 {
			room -= 2
		}
		if line != "" && width(line)+1+width(word) > room {
			lines = append(lines, line)
			line = word
			continue
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return append(lines, line)
}
