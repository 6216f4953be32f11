package h2

import (
	"golang.org/x/net/http2/hpack"

	"finishline/h2/wire"
)

// StreamID names a stream; 0 is the session itself.
type StreamID uint32

// maxStreamID is the largest identifier 31 bits can hold.
const maxStreamID StreamID = 1<<31 - 1

// FrameType and Flags are the octets on the wire.
type (
	FrameType = wire.Type
	Flags     = wire.Flags
)

// Frame types and flags, named here so that callers need not import wire.
const (
	FrameData         = wire.Data
	FrameHeaders      = wire.Headers
	FramePriority     = wire.Priority
	FrameRSTStream    = wire.RSTStream
	FrameSettings     = wire.Settings
	FramePushPromise  = wire.PushPromise
	FramePing         = wire.Ping
	FrameGoAway       = wire.GoAway
	FrameWindowUpdate = wire.WindowUpdate
	FrameContinuation = wire.Continuation
	FrameAltSvc       = wire.AltSvc
	FrameOrigin       = wire.Origin

	FlagEndStream  = wire.EndStream
	FlagAck        = wire.Ack
	FlagEndHeaders = wire.EndHeaders
	FlagPadded     = wire.Padded
	FlagPriority   = wire.HasPriority
)

// HeadersCategory says what a HEADERS frame is in the life of its stream.
type HeadersCategory uint8

// The categories.
const (
	CategoryRequest      HeadersCategory = iota // opens a stream
	CategoryResponse                            // the first block of an answer, 1xx included
	CategoryPushResponse                        // the first block on a promised stream
	CategoryHeaders                             // anything later: final answer after 1xx, trailers
)

var categoryNames = [...]string{"request", "response", "push-response", "headers"}

// String names the category.
func (c HeadersCategory) String() string { return categoryNames[c] }

// SettingID names a parameter of SETTINGS (RFC 9113 section 6.5.2).
type SettingID uint16

// The parameters nghttp2 knows.
const (
	SettingHeaderTableSize       SettingID = 0x1
	SettingEnablePush            SettingID = 0x2
	SettingMaxConcurrentStreams  SettingID = 0x3
	SettingInitialWindowSize     SettingID = 0x4
	SettingMaxFrameSize          SettingID = 0x5
	SettingMaxHeaderListSize     SettingID = 0x6
	SettingEnableConnectProtocol SettingID = 0x8 // RFC 8441
	SettingNoRFC7540Priorities   SettingID = 0x9 // RFC 9218
)

// Setting is one entry of a SETTINGS frame.
type Setting struct {
	ID    SettingID
	Value uint32
}

// PrioritySpec is the deprecated priority signal (RFC 7540 section 5.3). The zero value of
// Weight means the default, 16.
type PrioritySpec struct {
	Dependency StreamID
	Weight     int // 1..256
	Exclusive  bool
}

// defaultWeight is what a stream weighs that nobody prioritised (RFC 7540 section 5.3.5).
const defaultWeight = 16

func (p PrioritySpec) isDefault() bool {
	return p.Dependency == 0 && (p.Weight == 0 || p.Weight == defaultWeight) && !p.Exclusive
}

func (p PrioritySpec) normal() PrioritySpec {
	switch {
	case p.Weight == 0:
		p.Weight = defaultWeight
	case p.Weight < 1:
		p.Weight = 1
	case p.Weight > 256:
		p.Weight = 256
	}
	return p
}

// Frame is a frame as callbacks see it. Which fields count depends on Type. A *Frame handed to
// a callback, and every slice in it, is valid only during the call.
type Frame struct {
	Type     FrameType
	Flags    Flags
	StreamID StreamID
	Length   int // payload octets; of a header block, CONTINUATION included
	PadLen   int // padding octets, the Pad Length field included

	Category     HeadersCategory     // HEADERS
	Priority     PrioritySpec        // HEADERS with FlagPriority, PRIORITY
	Fields       []hpack.HeaderField // HEADERS and PUSH_PROMISE that we send
	Promised     StreamID            // PUSH_PROMISE
	Code         ErrCode             // RST_STREAM, GOAWAY
	LastStreamID StreamID            // GOAWAY
	Debug        []byte              // GOAWAY
	Settings     []Setting           // SETTINGS
	Opaque       [8]byte             // PING
	Increment    int32               // WINDOW_UPDATE
	Origin       string              // ALTSVC
	Value        string              // ALTSVC
	Origins      []string            // ORIGIN
}

// EndStream reports whether the frame ends its sender's direction.
func (f *Frame) EndStream() bool {
	return (f.Type == FrameData || f.Type == FrameHeaders) && f.Flags.Has(FlagEndStream)
}

// IsAck reports whether a SETTINGS or PING frame is an acknowledgement.
func (f *Frame) IsAck() bool {
	return (f.Type == FrameSettings || f.Type == FramePing) && f.Flags.Has(FlagAck)
}
