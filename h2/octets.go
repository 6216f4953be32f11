package h2

// Which octets may stand where (RFC 9110 section 5.1 and 5.5, RFC 9113 section 8.2.1, RFC 3986).

type octetClass uint8

const (
	isToken     octetClass = 1 << iota // field names and methods
	isValue                            // field values
	isPath                             // :path
	isAuthority                        // :authority and host
)

var octets = func() (t [256]octetClass) {
	mark := func(chars string, c octetClass) {
		for i := 0; i < len(chars); i++ {
			t[chars[i]] |= c
		}
	}
	const digits, lower, upper = "0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	mark(digits+lower+upper+"!#$%&'*+-.^_`|~", isToken)
	mark(digits+lower+upper+"!$%&'()*+,-.:;=@[]_~", isAuthority)
	for c := 0x20; c < 0x100; c++ {
		if c != 0x7f {
			t[c] |= isValue
		}
		// nghttp2 is generous with paths: what browsers send unescaped passes.
		if c > 0x20 && c != 0x7f {
			t[c] |= isPath
		}
	}
	t['\t'] |= isValue
	return t
}()

func all(v string, c octetClass) bool {
	for i := 0; i < len(v); i++ {
		if octets[v[i]]&c == 0 {
			return false
		}
	}
	return true
}

// validName accepts lower case only; a colon may lead.
func validName(n string) bool {
	if n != "" && n[0] == ':' {
		n = n[1:]
	}
	for i := 0; i < len(n); i++ {
		if octets[n[i]]&isToken == 0 || n[i] >= 'A' && n[i] <= 'Z' {
			return false
		}
	}
	return n != ""
}

// validScheme is RFC 3986 section 3.1.
func validScheme(v string) bool {
	for i := 0; i < len(v); i++ {
		c := v[i] | 0x20
		letter := c >= 'a' && c <= 'z'
		if !letter && (i == 0 || !(v[i] >= '0' && v[i] <= '9' || v[i] == '+' || v[i] == '-' || v[i] == '.')) {
			return false
		}
	}
	return v != ""
}

// edgeSpace reports white space at either end of a value.
func edgeSpace(v string) bool {
	return v != "" && (v[0] == ' ' || v[0] == '\t' || v[len(v)-1] == ' ' || v[len(v)-1] == '\t')
}
