// Package wire lays HTTP/2 frames out as octets (RFC 9113 section 4.1 and 6).
//
// It knows layouts and nothing else: no limits, no states, no errors that mean anything to a
// peer. Its tests hold it against the Framer of golang.org/x/net/http2, which therefore is an
// independent witness instead of a dependency.
package wire

import "encoding/binary"

// HeaderLen is the length in octets of the header in front of every frame.
const HeaderLen = 9

// Type is the frame type octet.
type Type uint8

// The frame types of RFC 9113 section 6, ALTSVC (RFC 7838) and ORIGIN (RFC 8336).
const (
	Data Type = iota
	Headers
	Priority
	RSTStream
	Settings
	PushPromise
	Ping
	GoAway
	WindowUpdate
	Continuation
	AltSvc
	_
	Origin
)

var typeNames = [...]string{"DATA", "HEADERS", "PRIORITY", "RST_STREAM", "SETTINGS", "PUSH_PROMISE",
	"PING", "GOAWAY", "WINDOW_UPDATE", "CONTINUATION", "ALTSVC", "", "ORIGIN"}

// String gives the name the RFC uses.
func (t Type) String() string {
	if int(t) < len(typeNames) && typeNames[t] != "" {
		return typeNames[t]
	}
	return "UNKNOWN"
}

// Flags is the flags octet; what a bit means depends on the type.
type Flags uint8

// The flags of RFC 9113.
const (
	EndStream   Flags = 0x1
	Ack         Flags = 0x1
	EndHeaders  Flags = 0x4
	Padded      Flags = 0x8
	HasPriority Flags = 0x20
)

// Has reports whether all bits of f are set.
func (fl Flags) Has(f Flags) bool { return fl&f == f }

// Header is the fixed part of a frame.
type Header struct {
	Length int // payload octets
	Type   Type
	Flags  Flags
	Stream uint32 // reserved bit cleared
}

// ParseHeader reads the nine octets of b; the reserved bit is ignored (RFC 9113 section 4.1).
func ParseHeader(b []byte) Header {
	_ = b[8]
	return Header{
		Length: int(b[0])<<16 | int(b[1])<<8 | int(b[2]),
		Type:   Type(b[3]),
		Flags:  Flags(b[4]),
		Stream: binary.BigEndian.Uint32(b[5:]) & 0x7fffffff,
	}
}

// AppendHeader appends the nine octets of h.
func AppendHeader(b []byte, h Header) []byte {
	b = append(b, byte(h.Length>>16), byte(h.Length>>8), byte(h.Length), byte(h.Type), byte(h.Flags))
	return AppendUint32(b, h.Stream)
}

// AppendUint16 appends v in network order.
func AppendUint16(b []byte, v uint16) []byte { return binary.BigEndian.AppendUint16(b, v) }

// AppendUint32 appends v in network order.
func AppendUint32(b []byte, v uint32) []byte { return binary.BigEndian.AppendUint32(b, v) }

// Uint16 reads two octets.
func Uint16(b []byte) uint16 { return binary.BigEndian.Uint16(b) }

// Uint32 reads four octets.
func Uint32(b []byte) uint32 { return binary.BigEndian.Uint32(b) }

// StreamID reads four octets and drops the reserved bit.
func StreamID(b []byte) uint32 { return binary.BigEndian.Uint32(b) & 0x7fffffff }
