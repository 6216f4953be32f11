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
	fate := blockIgnored
	if in.f.Type == FramePushPromise {
		fate = s.onPushPromise()
	} else {
		fate = s.onHeaders()
	}
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

func (s *Session) readBlock(p []byte) int {
	in := &s.in
	n := min(len(p), in.left)
	fields := min(n, in.left-in.pad) // the rest is padding
	final := in.f.Flags.Has(FlagEndHeaders) && in.left-in.pad == max(0, fields)
	in.left -= n
	if fields > 0 || (final && in.left+n >= in.pad && fields == 0 && !in.blockDone()) {
		if !s.inflateBlock(p[:fields], final) {
			return n
		}
	}
	if in.left == 0 {
		s.endBlockFrame()
	}
	return n
}
