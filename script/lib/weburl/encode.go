package weburl

// The percent-encode sets of section 1.3, as the ASCII characters beyond the C0
// controls that each encodes; everything above U+007E is always encoded.
const (
	setControl   = ""
	setFragment  = " \"<>`"
	setQuery     = " \"#<>"
	setSpecial   = setQuery + "'"
	setPath      = setQuery + "?^`{}"
	setOldPath   = setQuery + "?`{}"
	setUserinfo  = setPath + "/:;=@[\\]|"
	setComponent = setUserinfo + "$%&+,"
)

const upperHex = "0123456789ABCDEF"

func appendEncoded(out []byte, c byte, set string) []byte {
	if c < 0x20 || c > 0x7E {
		return append(out, '%', upperHex[c>>4], upperHex[c&15])
	}
	for i := range len(set) {
		if set[i] == c {
			return append(out, '%', upperHex[c>>4], upperHex[c&15])
		}
	}
	return append(out, c)
}

// encode percent-encodes the UTF-8 of s.
func encode(s, set string) string {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		out = appendEncoded(out, s[i], set)
	}
	return string(out)
}

// decode percent-decodes.
func decode(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			hi, lo := unhex(s[i+1]), unhex(s[i+2])
			if hi < 16 && lo < 16 {
				out = append(out, hi<<4|lo)
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return string(out)
}

func unhex(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	}
	return 255
}

// FormEncode is the application/x-www-form-urlencoded byte serializer (section 5.2).
func FormEncode(s string) string {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			out = append(out, '+')
		case isLetter(c) || isDigit(c) || c == '*' || c == '-' || c == '.' || c == '_':
			out = append(out, c)
		default:
			out = append(out, '%', upperHex[c>>4], upperHex[c&15])
		}
	}
	return string(out)
}
