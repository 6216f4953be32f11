package h1

// beginProtocol waits for HTTP/, RTSP/ or ICE/ at the start of a status line.
func (p *Parser) beginProtocol() {
	p.state, p.protocol, p.wordPos = stProto, 0, 0
}

// stepVersion reads HTTP/1.1 and its kin, in a request line (RFC 9112, section
// 2.3) or a status line, and the end of a request line.
func (p *Parser) stepVersion(b []byte, i int) int {
	c := b[i]
	switch p.state {
	case stProtoSpaces:
		if c == ' ' {
			return i + 1
		}
		p.beginProtocol()
		return i
	case stProto, stProtoSlash:
		return p.stepProtocol(c, i)
	case stMajor:
		if class[c]&classDigit == 0 {
			return p.fail(faultMajor, i)
		}
		p.head.Major, p.state = c-'0', stDot
	case stDot:
		if c != '.' {
			return p.fail(faultDot, i)
		}
		p.state = stMinor
	case stMinor:
		return p.stepMinor(c, i)
	case stLineEnd, stLineLF:
		return p.stepLineEnd(c, i)
	case stPreface:
		return p.stepPreface(b, i)
	}
	return i + 1
}

const http11 = "HTTP/1.1\r\n"

// usualVersion takes the end of nearly all request lines in one step.
func (p *Parser) usualVersion(b []byte) bool {
	if string(b[:len(http11)]) != http11 || !p.head.Method.overHTTP() || p.head.Method == MethodPri {
		return false
	}
	p.head.Major, p.head.Minor, p.state = 1, 1, stFirstField
	return true
}

func (p *Parser) stepProtocol(c byte, i int) int {
	if p.state == stProtoSlash {
		return p.protocolDone(c, i)
	}
	if p.protocol == 0 {
		switch {
		case c == 'H':
			p.protocol, p.word = 'H', "HTTP"
		case c == 'R' && p.takesRTSP():
			p.protocol, p.word = 'R', "RTSP"
		case c == 'I' && p.takesRTSP():
			p.protocol, p.word = 'I', "ICE"
		default:
			return p.protocolFail(i)
		}
	}
	if c != p.word[p.wordPos] {
		return p.protocolFail(i)
	}
	if p.wordPos++; p.wordPos == len(p.word) {
		p.state = stProtoSlash
		if !p.opts.HTTPResponsesOnly {
			return p.checkMethod(i + 1)
		}
	}
	return i + 1
}

func (p *Parser) takesRTSP() bool {
	return p.head.Kind == Request || !p.opts.HTTPResponsesOnly
}

func (p *Parser) protocolFail(i int) int {
	if p.opts.HTTPResponsesOnly {
		return p.fail(faultProtocolHTTP, i)
	}
	return p.fail(faultProtocol, i)
}

// protocolDone stands behind the protocol's name, at its slash.
func (p *Parser) protocolDone(c byte, i int) int {
	if c != '/' {
		return p.protocolFail(i)
	}
	p.state = stMajor
	if p.opts.HTTPResponsesOnly {
		return p.checkMethod(i + 1)
	}
	return i + 1
}

// checkMethod fails if the protocol does not have the request's method.
func (p *Parser) checkMethod(offset int) int {
	m := p.head.Method
	switch {
	case p.head.Kind == Response:
	case p.protocol == 'H' && !m.overHTTP():
		return p.fail(faultMethodHTTP, offset)
	case p.protocol == 'R' && !m.overRTSP():
		return p.fail(faultMethodRTSP, offset)
	case p.protocol == 'I' && m != MethodSource:
		return p.fail(faultMethodICE, offset)
	}
	return offset
}

func (p *Parser) stepMinor(c byte, i int) int {
	if class[c]&classDigit == 0 {
		return p.fail(faultMinor, i)
	}
	p.head.Minor = c - '0'
	switch [2]uint8{p.head.Major, p.head.Minor} {
	case [2]uint8{0, 9}, [2]uint8{1, 0}, [2]uint8{1, 1}, [2]uint8{2, 0}:
	default:
		if !p.opts.AnyVersion {
			return p.fail(faultVersion, i+1)
		}
	}
	switch {
	case p.head.Kind == Response:
		p.state = stStatusSP
	case p.head.Method == MethodPri:
		p.state, p.word, p.wordPos = stPreface, "\r\n\r\nSM\r\n\r\n", 0
	default:
		p.state = stLineEnd
	}
	return i + 1
}

func (p *Parser) stepLineEnd(c byte, i int) int {
	switch {
	case p.state == stLineEnd && c == '\r':
		p.state = stLineLF
		return i + 1
	case p.state == stLineEnd && c == '\n':
		if !p.opts.LooseLineEnds && !p.opts.OptionalCR {
			return p.fail(faultVersionLine, i+1)
		}
	case p.state == stLineEnd:
		return p.fail(faultVersionLine, i)
	case c != '\n' && p.opts.OptionalLF:
		p.state = stFirstField
		return i
	case c != '\n' && p.opts.LooseLineEnds:
		return p.fail(faultVersionLine, i)
	case c != '\n':
		return p.fail(faultVersionLF, i)
	}
	p.state = stFirstField
	return i + 1
}

// stepPreface reads the rest of PRI * HTTP/2.0, whatever its version.
func (p *Parser) stepPreface(b []byte, i int) int {
	if b[i] != p.word[p.wordPos] {
		return p.fail(faultPreface, i)
	}
	p.wordPos++
	if p.wordPos == len(p.word) {
		return p.fail(faultPrefacePause, i+1)
	}
	return i + 1
}
