package wire

import (
	"bytes"
	"testing"

	"golang.org/x/net/http2"
	"pgregory.net/rapid"
)

// TestHeaderAgainstFramer: the Framer of golang.org/x/net reads the header that we write, and
// we read the one that it writes.
func TestHeaderAgainstFramer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Header{
			Length: rapid.IntRange(0, 1<<24-1).Draw(t, "length"),
			Type:   Type(rapid.Uint8().Draw(t, "type")),
			Flags:  Flags(rapid.Uint8().Draw(t, "flags")),
			Stream: rapid.Uint32Range(0, 1<<31-1).Draw(t, "stream"),
		}
		b := AppendHeader(nil, want)
		fh, err := http2.ReadFrameHeader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if int(fh.Length) != want.Length || uint8(fh.Type) != uint8(want.Type) || uint8(fh.Flags) != uint8(want.Flags) || fh.StreamID != want.Stream {
			t.Fatalf("x/net reads %v, want %v", fh, want)
		}
		if got := ParseHeader(b); got != want {
			t.Fatalf("we read %v, want %v", got, want)
		}
	})
}

// TestReservedBit: it is ignored (RFC 9113 section 4.1).
func TestReservedBit(t *testing.T) {
	if h := ParseHeader([]byte{0, 0, 0, 0, 0, 0x80, 0, 0, 1}); h.Stream != 1 {
		t.Errorf("stream %d", h.Stream)
	}
}

func TestTypeNames(t *testing.T) {
	for ty, want := range map[Type]string{Data: "DATA", Continuation: "CONTINUATION", AltSvc: "ALTSVC", Origin: "ORIGIN", 0x0b: "UNKNOWN", 0x77: "UNKNOWN"} {
		if ty.String() != want {
			t.Errorf("%d is %q, want %q", ty, ty, want)
		}
	}
}
