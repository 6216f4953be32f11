package h1

// Chunk extensions (RFC 9112, section 7.1.1) are checked, counted and ignored.

func (p *Parser) beginExtensions(i int) {
	p.extBytes = 0
	if p.opts.LooseChunkExtensions {
		p.state, p.extStart = stChunkParams, i
		return
	}
	p.state = stExtension
}

func (p *Parser) stepExtension(b []byte, i int) int {
	c := b[i]
	switch p.state {
	case stChunkParams:
		return p.stepParams(b, i)
	case stExtension:
		if c == ' ' || c == '\r' {
			return p.fail(faultExtension, i+1)
		}
		p.state, p.extStart = stExtName, i
		return i
	case stExtName:
		return p.stepExtName(b, i)
	case stExtValue:
		return p.stepExtValue(b, i)
	case stExtQuoted:
		return p.stepExtQuoted(b, i)
	case stExtPair:
		if class[c]&classValue == 0 {
			return p.fail(faultExtQuotedPair, i+1)
		}
		p.state = stExtQuoted
		return i + 1
	}
	return p.stepExtQuotedEnd(b, i)
}

// stepParams takes anything printable up to the end of the line.
func (p *Parser) stepParams(b []byte, i int) int {
	for ; i < len(b); i++ {
		if class[b[i]]&classValue == 0 {
			break
		}
	}
	if i == len(b) {
		return i
	}
	if b[i] != '\r' {
		return p.fail(faultChunkParams, i)
	}
	return p.extDone(stChunkSizeLF, i, i+1)
}

// extDone ends a name or value before b[i] and goes to the state s at next.
func (p *Parser) extDone(s state, i, next int) int {
	n := i - p.extStart
	p.extStart = -1
	if n > 0 && !p.countExtension(n, next) {
		return p.err.Offset
	}
	p.state = s
	return next
}

// extLF ends the extensions at a bare LF.
func (p *Parser) extLF(i int) int {
	if p.extStart >= 0 {
		if next := p.extDone(stChunkSizeLF, i, i); p.failed {
			return next
		}
	}
	return p.chunkBegin(i + 1)
}

func (p *Parser) stepExtName(b []byte, i int) int {
	for i < len(b) && class[b[i]]&classToken != 0 {
		i++
	}
	if i == len(b) {
		return i
	}
	switch b[i] {
	case '=':
		if next := p.extDone(stExtValue, i, i+1); p.failed {
			return next
		}
		p.extStart = i + 1
		return i + 1
	case ';':
		return p.extDone(stExtension, i, i+1)
	case '\r':
		return p.extDone(stChunkSizeLF, i, i+1)
	case '\n':
		if p.opts.OptionalCR {
			return p.extLF(i)
		}
		return p.fail(faultExtNameCR, i)
	}
	return p.fail(faultExtName, i+1)
}

func (p *Parser) stepExtValue(b []byte, i int) int {
	for i < len(b) && class[b[i]]&classToken != 0 {
		i++
	}
	if i == len(b) {
		return i
	}
	switch b[i] {
	case '"':
		p.state = stExtQuoted
		return i + 1
	case ';':
		return p.extDone(stExtension, i, i+1)
	case '\r':
		return p.extDone(stChunkSizeLF, i, i+1)
	case '\n':
		if p.opts.OptionalCR {
			return p.extLF(i)
		}
		return p.fail(faultExtValueCR, i)
	}
	return p.fail(faultExtValue, i+1)
}

func (p *Parser) stepExtQuoted(b []byte, i int) int {
	for i < len(b) && (class[b[i]]&classQuoted != 0 || b[i] == 0x7f && p.opts.DELInExtension) {
		i++
	}
	if i == len(b) {
		return i
	}
	switch b[i] {
	case '"':
		return p.extDone(stExtQuotedEnd, i+1, i+1)
	case '\\':
		p.state = stExtPair
		return i + 1
	}
	return p.fail(faultExtQuoted, i+1)
}

func (p *Parser) stepExtQuotedEnd(b []byte, i int) int {
	switch b[i] {
	case ';':
		p.state = stExtension
		return i + 1
	case '\r':
		p.state = stChunkSizeLF
		return i + 1
	case '\n':
		if p.opts.OptionalCR {
			return p.extLF(i)
		}
		return p.fail(faultExtValueCR, i)
	}
	return p.fail(faultExtQuotedEnd, i)
}
