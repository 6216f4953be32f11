package h1

// stepURL reads inside a request target (RFC 9112, section 3.2). It checks the
// shape no further than llhttp does.
func (p *Parser) stepURL(b []byte, i int) int {
	c := b[i]
	switch p.state {
	case stURLStart:
		switch {
		case c == '/' || c == '*':
			return p.urlGo(stURLPath, i)
		case class[c]&classAlpha != 0:
			return p.urlGo(stURLSchema, i)
		}
		return p.urlFail(c, faultURLStart, i, true)
	case stURLSchema:
		switch {
		case class[c]&classAlpha != 0:
			return i + 1
		case c == ':':
			return p.urlGo(stURLSlash, i)
		}
		return p.urlFail(c, faultURLSchema, i, true)
	case stURLSlash:
		if c == '/' {
			return p.urlGo(stURLSlashSlash, i)
		}
		return p.urlFail(c, faultURLSchema, i, true)
	case stURLSlashSlash:
		if c == '/' {
			return p.urlGo(stURLServer, i)
		}
		return p.fail(faultURLSchema, i)
	case stURLServer, stURLServerAt:
		return p.stepServer(c, b, i)
	}
	return p.stepPath(b, i)
}

func (p *Parser) urlGo(s state, i int) int {
	p.state = s
	return i + 1
}

// urlFail rejects c; a delimiter is taken before it is rejected.
func (p *Parser) urlFail(c byte, f fault, i int, ends bool) int {
	switch c {
	case '\t', '\f':
		if p.opts.LooseURL {
			return p.fail(f, i)
		}
		return p.fail(faultURLSpace, i+1)
	case ' ', '\r', '\n':
		if ends {
			return p.fail(faultURLSpace, i+1)
		}
	}
	return p.fail(f, i)
}

func (p *Parser) stepServer(c byte, b []byte, i int) int {
	switch {
	case class[c]&classServer != 0:
		return p.urlGo(stURLServer, i)
	case c == '/':
		return p.urlGo(stURLPath, i)
	case c == '?':
		return p.urlGo(stURLQuery, i)
	case c == '@':
		if p.state == stURLServerAt {
			return p.fail(faultURLDoubleAt, i+1)
		}
		return p.urlGo(stURLServerAt, i)
	case c == ' ' || c == '\r' || c == '\n':
		return p.targetDone(b, i)
	}
	return p.urlFail(c, faultURLServer, i, false)
}

// stepPath reads inside a path, a query or a fragment.
func (p *Parser) stepPath(b []byte, i int) int {
	in := p.urlClass
	for ; i < len(b); i++ {
		c := b[i]
		if class[c]&in != 0 {
			continue
		}
		switch c {
		case '?':
			if p.state == stURLPath {
				p.state = stURLQuery
			}
		case '#':
			p.state = stURLFragment
		case ' ', '\r', '\n':
			return p.targetDone(b, i)
		default:
			return p.urlFail(c, p.pathFault(), i, false)
		}
	}
	return i
}

func (p *Parser) pathFault() fault {
	switch p.state {
	case stURLPath:
		return faultURLPath
	case stURLQuery:
		return faultURLQuery
	}
	return faultURLFragment
}
