package h1

import "math"

// knownField recognizes the names that decide about framing and persistence.
func knownField(name []byte) field {
	switch len(name) {
	case len("upgrade"):
		if equalFold(name, "upgrade") {
			return fieldUpgrade
		}
	case len("connection"):
		if equalFold(name, "connection") {
			return fieldConnection
		}
	case len("content-length"):
		if equalFold(name, "content-length") {
			return fieldLength
		}
	case len("proxy-connection"):
		if equalFold(name, "proxy-connection") {
			return fieldConnection
		}
	case len("transfer-encoding"):
		if equalFold(name, "transfer-encoding") {
			return fieldCoding
		}
	}
	return fieldOther
}

// equalFold compares a token of equal length with a lower-case word. No token
// has a byte that the case bit turns into a hyphen.
func equalFold(token []byte, word string) bool {
	for i, c := range token {
		if c|0x20 != word[i] {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// beginValue goes on from the first byte of a value, or of a folded line of it.
func (p *Parser) beginValue(b []byte, i int) int {
	switch p.field {
	case fieldUpgrade:
		p.flags |= flagUpgrade
	case fieldConnection:
		if end, ok := p.usualOption(b, i); ok {
			return p.valueDone(b, end)
		}
		p.state, p.wordPos = stOption, 0
		return i
	case fieldLength:
		if p.flags&flagLength != 0 {
			return p.fail(faultLengthTwice, i)
		}
		p.flags |= flagLength
		p.state = stLength
		return i
	case fieldCoding:
		// Several Transfer-Encoding lines are one list (RFC 9110, section 5.3).
		if p.flags&flagChunked != 0 && p.head.Kind == Request && !p.opts.AnyCodings {
			return p.fail(faultCodingAfterChunked, i+1)
		}
		p.flags = p.flags&^flagChunked | flagCoding
		p.state, p.wordPos = stCoding, 0
		return i
	}
	p.state = stValue
	return p.stepValue(b, i)
}

func (p *Parser) stepKnownValue(b []byte, i int) int {
	switch p.state {
	case stLength, stLengthWS:
		return p.stepLength(b, i)
	case stOption, stOptionEnd, stOptionSkip:
		return p.stepOption(b, i)
	}
	return p.stepCoding(b, i)
}

// stepLength reads 1*DIGIT (RFC 9112, section 6.2).
func (p *Parser) stepLength(b []byte, i int) int {
	for ; i < len(b); i++ {
		c := b[i]
		switch {
		case p.state == stLength && class[c]&classDigit != 0:
			n, d := p.head.ContentLength, uint64(c-'0')
			if n > (math.MaxUint64-d)/10 {
				return p.valueFail(faultLengthOverflow, i+1, i+1)
			}
			p.head.ContentLength = n*10 + d
		case p.isOWS(c):
			p.state = stLengthWS
		case c == '\r' || c == '\n':
			return p.valueDone(b, i)
		default:
			return p.valueFail(faultLengthChar, i, i)
		}
	}
	return i
}

func (p *Parser) isOWS(c byte) bool {
	return c == ' ' || c == '\t' && !p.opts.SpaceIsOnlyOWS
}

// stepCoding reads the list of transfer codings (RFC 9112, section 6.1). Only
// whether chunked is the last one matters.
func (p *Parser) stepCoding(b []byte, i int) int {
	const chunked = "chunked"
	for ; i < len(b); i++ {
		c := b[i]
		switch p.state {
		case stCodingWS:
			if c == ' ' || c == '\t' {
				continue
			}
			p.state, p.wordPos = stCoding, 0
			fallthrough
		case stCoding:
			if lower(c) == chunked[p.wordPos] {
				if p.wordPos++; p.wordPos == len(chunked) {
					p.state = stCodingEnd
				}
				continue
			}
			p.state = stCodingSkip
		case stCodingEnd:
			switch c {
			case ' ':
				continue
			case '\r', '\n':
				p.field = fieldChunked
				return p.valueDone(b, i)
			case ',':
				if p.head.Kind == Request && !p.opts.AnyCodings {
					return p.valueFail(faultCodingAfterChunked, i, i+1)
				}
			}
			p.state = stCodingSkip
		}
		switch {
		case c == ',':
			p.state = stCodingWS
		case class[c]&classValue == 0:
			return p.valueDone(b, i)
		}
	}
	return i
}

// stepOption reads the list of connection options (RFC 9110, section 7.6.1).
func (p *Parser) stepOption(b []byte, i int) int {
	for ; i < len(b); i++ {
		c := b[i]
		switch p.state {
		case stOption:
			if p.matchOption(c) {
				continue
			}
			if p.state == stOption && p.wordPos == 0 && (c == ' ' || c == '\t') {
				continue
			}
			p.state = stOptionSkip
		case stOptionEnd:
			switch {
			case c == ',':
				p.optionDone()
				continue
			case p.isOWS(c):
				continue
			case c == '\r' || c == '\n':
				return p.valueDone(b, i)
			}
			p.field, p.state = fieldOther, stOptionSkip
		}
		switch {
		case c == ',':
			p.state, p.wordPos = stOption, 0
		case class[c]&classValue == 0:
			return p.valueDone(b, i)
		}
	}
	return i
}

// matchOption takes c as the next byte of a known option, if it is.
func (p *Parser) matchOption(c byte) bool {
	c = lower(c)
	if p.wordPos == 0 {
		switch c {
		case 'c':
			p.word = "close"
		case 'k':
			p.word = "keep-alive"
		case 'u':
			p.word = "upgrade"
		default:
			return false
		}
	} else if c != p.word[p.wordPos] {
		return false
	}
	if p.wordPos++; p.wordPos < len(p.word) {
		return true
	}
	p.state = stOptionEnd
	switch p.word[0] {
	case 'c':
		p.field = fieldClose
	case 'k':
		p.field = fieldKeepAlive
	case 'u':
		p.field = fieldConnUpgrade
	}
	return true
}

// usualOption takes the whole value of nearly all Connection fields in one step.
func (p *Parser) usualOption(b []byte, i int) (int, bool) {
	rest := b[i:]
	switch {
	case len(rest) > 10 && rest[10] == '\r' && string(rest[:10]) == "keep-alive":
		p.field = fieldKeepAlive
		return i + 10, true
	case len(rest) > 5 && rest[5] == '\r' && string(rest[:5]) == "close":
		p.field = fieldClose
		return i + 5, true
	}
	return i, false
}

// optionDone counts the known option that a comma ends.
func (p *Parser) optionDone() {
	p.flags |= p.field.flag()
	p.field, p.state, p.wordPos = fieldConnection, stOption, 0
}
