package h2

import "golang.org/x/net/http2/hpack"

// Field is a header field: hpack's type under our name, so that who uses the
// machine need not know its codec.
type Field = hpack.HeaderField

// Verdict is a callback's answer.
type Verdict uint8

// The verdicts.
const (
	// Continue is yes.
	Continue Verdict = iota
	// Refuse resets the stream with INTERNAL_ERROR, unless the callback has already submitted a
	// RST_STREAM of its own; the rest of the header block is decoded in silence.
	Refuse
	// Pause, from DataChunk only: Recv returns behind the chunk. Call it again with the rest.
	Pause
	// Abort makes Recv fail with ErrCallbackFailure.
	Abort
)

// DataFlags is how a data source answers.
type DataFlags uint8

// The flags.
const (
	// DataEOF: this is the last of the body. The frame carries END_STREAM.
	DataEOF DataFlags = 1 << iota
	// DataNoEndStream: with DataEOF, trailers will follow; no END_STREAM here. An empty frame
	// is then not sent at all.
	DataNoEndStream
	// DataNoCopy: SendData will be called for the frame instead of TakeData, and the
	// application emits header, payload and padding itself.
	DataNoCopy
	// DataDeferred: nothing to send now. ResumeData wakes the stream.
	DataDeferred
	// DataFailed: the source is broken. The stream is reset with INTERNAL_ERROR.
	DataFailed
)

// Handler is the application. Its methods are called synchronously from Recv and Send, in the
// order of nghttp2's callbacks, and may call any method of the session but those two.
type Handler interface {
	// BeginHeaders opens a header block: HEADERS (see Category) or PUSH_PROMISE (Promised).
	BeginHeaders(f *Frame) Verdict
	// Header is one valid field of the block.
	Header(f *Frame, field hpack.HeaderField) Verdict
	// InvalidHeader is a regular field with octets that RFC 9113 section 8.2.1 forbids.
	// Continue drops the field, as nghttp2 does by default and Node lets it; Refuse makes the
	// message malformed.
	InvalidHeader(f *Frame, field hpack.HeaderField) Verdict
	// FrameReceived is a whole, valid frame; of DATA and HEADERS, when the last octet is in.
	FrameReceived(f *Frame)
	// DataChunk is DATA payload, as it arrives.
	DataChunk(id StreamID, data []byte, flags Flags) Verdict
	// InvalidFrame is a frame of the peer that broke a rule; the answer is already queued for a
	// stream error and comes next for a connection error. Abort is the only other verdict.
	InvalidFrame(f *Frame, err LibError) Verdict
	// Report is a remark for people, as nghttp2's error callback.
	Report(err LibError, message string)

	// ReadData asks how many octets of body, at most room, the next DATA frame shall have.
	ReadData(id StreamID, room int) (n int, flags DataFlags)
	// TakeData fills dst with the octets that ReadData has just promised.
	TakeData(id StreamID, dst []byte)
	// SendData emits a DATA frame whose payload the machine never saw: header (nine octets, or
	// ten with the Pad Length), f.Length-f.PadLen octets of payload, then f.PadLen-1 zeros.
	SendData(f *Frame, header []byte)
	// SelectPadding gives the padded payload length, between f.Length and max.
	SelectPadding(f *Frame, max int) int
	// FrameSent is a frame that was serialized.
	FrameSent(f *Frame)
	// FrameNotSent is a frame of ours that its stream or session no longer allows.
	FrameNotSent(f *Frame, err LibError)

	// StreamClosed is the end of a stream; it can still be queried during the call.
	StreamClosed(id StreamID, code ErrCode)
	// StateChanged reports every transition; id 0 is the session.
	StateChanged(id StreamID, from, to State, why Cause)
}

// NopHandler accepts everything, has no body to send and says nothing. Embed it.
type NopHandler struct{}

var _ Handler = NopHandler{}

// BeginHeaders continues.
func (NopHandler) BeginHeaders(*Frame) Verdict { return Continue }

// Header continues.
func (NopHandler) Header(*Frame, hpack.HeaderField) Verdict { return Continue }

// InvalidHeader drops the field.
func (NopHandler) InvalidHeader(*Frame, hpack.HeaderField) Verdict { return Continue }

// FrameReceived does nothing.
func (NopHandler) FrameReceived(*Frame) {}

// DataChunk continues.
func (NopHandler) DataChunk(StreamID, []byte, Flags) Verdict { return Continue }

// InvalidFrame continues.
func (NopHandler) InvalidFrame(*Frame, LibError) Verdict { return Continue }

// Report does nothing.
func (NopHandler) Report(LibError, string) {}

// ReadData ends the body.
func (NopHandler) ReadData(StreamID, int) (int, DataFlags) { return 0, DataEOF }

// TakeData does nothing.
func (NopHandler) TakeData(StreamID, []byte) {}

// SendData does nothing.
func (NopHandler) SendData(*Frame, []byte) {}

// SelectPadding pads nothing.
func (NopHandler) SelectPadding(f *Frame, _ int) int { return f.Length }

// FrameSent does nothing.
func (NopHandler) FrameSent(*Frame) {}

// FrameNotSent does nothing.
func (NopHandler) FrameNotSent(*Frame, LibError) {}

// StreamClosed does nothing.
func (NopHandler) StreamClosed(StreamID, ErrCode) {}

// StateChanged does nothing.
func (NopHandler) StateChanged(StreamID, State, State, Cause) {}
