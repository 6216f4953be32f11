package export

import (
	"bufio"
	"io"
	"strconv"

	"finishline/verdict"
)

// WriteVerdict prints what became of every exchange, and why of each that did
// not arrive whole.
func WriteVerdict(w io.Writer, r *verdict.Report, style Style) error {
	p := &page{w: bufio.NewWriter(w), paint: style.paint(), width: max(style.Width, 60)}
	p.headline(r)
	for i := range r.Exchanges {
		x := &r.Exchanges[i]
		if len(r.Exchanges) > 1 {
			p.line("", "", "")
			p.sum(x)
		}
		if x.Client != verdict.Complete || len(r.Exchanges) == 1 || len(x.Died) > 0 {
			p.why(x)
		}
	}
	for _, x := range r.Processes {
		p.process(&x)
	}
	return p.w.Flush()
}

// verdict prints the end of a story: what became of the exchanges, and why of the worst.
func (p *page) verdict(r *verdict.Report) {
	if len(r.Exchanges) > 1 {
		for i := range r.Exchanges {
			p.sum(&r.Exchanges[i])
		}
	}
	p.headline(r)
	if x := r.Worst(); x != nil && x.Client != verdict.Complete {
		p.why(x)
	}
}

func (p *page) headline(r *verdict.Report) {
	color, mark := p.mark(r.Outcome)
	p.wrap(color, mark+r.Headline, "    ")
}

// mark is the colour and sign of an outcome.
func (p *page) mark(o verdict.Outcome) (color, mark string) {
	switch o {
	case verdict.Complete:
		return p.paint.green, "✓ "
	case verdict.Cancelled, verdict.Refused:
		return p.paint.yellow, "• "
	case verdict.Pending:
		return p.paint.yellow, "⧗ "
	}
	return p.paint.red, "✗ "
}

func (p *page) sum(x *verdict.Exchange) {
	color, mark := p.mark(x.Client)
	p.wrap(color, mark+x.Summary, "    ")
}

// why prints the steps, numbered.
func (p *page) why(x *verdict.Exchange) {
	for i, s := range x.Why {
		color := p.paint.blue
		switch s.Tone {
		case verdict.Tick:
			color = p.paint.yellow
		case verdict.Close, verdict.Death:
			color = p.paint.red
		}
		text := "  " + pad(strconv.Itoa(i+1), 3) + s.Title
		if s.Line != 0 {
			text += " :" + strconv.Itoa(s.Line)
		}
		if s.Detail != "" {
			text += " — " + s.Detail
		}
		lines := wrapped(clean(text[2:]), p.width-2)
		for k, l := range lines {
			if k > 0 {
				l = "     " + l
			} else {
				l = "  " + l
			}
			p.line(color, l, "")
		}
	}
}

func (p *page) process(x *verdict.Process) {
	text := "the process " + x.Sentence
	p.wrap("", text, "    ")
}
