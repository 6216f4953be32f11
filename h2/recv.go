package h2

import "finishline/h2/wire"

// inState is what the next octets of input are.
type inState uint8

const (
	inMagic        inState = iota // the client's connection preface
	inFirstHeader                 // a frame header that must be SETTINGS
	inHeader                      // a frame header
	inPrefix                      // the fixed part of a payload, then prefix() decides
	inBody                        // a whole payload that is gathered, then body() decides
	inBlock                       // a header block
	inIgnoreBlock                 // a header block that is decoded for its effect on HPACK alone
	inContinuation                // the header of the CONTINUATION that must come
	inIgnoreContinuation
	inPadLength   // the Pad Length of DATA
	inData        // DATA for the application
	inIgnoreData  // DATA that only counts against the connection's window
	inIgnoreFrame // a payload that means nothing
	inIgnoreAll   // the session is terminating
)

// inbound is the reader's place in the input.
type inbound struct {
	state inState
	f     Frame // the frame being read; of a header block, the HEADERS or PUSH_PROMISE
	left  int   // octets of the payload that have not been read
	pad   int   // padding octets at the payload's end
	need  int   // octets to gather before the state can move on

	held          []byte // the octets gathered so far
	heldArray     [40]byte
	padRead       bool // the Pad Length of HEADERS or PUSH_PROMISE was read
	decoded       bool // the block's last field was decoded
	continuations int
	err           LibError // fatal: found here or said by a callback
}

// expect makes state gather n octets.
func (in *inbound) expect(state inState, n int) {
	in.state, in.need = state, n
	in.held = in.held[:0]
}

// gather moves octets from p to held; done is true once all that were needed are there.
func (in *inbound) gather(p []byte) (n int, done bool) {
	if in.held == nil {
		in.held = in.heldArray[:0]
	}
	n = min(len(p), in.need-len(in.held))
	in.held = append(in.held, p[:n]...)
	return n, len(in.held) == in.need
}

// endFrame makes ready for the next frame header.
func (in *inbound) endFrame() {
	settings := in.f.Settings[:0]
	in.f = Frame{Settings: settings}
	in.left, in.pad, in.padRead, in.decoded = 0, 0, false, false
	in.expect(inHeader, wire.HeaderLen)
}

// Recv takes input and calls the handler. It reads all of p unless DataChunk says Pause; a
// session that wants nothing more swallows the rest. The error, a LibError, is fatal: there is
// no GOAWAY, the connection is to be dropped.
//
// How the input is cut changes the cut of DataChunk and nothing else, with one exception that
// nghttp2 makes too: whether a drained session still looks at what follows is decided once a call.
func (s *Session) Recv(p []byte) (int, error) {
	if !s.WantRead() {
		return len(p), nil
	}
	total := len(p)
	for s.in.state != inIgnoreAll {
		before := s.in.state
		n, verdict := s.step(p)
		p = p[n:]
		if s.in.err != 0 {
			err := s.in.err
			s.setSession(StateSessionClosed, Cause{EventFatal, err.Code()})
			return total - len(p), err
		}
		if verdict == Pause {
			return total - len(p), nil
		}
		if n == 0 && len(p) == 0 && s.in.state == before {
			break
		}
	}
	s.settle()
	return total, nil
}

// step reads what it can of p in the present state.
func (s *Session) step(p []byte) (int, Verdict) {
	switch s.in.state {
	case inMagic:
		return s.readMagic(p), Continue
	case inFirstHeader, inHeader:
		return s.readHeader(p), Continue
	case inPrefix:
		return s.readPrefix(p), Continue
	case inBody:
		return s.readBody(p), Continue
	case inBlock, inIgnoreBlock:
		return s.readBlock(p), Continue
	case inContinuation, inIgnoreContinuation:
		return s.readContinuation(p), Continue
	case inPadLength:
		return s.readPadLength(p), Continue
	case inData:
		return s.readData(p)
	case inIgnoreData:
		return s.ignoreData(p), Continue
	}
	n := min(len(p), s.in.left)
	if s.in.left -= n; s.in.left == 0 {
		s.in.endFrame()
	}
	return n, Continue
}

func (s *Session) readMagic(p []byte) int {
	in := &s.in
	n := min(len(p), len(clientPreface)-in.left)
	if string(p[:n]) != clientPreface[in.left:in.left+n] {
		in.err = ErrBadClientMagic
		return 0
	}
	if in.left += n; in.left == len(clientPreface) {
		in.left = 0
		in.expect(inFirstHeader, wire.HeaderLen)
	}
	return n
}

func (s *Session) readHeader(p []byte) int {
	in := &s.in
	in.need = wire.HeaderLen
	n, done := in.gather(p)
	if !done {
		return n
	}
	h := wire.ParseHeader(in.held)
	if in.state == inFirstHeader && (h.Type != wire.Settings || h.Flags.Has(FlagAck)) {
		s.h.Report(ErrSettingsExpected, "Remote peer returned unexpected data while we expected SETTINGS frame.  "+
			"Perhaps, peer does not support HTTP/2 properly.")
		s.connectionError(ProtocolError, "SETTINGS expected")
		return n
	}
	in.f.Type, in.f.Flags, in.f.StreamID, in.f.Length = h.Type, h.Flags, StreamID(h.Stream), h.Length
	in.left = h.Length
	if h.Length > int(s.local.maxFrameSize) {
		s.connectionError(FrameSizeError, "too large frame size")
		return n
	}
	s.beginFrame()
	return n
}

func (s *Session) readBody(p []byte) int {
	n, done := s.in.gather(p)
	s.in.left -= n
	if !done {
		return n
	}
	s.body()
	if s.in.state != inIgnoreAll {
		s.in.endFrame()
	}
	return n
}
