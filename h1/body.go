package h1

import "math"

// stepBody passes on body bytes.
func (p *Parser) stepBody(b []byte, i int) int {
	chunk := b[i:]
	if p.state == stBodyEOF {
		p.h.OnBody(chunk)
		return len(b)
	}
	if uint64(len(chunk)) > p.left {
		chunk = chunk[:p.left]
	}
	p.left -= uint64(len(chunk))
	i += len(chunk)
	if p.left > 0 {
		p.h.OnBody(chunk)
		return i
	}
	if p.state == stChunkData {
		p.state = stChunkDataCR
		p.h.OnBody(chunk)
		return i
	}
	p.state, p.head.ContentLength = stAfterBody, 0
	p.h.OnBody(chunk)
	if p.halt {
		return i
	}
	return p.bodyDone(i)
}

// stepChunk reads what is around the chunks (RFC 9112, section 7.1).
func (p *Parser) stepChunk(b []byte, i int) int {
	c := b[i]
	switch p.state {
	case stChunkStart:
		if hexValue[c] == 0xff {
			return p.fail(faultChunkSize, i)
		}
		p.left, p.state = uint64(hexValue[c]), stChunkSize
		return i + 1
	case stChunkSize, stChunkSizeEnd:
		return p.stepChunkSize(c, i)
	case stChunkSizeLF:
		switch {
		case c == '\n', p.opts.LooseLineEnds:
			return p.chunkBegin(i + 1)
		case p.opts.OptionalLF:
			return p.chunkBegin(i)
		}
		return p.fail(faultChunkSizeLF, i)
	case stChunkDataCR:
		return p.stepChunkDataCR(c, i)
	case stChunkDataLF:
		switch {
		case c == '\n', p.opts.LooseLineEnds:
			return p.chunkDone(i + 1)
		case p.opts.OptionalLF:
			return p.chunkDone(i)
		}
		return p.fail(faultChunkDataLF, i)
	}
	return p.stepExtension(b, i)
}

// chunkDone stands behind the line end behind chunk data.
func (p *Parser) chunkDone(i int) int {
	p.state = stChunkStart
	p.h.OnChunkComplete()
	return i
}

func (p *Parser) stepChunkSize(c byte, i int) int {
	if d := hexValue[c]; d != 0xff && p.state == stChunkSize {
		if p.left > math.MaxUint64>>4 {
			return p.fail(faultChunkSizeOverflow, i+1)
		}
		p.left = p.left<<4 | uint64(d)
		return i + 1
	}
	switch {
	case c == '\r':
		p.state = stChunkSizeLF
		return i + 1
	case c == ';', c == ' ' && p.opts.SpaceAfterChunkSize:
		p.beginExtensions(i + 1)
		return i + 1
	case (c == ' ' || c == '\t') && p.opts.SpacesAfterChunkSize:
		p.state = stChunkSizeEnd
		return i + 1
	case c == '\n' && p.opts.OptionalCR:
		p.state = stChunkSizeLF // which takes another LF
		return i + 1
	case p.opts.CoarseFaults:
		return p.fail(faultChunkSize, i)
	case c == '\n':
		return p.fail(faultChunkSizeCR, i+1)
	case c == ' ' || c == '\t':
		return p.fail(faultChunkSize, i+1)
	}
	return p.fail(faultChunkSize, i)
}

// chunkBegin stands behind the line of a chunk size.
func (p *Parser) chunkBegin(i int) int {
	p.state, p.head.ContentLength = stChunkData, 0
	if p.left == 0 {
		p.flags |= flagTrailer
		p.state = stField
	}
	p.h.OnChunkHeader(p.left)
	return i
}

func (p *Parser) stepChunkDataCR(c byte, i int) int {
	switch {
	case c == '\r', p.opts.LooseLineEnds:
		p.state = stChunkDataLF
		return i + 1
	case c == '\n' && p.opts.OptionalCR:
		return p.chunkDone(i + 1)
	case p.opts.OptionalChunkEnd:
		return p.chunkDone(i)
	case c == '\n':
		return p.fail(faultChunkDataCR, i+1)
	}
	return p.fail(faultChunkDataLF, i)
}
