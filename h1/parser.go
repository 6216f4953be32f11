package h1

// Parser reads a stream of HTTP/1 messages, cut into pieces in any way. It
// allocates only when a name or value is cut by the end of a piece, and keeps
// that memory. It is not safe for concurrent use.
type Parser struct {
	opts Options
	kind Kind
	h    Handler

	state    state
	halt     bool // leave Execute's loop: an error, a pause or an upgrade
	paused   bool
	upgraded bool
	failed   bool
	err      Error

	name, value span
	at          int // where in the input the last callback at a header block's or a message's end stood
	headerBytes int // counted against MaxHeaderBytes
	extBytes    int // counted against MaxChunkExtensionBytes
	extStart    int // where the extension span in progress starts, or -1
	urlClass    uint8

	head     Head
	flags    flags
	field    field
	upgrade  bool   // the message asks to leave HTTP
	leave    bool   // leave it after this message
	left     uint64 // bytes to come of the body or chunk; the value of a number in progress
	node     uint8  // of methods
	word     string // the literal that the input has to match
	wordPos  int
	protocol byte // 'H', 'R' or 'I'
}

// NewParser returns a parser of messages of the given kind, which reports to h.
func NewParser(kind Kind, opts Options, h Handler) *Parser {
	p := &Parser{opts: opts, kind: kind, h: h, extStart: -1, urlClass: classPath}
	if opts.LooseURL {
		p.urlClass |= classHigh
	}
	return p
}

// Execute reads b and reports how many bytes it has taken: all of them, unless
// the handler paused the parser, the connection was upgraded (the rest belongs
// to the other protocol), or the input is wrong.
//
// After an upgrade, Execute takes further input for the next message.
func (p *Parser) Execute(b []byte) (consumed int, err *Error) {
	if err := p.blocked(); err != nil {
		return 0, err
	}
	p.halt, p.upgraded = false, false
	i := p.settle(0)
	for i < len(b) && !p.halt {
		i = p.step(b, i)
	}
	if !p.failed {
		p.carry(b[:i])
	}
	if p.failed {
		return p.err.Offset, &p.err
	}
	return i, nil
}

// Finish tells the parser that no input will follow. It completes a body that
// the end of the connection delimits (RFC 9112, section 8) and is an error
// anywhere else inside a message.
func (p *Parser) Finish() *Error {
	if err := p.blocked(); err != nil {
		return err
	}
	plain101 := p.upgraded && !p.upgrade // llhttp does not count it as complete
	p.halt, p.upgraded = false, false
	p.settle(0)
	switch {
	case p.failed:
		return &p.err
	case plain101:
	case p.state == stStart, p.state == stClosed, p.state == stAfterMessage:
		return nil
	case p.state == stBodyEOF:
		p.bodyDone(0)
		return nil
	}
	p.fail(faultEOF, 0)
	return &p.err
}

// blocked says why the parser takes no input.
func (p *Parser) blocked() *Error {
	switch {
	case p.failed:
		return &p.err
	case p.paused:
		e := faults[faultPaused]
		return &e
	}
	return nil
}

// Pause stops Execute before the next callback. While the parser is paused,
// Execute takes nothing and answers HPE_PAUSED.
func (p *Parser) Pause() { p.paused, p.halt = true, true }

// Resume undoes Pause. The caller passes what was not consumed, maybe nothing,
// to Execute again.
func (p *Parser) Resume() { p.paused = false }

// Paused says whether the parser is paused.
func (p *Parser) Paused() bool { return p.paused }

// Upgraded says whether the last Execute ended behind a message that hands the
// connection over to another protocol.
func (p *Parser) Upgraded() bool { return p.upgraded }

// Upgrading says whether the message in progress, or the last one, hands the
// connection over. Node ignores parse errors as long as that is so.
func (p *Parser) Upgrading() bool { return p.upgrade }

// At is how much of the input the last OnHeadersComplete or OnMessageComplete
// had behind it: the offset of an error in that callback.
func (p *Parser) At() int { return p.at }

// Idle says whether the parser stands between two messages.
func (p *Parser) Idle() bool { return p.state == stStart || p.state == stClosed }

// fail ends the parser; offset is how much of the current input was taken.
func (p *Parser) fail(f fault, offset int) int {
	p.err = faults[f]
	p.err.Offset = offset
	p.state, p.failed, p.halt = stDead, true, true
	return offset
}

// settle goes on from a state that waits for no byte but for the handler.
func (p *Parser) settle(i int) int {
	switch p.state {
	case stHeadersDone:
		return p.askHeaders(i)
	case stAfterHeaders:
		return p.afterHeaders(i)
	case stAfterBody:
		return p.bodyDone(i)
	case stAfterMessage:
		p.afterMessage()
	}
	return i
}

// step goes on from b[i] and returns the index of the first byte not taken. It
// takes at least one byte, or changes the state, or halts.
func (p *Parser) step(b []byte, i int) int {
	switch s := p.state; {
	case s == stStart:
		return p.stepStart(b, i)
	case s >= stFirstField && s <= stHeadersLF:
		return p.stepField(b, i)
	case s >= stMethod && s <= stTail09:
		return p.stepTarget(b, i)
	case s >= stProtoSpaces && s <= stPreface:
		return p.stepVersion(b, i)
	case s >= stStatusSP && s <= stStatusLF:
		return p.stepStatus(b, i)
	case s == stBody || s == stBodyEOF || s == stChunkData:
		return p.stepBody(b, i)
	case s >= stChunkStart && s <= stChunkDataLF:
		return p.stepChunk(b, i)
	case s == stEither:
		return p.stepEither(b, i)
	case s == stClosed:
		return p.stepClosed(b, i)
	}
	panic("h1: step in a state that takes no input")
}

// stepClosed reads what follows a message that ended the connection: CR and LF
// do no harm (RFC 9112, section 9.6 leaves the rest to us).
func (p *Parser) stepClosed(b []byte, i int) int {
	if p.opts.IgnoreDataAfterClose {
		return len(b)
	}
	for ; i < len(b); i++ {
		if b[i] != '\r' && b[i] != '\n' {
			return p.fail(faultClosed, i+1)
		}
	}
	return i
}
