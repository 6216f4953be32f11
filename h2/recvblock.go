package h2

import (
	"golang.org/x/net/http2/hpack"

	"finishline/h2/wire"
)

// Header blocks: HEADERS, PUSH_PROMISE and the CONTINUATION behind them (RFC 9113 sections 4.3,
// 6.2, 6.6, 6.10). Fields are decoded and shown as their octets arrive.

// prefixLen is how many octets stand between Pad Length and the fields.
func (in *inbound) prefixLen() int {
	switch {
	case in.f.Type == FramePushPromise:
		return 4
	case in.f.Flags.Has(FlagPriority):
		return 5
	}
	return 0
}

func (s *Session) beginBlock() {
	in := &s.in
	if in.f.Flags.Has(FlagPadded) {
		if in.left < 1 {
			s.connectionError(ProtocolError, in.f.Type.String()+": insufficient padding space")
			return
		}
		in.expect(inPrefix, 1)
		return
	}
	s.expectPrefix()
}

func (s *Session) expectPrefix() {
	in := &s.in
	n := in.prefixLen()
	if in.left < n {
		s.connectionError(FrameSizeError, "")
		return
	}
	if n == 0 {
		s.startBlock()
		return
	}
	in.expect(inPrefix, n)
}

func (s *Session) readPrefix(p []byte) int {
	in := &s.in
	n, done := in.gather(p)
	in.left -= n
	if !done {
		return n
	}
	if in.f.Flags.Has(FlagPadded) && !in.padRead {
		in.padRead = true
		in.pad = int(in.held[0])
		in.f.PadLen = in.pad + 1
		if in.pad+in.prefixLen() > in.left {
			s.connectionError(ProtocolError, in.f.Type.String()+": invalid padding")
			return n
		}
		s.expectPrefix()
		return n
	}
	if in.f.Type == FramePushPromise {
		in.f.Promised = StreamID(wire.StreamID(in.held))
	} else {
		in.f.Priority = parsePriority(in.held)
	}
	s.startBlock()
	return n
}

func parsePriority(b []byte) PrioritySpec {
	return PrioritySpec{
		Dependency: StreamID(wire.StreamID(b)), Exclusive: b[0]&0x80 != 0, Weight: int(b[4]) + 1,
	}
}

// blockFate is what becomes of a header block once its first octets are understood.
type blockFate uint8

const (
	blockShown   blockFate = iota // its fields go to the application
	blockIgnored                  // it is decoded in silence
)

// startBlock judges the frame and decides the block's fate.
func (s *Session) startBlock() {
	in := &s.in
	fate := s.onHeaders()
	if in.state == inIgnoreAll || in.err != 0 {
		return
	}
	in.state = inIgnoreBlock
	if fate == blockShown {
		in.state = inBlock
	} else if !s.glitch() {
		return
	}
}

// begin shows the beginning of a block to the application.
func (s *Session) begin() blockFate {
	switch s.h.BeginHeaders(&s.in.f) {
	case Refuse:
		s.queueReset(s.subject(), InternalError)
		return blockIgnored
	case Abort:
		s.in.err = ErrCallbackFailure
		return blockIgnored
	}
	return blockShown
}

// subject is the stream that the fields of the present block are about.
func (s *Session) subject() StreamID {
	if s.in.f.Type == FramePushPromise {
		return s.in.f.Promised
	}
	return s.in.f.StreamID
}

// readBlock decodes what has arrived of a block's fields; padding is skipped.
func (s *Session) readBlock(p []byte) int {
	in := &s.in
	n := min(len(p), in.left)
	rest := in.left - in.pad // octets of fields that this frame still has
	fields := max(0, min(n, rest))
	final := in.f.Flags.Has(FlagEndHeaders) && rest >= 0 && fields == rest && !in.decoded
	in.left -= n
	if fields > 0 || final {
		in.decoded = final
		if !s.inflateFields(p[:fields], final) {
			return n
		}
	}
	if in.left == 0 {
		s.endBlockFrame()
	}
	return n
}

// inflateFields decodes octets of a block; false means that the session is over.
func (s *Session) inflateFields(p []byte, final bool) bool {
	if s.onFieldFunc == nil {
		s.onFieldFunc = s.onField
	}
	err := s.inflate.Write(p, final, s.onFieldFunc)
	if s.in.err != 0 || s.in.state == inIgnoreAll {
		return false
	}
	if err == nil {
		return true
	}
	if st := s.find(s.subject()); s.in.state == inBlock && st != nil {
		s.queueReset(st.id, CompressionError) // nothing more of this stream is shown
	}
	s.connectionError(CompressionError, "")
	return false
}

// onField judges one decoded field and shows it.
func (s *Session) onField(field hpack.HeaderField) {
	in := &s.in
	if in.state != inBlock || in.err != 0 {
		return
	}
	st := s.find(s.subject())
	if st == nil {
		return
	}
	switch s.judgeField(st, field) {
	case fieldDropped:
		return
	case fieldBad:
		s.remark("Invalid HTTP header field was received", field)
		s.streamError(st.id, &in.f, ErrHTTPHeader, true)
		if s.glitch() {
			in.silence()
		}
		return
	case fieldOdd:
		switch s.h.InvalidHeader(&in.f, field) {
		case Continue, Pause:
			s.remark("Ignoring received invalid HTTP header field", field)
		case Refuse:
			s.streamError(st.id, &in.f, ErrHTTPHeader, true)
			in.silence()
		case Abort:
			in.err = ErrCallbackFailure
		}
		return
	}
	switch s.h.Header(&in.f, field) {
	case Refuse:
		s.queueReset(st.id, InternalError)
		in.silence()
	case Abort:
		in.err = ErrCallbackFailure
	}
}

// silence makes the rest of the block invisible.
func (in *inbound) silence() {
	if in.state == inBlock {
		in.state = inIgnoreBlock
	}
}

func (s *Session) endBlockFrame() {
	in := &s.in
	if !in.f.Flags.Has(FlagEndHeaders) {
		in.pad = 0
		next := inContinuation
		if in.state == inIgnoreBlock {
			next = inIgnoreContinuation
		}
		in.expect(next, wire.HeaderLen)
		return
	}
	if in.state == inBlock {
		s.blockReceived()
	}
	// Even if the application terminated the session in its callback: nghttp2 looks at the rest
	// of the input (NODE_DEBUG_NATIVE=http2 of 18.20.8 and 25.9.0 with session.destroy() in a
	// 'stream' listener). Behind PING, SETTINGS, GOAWAY and RST_STREAM it does not.
	if in.state != inIgnoreAll || s.drain.asked {
		in.endFrame()
		in.continuations = 0
	}
}

// readContinuation reads the header of the one frame that may follow (RFC 9113 section 6.10).
func (s *Session) readContinuation(p []byte) int {
	in := &s.in
	n, done := in.gather(p)
	if !done {
		return n
	}
	h := wire.ParseHeader(in.held)
	if h.Type != FrameContinuation || StreamID(h.Stream) != in.f.StreamID {
		s.connectionError(ProtocolError, "unexpected non-CONTINUATION frame or stream_id is invalid")
		return n
	}
	if h.Length > int(s.local.maxFrameSize) && s.opts.Pedantic {
		s.connectionError(FrameSizeError, "too large frame size")
		return n
	}
	if in.continuations++; s.opts.MaxContinuations > 0 && in.continuations > s.opts.MaxContinuations {
		in.err = ErrTooManyContinuations
		return n
	}
	in.f.Flags |= h.Flags & FlagEndHeaders
	in.f.Length += h.Length
	in.left = h.Length
	if in.state == inContinuation {
		in.state = inBlock
	} else {
		in.state = inIgnoreBlock
	}
	return n
}
