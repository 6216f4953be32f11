package stream

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// IsEncoding is Buffer.isEncoding.
func IsEncoding(enc string) bool { return normalEncoding(enc) != "" }

// normalEncoding is an encoding's usual name, "" if there is no such encoding.
func normalEncoding(enc string) string {
	switch strings.ToLower(enc) {
	case "utf8", "utf-8":
		return "utf8"
	case "ucs2", "ucs-2", "utf16le", "utf-16le":
		return "utf16le"
	case "latin1", "binary":
		return "latin1"
	case "base64":
		return "base64"
	case "base64url":
		return "base64url"
	case "hex":
		return "hex"
	case "ascii":
		return "ascii"
	}
	return ""
}

// Encode is Buffer.from(text, enc).
func Encode(text, enc string) []byte {
	switch normalEncoding(enc) {
	case "utf16le":
		return encodeUTF16(text)
	case "latin1", "ascii":
		return encodeLatin1(text)
	case "base64", "base64url":
		return decodeBase64(text)
	case "hex":
		n := 0
		for n+1 < len(text) && isHex(text[n]) && isHex(text[n+1]) {
			n += 2
		}
		b, _ := hex.DecodeString(text[:n])
		return b
	}
	return []byte(text)
}

// Decode is buffer.toString(enc).
func Decode(b []byte, enc string) string {
	switch normalEncoding(enc) {
	case "utf16le":
		return decodeUTF16(b)
	case "latin1":
		return decodeLatin1(b, 0xFF)
	case "ascii":
		return decodeLatin1(b, 0x7F)
	case "base64":
		return base64.StdEncoding.EncodeToString(b)
	case "base64url":
		return base64.RawURLEncoding.EncodeToString(b)
	case "hex":
		return hex.EncodeToString(b)
	}
	return DecodeUTF8(b)
}

// DecodeUTF8 replaces what is no UTF-8 as the Encoding Standard says: one
// U+FFFD for each maximal part of a sequence.
func DecodeUTF8(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var out strings.Builder
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			n = max(incompletePrefix(b), 1)
		}
		out.WriteRune(r)
		b = b[n:]
	}
	return out.String()
}

// incompletePrefix is the length of the valid but unfinished sequence that b
// begins with; 0 if it does not begin with one.
func incompletePrefix(b []byte) int {
	need, lo, hi := 0, byte(0x80), byte(0xBF)
	switch c := b[0]; {
	case c >= 0xC2 && c <= 0xDF:
		need = 1
	case c >= 0xE0 && c <= 0xEF:
		need = 2
		if c == 0xE0 {
			lo = 0xA0
		} else if c == 0xED {
			hi = 0x9F
		}
	case c >= 0xF0 && c <= 0xF4:
		need = 3
		if c == 0xF0 {
			lo = 0x90
		} else if c == 0xF4 {
			hi = 0x8F
		}
	default:
		return 0
	}
	n := 1
	for n <= need && n < len(b) && b[n] >= lo && b[n] <= hi {
		n++
		lo, hi = 0x80, 0xBF
	}
	return n
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func encodeUTF16(text string) []byte {
	u := utf16.Encode([]rune(text))
	b := make([]byte, 0, 2*len(u))
	for _, c := range u {
		b = append(b, byte(c), byte(c>>8))
	}
	return b
}

func decodeUTF16(b []byte) string {
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = uint16(b[2*i]) | uint16(b[2*i+1])<<8
	}
	return string(utf16.Decode(u))
}

func encodeLatin1(text string) []byte {
	b := make([]byte, 0, len(text))
	for _, r := range text {
		if r > 0xFFFF {
			hi, lo := utf16.EncodeRune(r)
			b = append(b, byte(hi), byte(lo))
			continue
		}
		b = append(b, byte(r))
	}
	return b
}

func decodeLatin1(b []byte, mask byte) string {
	var out strings.Builder
	for _, c := range b {
		out.WriteRune(rune(c & mask))
	}
	return out.String()
}

// decodeBase64 takes both alphabets, skips what belongs to neither and stops
// at padding, as Node does.
func decodeBase64(text string) []byte {
	clean := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '-':
			clean = append(clean, '+')
		case c == '_':
			clean = append(clean, '/')
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '+', c == '/':
			clean = append(clean, c)
		case c == '=':
			i = len(text)
		}
	}
	if len(clean)%4 == 1 {
		clean = clean[:len(clean)-1]
	}
	b, _ := base64.RawStdEncoding.DecodeString(string(clean))
	return b
}
