package h1

import "bytes"

// stepStatus reads a status line from behind its version (RFC 9112, section 4).
func (p *Parser) stepStatus(b []byte, i int) int {
	c := b[i]
	switch p.state {
	case stStatusSP:
		if c != ' ' {
			return p.fail(faultVersionSpace, i)
		}
		p.head.Status, p.wordPos, p.state = 0, 0, stStatusCode
		return i + 1
	case stStatusCode:
		if p.opts.LooseStatusCode {
			return p.stepLooseCode(c, i)
		}
		return p.stepCode(c, i)
	case stStatusEnd:
		return p.stepStatusEnd(c, i)
	case stReasonStart:
		p.value.open(i)
		p.state = stReason
		return i
	case stReason:
		return p.stepReason(b, i)
	}
	return p.stepStatusLF(c, i)
}

func (p *Parser) stepCode(c byte, i int) int {
	if class[c]&classDigit == 0 {
		return p.fail(faultStatusDigit, i)
	}
	p.head.Status = p.head.Status*10 + int(c-'0')
	if p.wordPos++; p.wordPos == 3 {
		p.state = stStatusEnd
	}
	return i + 1
}

func (p *Parser) stepLooseCode(c byte, i int) int {
	if class[c]&classDigit == 0 {
		p.state = stStatusEnd
		return i
	}
	p.head.Status = p.head.Status*10 + int(c-'0')
	if p.head.Status > 999 {
		return p.fail(faultStatusRange, i+1)
	}
	return i + 1
}

func (p *Parser) stepStatusEnd(c byte, i int) int {
	switch c {
	case ' ':
		p.state = stReasonStart
		return i + 1
	case '\r':
		p.state = stReasonStart
		return i
	case '\n':
		if p.opts.LooseLineEnds || p.opts.OptionalCR {
			p.state = stReasonStart
			return i
		}
		return p.fail(faultStatus, i+1)
	}
	return p.fail(faultStatus, i)
}

// stepReason reads the reason phrase: any bytes but CR and LF.
func (p *Parser) stepReason(b []byte, i int) int {
	end := len(b)
	if n := bytes.IndexByte(b[i:], '\r'); n >= 0 {
		end = i + n
	}
	if n := bytes.IndexByte(b[i:end], '\n'); n >= 0 {
		end = i + n
	}
	if end == len(b) {
		return end
	}
	i = end
	if n := p.value.close(i); n > 0 && !p.countHeader(n, i+1) {
		return p.err.Offset
	}
	p.value.mode = spanNone
	p.state = stStatusLF
	if b[i] == '\n' {
		if !p.opts.LooseLineEnds && !p.opts.OptionalCR {
			return p.fail(faultStatusCR, i+1)
		}
		p.state = stFirstField
	}
	p.h.OnStatus(p.value.bytes(b))
	return i + 1
}

func (p *Parser) stepStatusLF(c byte, i int) int {
	switch {
	case c == '\n', p.opts.LooseLineEnds, c == '\r' && p.opts.CRForStatusLF:
		p.state = stFirstField
		return i + 1
	case p.opts.OptionalLF:
		p.state = stFirstField
		return i
	}
	return p.fail(faultStatusLF, i)
}
