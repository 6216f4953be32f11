package stream

import "unicode/utf8"

// Decoder is string_decoder's StringDecoder: bytes come in at any boundary, only
// whole characters go out.
type Decoder struct {
	encoding string
	pending  []byte
}

// NewDecoder returns a decoder, or nil if there is no such encoding.
func NewDecoder(enc string) *Decoder {
	n := normalEncoding(enc)
	if n == "" {
		return nil
	}
	return &Decoder{encoding: n}
}

// Encoding is the encoding's usual name.
func (d *Decoder) Encoding() string { return d.encoding }

// Pending are the bytes of a character that is not complete.
func (d *Decoder) Pending() []byte { return d.pending }

// Write returns what b completes.
func (d *Decoder) Write(b []byte) string {
	if len(d.pending) > 0 {
		b = append(d.pending, b...)
		d.pending = nil
	}
	n := len(b) - d.tail(b)
	if n < len(b) {
		d.pending = append([]byte(nil), b[n:]...)
	}
	return Decode(b[:n], d.encoding)
}

// End returns what is left, complete or not.
func (d *Decoder) End() string {
	b := d.pending
	d.pending = nil
	if len(b) == 0 {
		return ""
	}
	if d.encoding == "utf16le" {
		return decodeUTF16(b[:len(b)&^1])
	}
	return Decode(b, d.encoding)
}

// tail is how many bytes at the end of b begin a character that is not
// complete.
func (d *Decoder) tail(b []byte) int {
	switch d.encoding {
	case "utf8":
		return tailUTF8(b)
	case "utf16le":
		n := len(b) & 1
		if len(b)-n >= 2 {
			if c := b[len(b)-n-1]; c >= 0xD8 && c <= 0xDB {
				n += 2
			}
		}
		return n
	case "base64", "base64url":
		return len(b) % 3
	}
	return 0
}

func tailUTF8(b []byte) int {
	for n := 1; n <= 3 && n <= len(b); n++ {
		c := b[len(b)-n]
		if utf8.RuneStart(c) {
			if c < utf8.RuneSelf || incompletePrefix(b[len(b)-n:]) != n || utf8.FullRune(b[len(b)-n:]) {
				return 0
			}
			return n
		}
	}
	return 0
}
