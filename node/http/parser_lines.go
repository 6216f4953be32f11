package http

// heard is the text of the last header block of one kind that any parser has
// read. The next one is mostly the same, line for line, and needs no memory of
// its own then.
type heard struct {
	lines       []string
	url, reason string
}

// textOf is bytes from the wire as text, was if they say the same.
func (p *Parser) textOf(b []byte, was string) string {
	if string(b) == was {
		return was
	}
	s := latin1(b)
	// Text with characters beyond ASCII is longer than its bytes; it is not remembered, since
	// other bytes may look like it.
	p.foreign = p.foreign || len(s) != len(b)
	return s
}

// line adds a header line.
func (p *Parser) line(name, value []byte) {
	i, last := len(p.lines), p.heard.lines
	if p.lines == nil {
		p.lines = make([]string, 0, max(len(last), 8))
	}
	var wasName, wasValue string
	if i+1 < len(last) {
		wasName, wasValue = last[i], last[i+1]
	}
	p.lines = append(p.lines, p.textOf(name, wasName), p.textOf(value, wasValue))
}

// remember keeps the header block for the next one.
func (p *Parser) remember() {
	*p.heard = heard{}
	if !p.foreign {
		*p.heard = heard{p.lines, p.url, p.reason}
	}
}
