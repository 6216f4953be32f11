package h1

// headersDone stands behind the empty line that ends a header block or a
// trailer section; offset counts that line in.
func (p *Parser) headersDone(offset int) int {
	if p.flags&flagTrailer != 0 {
		p.state = stAfterBody
		p.h.OnChunkComplete()
		if p.halt {
			return offset
		}
		return p.bodyDone(offset)
	}
	if p.flags&flagLength != 0 && p.flags&flagCoding != 0 && !p.opts.BothFramings {
		return p.fail(faultLengthAndCoding, offset)
	}
	h := &p.head
	h.HasContentLength = p.flags&flagLength != 0
	h.Chunked = p.flags&flagChunked != 0
	h.Upgrade = p.wantsUpgrade()
	h.ShouldKeepAlive = p.shouldKeepAlive()
	p.upgrade, p.headerBytes = h.Upgrade, 0
	return p.askHeaders(offset)
}

// askHeaders hands the header block over, again if the handler wants that.
func (p *Parser) askHeaders(offset int) int {
	p.state, p.at = stAfterHeaders, offset
	switch p.h.OnHeadersComplete(&p.head) {
	case Again:
		p.state = stHeadersDone
		return offset
	case SkipBody:
		p.flags |= flagSkipBody
	case Upgrade:
		p.flags |= flagSkipBody
		p.upgrade = true
	}
	p.leave = p.upgrade
	if p.halt {
		return offset
	}
	return p.afterHeaders(offset)
}

// wantsUpgrade says whether the message asks to leave HTTP, or does: a request
// with Upgrade and the connection option for it, or CONNECT; a 101 response.
func (p *Parser) wantsUpgrade() bool {
	if p.flags&flagUpgrade != 0 && p.flags&flagConnUpgrade != 0 {
		return p.head.Kind == Request || p.head.Status == 101
	}
	return p.head.Method == MethodConnect
}

// shouldKeepAlive is RFC 9112, section 9.3, with the exception that a body
// which only the end of the connection ends rules out another message.
func (p *Parser) shouldKeepAlive() bool {
	if p.head.Major > 0 && p.head.Minor > 0 {
		if p.flags&flagClose != 0 {
			return false
		}
	} else if p.flags&flagKeepAlive == 0 {
		return false
	}
	return !p.endsWithConnection()
}

// endsWithConnection says whether only the end of the connection can end the
// body (RFC 9112, section 6.3, rules 4 and 8).
func (p *Parser) endsWithConnection() bool {
	switch {
	case p.head.Kind == Request, bodiless(p.head.Status), p.flags&flagSkipBody != 0:
		return false
	case p.flags&flagCoding != 0:
		return p.flags&flagChunked == 0
	}
	return p.flags&flagLength == 0
}

// bodiless says whether a response of this status has no body (RFC 9112,
// section 6.3, rule 1).
func bodiless(status int) bool {
	return status/100 == 1 || status == 204 || status == 304
}

// afterHeaders decides what follows the header block: RFC 9112, section 6.3.
func (p *Parser) afterHeaders(offset int) int {
	h := &p.head
	hasBody := p.flags&flagChunked != 0 || h.ContentLength > 0
	skip := p.flags&flagSkipBody != 0
	switch {
	case p.upgrade && (h.Method == MethodConnect || skip || !hasBody):
		return p.bodyDone(offset)
	case h.Kind == Response && bodiless(h.Status) && !p.opts.FramedBodyDespiteStatus:
		p.leave = p.leave || h.Status == 101
		return p.bodyDone(offset)
	case skip:
		return p.bodyDone(offset)
	case p.flags&flagChunked != 0:
		p.state = stChunkStart
	case p.flags&flagCoding != 0 && h.Kind == Request && !p.opts.AnyCodings && !p.opts.BothFramings:
		return p.fail(faultCodingRequest, offset)
	case p.flags&flagCoding != 0, p.endsWithConnection():
		p.state = stBodyEOF
	case h.ContentLength == 0:
		return p.bodyDone(offset)
	default:
		p.left, p.state = h.ContentLength, stBody
	}
	return offset
}

// bodyDone completes the message.
func (p *Parser) bodyDone(offset int) int {
	p.state, p.at = stAfterMessage, offset
	p.h.OnMessageComplete()
	if !p.paused {
		p.afterMessage()
	}
	return offset
}

// afterMessage decides whether another message may follow.
func (p *Parser) afterMessage() {
	p.state = stClosed
	if p.opts.AlwaysKeepAlive || p.shouldKeepAlive() {
		p.state = stStart
	}
	if p.leave {
		p.upgraded, p.halt = true, true
	}
}
