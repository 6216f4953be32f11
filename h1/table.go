package h1

// Character classes, one bit each, in one table of 256 entries.
const (
	classToken  = 1 << iota // tchar (RFC 9110, section 5.6.2)
	classValue              // HTAB, SP, VCHAR, obs-text: a field value
	classPath               // what llhttp takes in a path, but ? and #
	classServer             // what llhttp takes between // and /
	classQuoted             // qdtext (RFC 9110, section 5.6.4)
	classDigit
	classAlpha
	classHigh // what LooseURL adds to classPath
)

var class = newClassTable()

func newClassTable() (t [256]uint8) {
	for i := range t {
		c := byte(i)
		alpha := c|0x20 >= 'a' && c|0x20 <= 'z'
		digit := c >= '0' && c <= '9'
		graphic := c > ' ' && c < 0x7f
		high := c >= 0x80
		set := func(bit uint8, in bool) {
			if in {
				t[i] |= bit
			}
		}
		set(classAlpha, alpha)
		set(classDigit, digit)
		set(classToken, alpha || digit || within(c, "!#$%&'*+-.^_`|~"))
		set(classValue, c == '\t' || c == ' ' || graphic || high)
		set(classPath, graphic && c != '?' && c != '#')
		set(classServer, alpha || digit || within(c, "-_.!~*'();:&=+$,%[]"))
		set(classQuoted, c == '\t' || c == ' ' || high || graphic && c != '"' && c != '\\')
		set(classHigh, high || c == '\t' || c == '\f')
	}
	return t
}

func within(c byte, set string) bool {
	for i := 0; i < len(set); i++ {
		if set[i] == c {
			return true
		}
	}
	return false
}

// hexValue is a hexadecimal digit's value, or 0xff.
var hexValue = func() (t [256]uint8) {
	for i := range t {
		c := byte(i)
		switch {
		case c >= '0' && c <= '9':
			t[i] = c - '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			t[i] = c | 0x20 - 'a' + 10
		default:
			t[i] = 0xff
		}
	}
	return t
}()
