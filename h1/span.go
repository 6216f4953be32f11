package h1

// span is a run of input bytes that the handler gets whole: a slice of the
// input when it lies in one piece, and a copy otherwise.
type span struct {
	buf        []byte // what came before the current input
	start, end int    // the rest, in the current input
	mode       spanMode
}

type spanMode uint8

const (
	spanNone   spanMode = iota
	spanOpen            // runs on
	spanClosed          // its end is known, it waits to be reported
)

func (s *span) open(i int) {
	s.buf, s.start, s.end, s.mode = s.buf[:0], i, i, spanOpen
}

// close ends the span before b[i] and returns its length in b.
func (s *span) close(i int) int {
	s.end, s.mode = i, spanClosed
	return i - s.start
}

// reopen continues a closed span at b[i], leaving out what lies between.
func (s *span) reopen(b []byte, i int) {
	s.buf = append(s.buf, b[s.start:s.end]...)
	s.start, s.end, s.mode = i, i, spanOpen
}

// bytes returns a closed span.
func (s *span) bytes(b []byte) []byte {
	if len(s.buf) == 0 {
		return b[s.start:s.end]
	}
	if s.start != s.end {
		s.buf = append(s.buf, b[s.start:s.end]...)
		s.start = s.end
	}
	return s.buf
}

// carry saves the span before the input b goes away. It returns how many bytes
// of an open span b held.
func (s *span) carry(b []byte) (n int) {
	switch s.mode {
	case spanNone:
		return 0
	case spanOpen:
		s.end = len(b)
		n = s.end - s.start
	}
	s.buf = append(s.buf, b[s.start:s.end]...)
	s.start, s.end = 0, 0
	return n
}

// carry saves the spans in progress at the end of the input b. What they hold
// counts against the limits now, as in llhttp, whose callbacks see a piece as
// soon as the input ends.
func (p *Parser) carry(b []byte) {
	end := len(b)
	if n := p.name.carry(b); n > 0 && !p.countHeader(n, end) {
		return
	}
	if n := p.value.carry(b); n > 0 && !p.countHeader(n, end) {
		return
	}
	if p.extStart >= 0 {
		n := end - p.extStart
		p.extStart = 0
		p.countExtension(n, end)
	}
}

// countHeader counts n bytes of a name, value, target or reason phrase.
func (p *Parser) countHeader(n, offset int) bool {
	p.headerBytes += n
	if p.opts.MaxHeaderBytes > 0 && p.headerBytes >= p.opts.MaxHeaderBytes {
		p.fail(faultHeaderSize, offset)
		return false
	}
	return true
}

// countExtension counts n bytes of a chunk extension.
func (p *Parser) countExtension(n, offset int) bool {
	p.extBytes += n
	if p.opts.MaxChunkExtensionBytes > 0 && p.extBytes > p.opts.MaxChunkExtensionBytes {
		p.fail(faultExtSize, offset)
		return false
	}
	return true
}
