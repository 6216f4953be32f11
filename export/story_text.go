package export

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
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
	room  int // of the gutter
	col   int // of one column
	time  string
	turn  int64
}

// bar is what stands between the columns; the gutter of the time before them is
// narrower where there is little room.
const bar = 3

// WriteText prints the story.
func (s *Story) WriteText(w io.Writer, style Style) error {
	width := max(style.Width, 60)
	p := &page{w: bufio.NewWriter(w), paint: style.paint(), width: width, room: 11}
	if width < 80 {
		p.room = 9
	}
	p.col = (width - p.room - bar) / 2
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
	}
	fmt.Fprintln(p.w)
	p.wrap(p.paint.bold, s.End, "")
	p.verdict(s.Verdict)
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

// block prints a connection, or the process.
func (p *page) block(name string, entries []Entry) {
	fmt.Fprintln(p.w)
	if name != "" {
		p.line(p.paint.bold, name, "")
	}
	p.time, p.turn = "", 0
	p.line(p.paint.bold, pad("", p.room)+pad("server", p.col)+" │ "+"client", "")
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
	at := pad(fmt.Sprintf("%*.3f", min(p.room-1, 9), float64(e.At)/1e6), p.room)
	if at == p.time {
		at = pad("", p.room)
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
