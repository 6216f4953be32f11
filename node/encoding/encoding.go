// Package encoding turns bytes into strings and back the way Node's Buffer
// does: UTF-8 with replacement characters, UTF-16LE, Latin-1, ASCII, hex,
// base64 and base64url, the last two reading sloppy input.
//
// Go strings are UTF-8, so a lone UTF-16 surrogate becomes U+FFFD here; the
// script's Buffer, which has the engine's UTF-16 strings at hand, keeps it.
package encoding

import (
	"strings"
	"unicode/utf8"
)

// Encoding is one of Node's encodings.
type Encoding uint8

// The encodings; Unknown is what no name means.
const (
	Unknown Encoding = iota
	UTF8
	UTF16LE
	Latin1
	ASCII
	Base64
	Base64URL
	Hex
)

var names = [...]string{"", "utf8", "utf16le", "latin1", "ascii", "base64", "base64url", "hex"}

// String is the name that Node gives the encoding after normalizing.
func (e Encoding) String() string { return names[e] }

// Parse reads an encoding's name in any case, with Node's aliases
// (lib/internal/util.js, normalizeEncoding). The empty name is Unknown.
func Parse(name string) Encoding {
	switch name {
	case "utf8", "utf-8":
		return UTF8
	case "hex":
		return Hex
	case "base64":
		return Base64
	}
	if len(name) < 3 || len(name) > 9 {
		return Unknown
	}
	switch strings.ToLower(name) {
	case "utf8", "utf-8":
		return UTF8
	case "ucs2", "ucs-2", "utf16le", "utf-16le":
		return UTF16LE
	case "latin1", "binary":
		return Latin1
	case "ascii":
		return ASCII
	case "base64":
		return Base64
	case "base64url":
		return Base64URL
	case "hex":
		return Hex
	}
	return Unknown
}

// Decode is the string that b means in e.
func Decode(b []byte, e Encoding) string {
	switch e {
	case UTF16LE:
		return decodeUTF16(b)
	case Latin1:
		return decodeLatin1(b)
	case ASCII:
		return decodeASCII(b)
	case Base64:
		return encodeBase64(b, false)
	case Base64URL:
		return encodeBase64(b, true)
	case Hex:
		return encodeHex(b)
	}
	return DecodeUTF8(b)
}

// Encode is the bytes of s in e.
func Encode(s string, e Encoding) []byte {
	switch e {
	case UTF16LE:
		return encodeUTF16(s)
	case Latin1, ASCII:
		return encodeLatin1(s)
	case Base64, Base64URL:
		return decodeBase64(s)
	case Hex:
		return decodeHex(s)
	}
	return []byte(s)
}

// DecodeUTF8 reads UTF-8; what is malformed becomes one U+FFFD for each maximal
// subpart of a character (Unicode 15, table 3-8), as V8 does it.
func DecodeUTF8(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var out strings.Builder
	out.Grow(len(b) + 8)
	for len(b) > 0 {
		if n := validPrefix(b); n > 0 {
			out.Write(b[:n])
			b = b[n:]
			continue
		}
		out.WriteRune(utf8.RuneError)
		b = b[subpart(b):]
	}
	return out.String()
}

func validPrefix(b []byte) int {
	n := 0
	for n < len(b) {
		if b[n] < utf8.RuneSelf {
			n++
			continue
		}
		_, size := utf8.DecodeRune(b[n:])
		if size < 2 {
			break
		}
		n += size
	}
	return n
}

// subpart is how many bytes of the malformed b one replacement character stands for.
func subpart(b []byte) int {
	want, lo, hi := 0, byte(0x80), byte(0xBF)
	switch c := b[0]; {
	case c >= 0xC2 && c <= 0xDF:
		want = 1
	case c == 0xE0:
		want, lo = 2, 0xA0
	case c == 0xED:
		want, hi = 2, 0x9F
	case c >= 0xE1 && c <= 0xEF:
		want = 2
	case c == 0xF0:
		want, lo = 3, 0x90
	case c == 0xF4:
		want, hi = 3, 0x8F
	case c >= 0xF1 && c <= 0xF3:
		want = 3
	}
	n := 1
	for ; n <= want && n < len(b); n++ {
		if b[n] < lo || b[n] > hi {
			break
		}
		lo, hi = 0x80, 0xBF
	}
	return n
}
