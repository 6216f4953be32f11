package h1

// stepStart skips empty lines before a message (RFC 9112, section 2.2) and
// begins it at the first other byte.
func (p *Parser) stepStart(b []byte, i int) int {
	for i < len(b) && (b[i] == '\r' || b[i] == '\n') {
		i++
	}
	if i == len(b) {
		return i
	}
	p.flags, p.headerBytes = 0, 0
	stale := p.head.ContentLength
	p.head = Head{Kind: p.kind}
	if p.opts.StaleContentLength {
		p.head.ContentLength = stale
	}
	p.node = 0
	switch p.kind {
	case Request:
		p.state = stMethod
	case Response:
		p.beginProtocol()
	default:
		p.state = stEither
	}
	p.h.OnMessageBegin()
	if p.halt {
		return i
	}
	return p.step(b, i)
}

// stepEither decides between a request and a response: only HTTP/ and HEAD
// begin alike, and differ in their second byte.
func (p *Parser) stepEither(b []byte, i int) int {
	if p.node == 0 && b[i] == 'H' {
		p.node = 1
		return i + 1
	}
	first := p.node == 0
	p.node = 0
	switch {
	case first:
		p.head.Kind, p.state = Request, stMethod
	case b[i] == 'E':
		p.head.Kind, p.state = Request, stMethod
		p.node = methods.next[0][methodSymbol['H']]
	case b[i] == 'T':
		p.head.Kind = Response
		p.beginProtocol()
		p.protocol, p.word, p.wordPos = 'H', "HTTP", 1
	default:
		return p.fail(faultEitherWord, i)
	}
	return i
}

// stepTarget reads a request line up to the end of the request target.
func (p *Parser) stepTarget(b []byte, i int) int {
	switch p.state {
	case stMethod:
		return p.stepMethod(b, i)
	case stMethodSP:
		if b[i] != ' ' {
			return p.fail(faultMethodSpace, i)
		}
		p.state = stURLSpaces
		return i + 1
	case stURLSpaces:
		if b[i] == ' ' {
			return i + 1
		}
		p.value.open(i)
		p.state = stURLStart
		if p.head.Method == MethodConnect {
			p.state = stURLServer
		}
		return i
	case stURLLF:
		if b[i] != '\n' {
			return p.fail(faultURLLF, i)
		}
		p.state = stTail09
		return i + 1
	case stTail, stTail09:
		return p.stepTail(b[i], i)
	}
	return p.stepURL(b, i)
}

func (p *Parser) stepMethod(b []byte, i int) int {
	for ; i < len(b); i++ {
		if b[i] == 'Q' && p.node == 0 && p.opts.NoQuery {
			return p.fail(faultMethod, i)
		}
		next := methods.next[p.node][methodSymbol[b[i]]]
		if next == 0 {
			if p.head.Method = methods.method[p.node]; p.head.Method == MethodNone {
				return p.fail(faultMethod, i)
			}
			if b[i] != ' ' {
				return p.fail(faultMethodSpace, i)
			}
			p.state = stURLSpaces
			return p.usualTarget(b, i+1)
		}
		p.node = next
	}
	return i
}

// usualTarget goes on inside a target that begins with a slash, as nearly all do.
func (p *Parser) usualTarget(b []byte, i int) int {
	if i == len(b) || b[i] != '/' || p.head.Method == MethodConnect {
		return i
	}
	p.value.open(i)
	p.state = stURLPath
	return p.stepPath(b, i+1)
}

// targetDone ends the request target before b[i] and reports it.
func (p *Parser) targetDone(b []byte, i int) int {
	if n := p.value.close(i); n > 0 && !p.countHeader(n, i) {
		return p.err.Offset
	}
	p.value.mode = spanNone
	switch b[i] {
	case ' ':
		p.state = stTail
	case '\r': // a request line without a version: HTTP/0.9
		p.head.Minor, p.state = 9, stURLLF
	default:
		p.head.Minor, p.state = 9, stTail09
	}
	p.h.OnURL(p.value.bytes(b))
	if i++; p.state == stTail && !p.halt && len(b)-i > len(http11) && p.usualVersion(b[i:]) {
		return i + len(http11)
	}
	return i
}

// stepTail stands behind the delimiter of the target, where TAB and FF still
// count as parts of it.
func (p *Parser) stepTail(c byte, i int) int {
	if (c == '\t' || c == '\f') && !p.opts.LooseURL {
		return p.fail(faultURLSpace, i+1)
	}
	if p.state == stTail {
		p.state = stProtoSpaces
	} else {
		p.state = stFirstField
	}
	return i
}
