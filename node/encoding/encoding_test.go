package encoding

import "testing"

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		in   string
		e    Encoding
		want string
	}{
		{"\xe2\x82A\xff\xf0\x9f\x98", UTF8, "\uFFFDA\uFFFD\uFFFD"},
		{"\xed\xa0\x80", UTF8, "\uFFFD\uFFFD\uFFFD"},
		{"\xc0\xaf", UTF8, "\uFFFD\uFFFD"},
		{"a\xff", Latin1, "aÿ"},
		{"a\xff", ASCII, "a\x7f"},
		{"a\x00=\xd8\x00\xde!", UTF16LE, "a😀"},
		{"hi?>", Base64, "aGk/Pg=="},
		{"hi?>", Base64URL, "aGk_Pg"},
		{"\x00\xff", Hex, "00ff"},
	} {
		if got := Decode([]byte(c.in), c.e); got != c.want {
			t.Errorf("Decode(%q, %v) = %q, want %q", c.in, c.e, got, c.want)
		}
	}
}

func TestEncode(t *testing.T) {
	for _, c := range []struct {
		in   string
		e    Encoding
		want string
	}{
		{"aGk_Pg", Base64, "hi?>"},
		{" aG\nk/Pg==junk", Base64URL, "hi?>"},
		{"00fg11", Hex, "\x00"},
		{"abc", Hex, "\xab"},
		{"é€", Latin1, "\xe9\xac"},
		{"😀", UTF16LE, "=\xd8\x00\xde"},
	} {
		if got := string(Encode(c.in, c.e)); got != c.want {
			t.Errorf("Encode(%q, %v) = %q, want %q", c.in, c.e, got, c.want)
		}
	}
}

func TestParse(t *testing.T) {
	for name, want := range map[string]Encoding{"utf8": UTF8, "UTF-8": UTF8, "ucs-2": UTF16LE, "Binary": Latin1, "": Unknown, "nope": Unknown} {
		if got := Parse(name); got != want {
			t.Errorf("Parse(%q) = %v", name, got)
		}
	}
}
