package stringdecoder

import (
	"testing"

	"finishline/node/encoding"
)

// However a text is cut into chunks, the decoder gives the same string. What
// Node answers to broken input is recorded in script/lib/testdata.
func TestEveryCutGivesTheSame(t *testing.T) {
	text := []byte("aé€😀\xe2\x82x\xf0\x9f\x98\xff\xc3")
	for _, e := range []encoding.Encoding{encoding.UTF8, encoding.UTF16LE, encoding.Latin1, encoding.Hex} {
		want := encoding.Decode(text[:14], e)
		for i := range 15 {
			for j := i; j <= 14; j++ {
				d := New(e)
				got := d.Write(text[:i]) + d.Write(text[i:j]) + d.Write(text[j:14]) + d.End()
				if got != want {
					t.Errorf("%v cut at %d and %d: %q, want %q", e, i, j, got, want)
				}
			}
		}
	}
}

func TestBrokenUTF8AtChunkBoundary(t *testing.T) {
	for _, c := range []struct {
		chunks []string
		want   []string // after each chunk, then End
	}{
		{[]string{"\xe2\x82", "\xac"}, []string{"", "€", ""}},
		{[]string{"\xe2", "x"}, []string{"", "\uFFFDx", ""}},
		{[]string{"\xf0\x9f\x98"}, []string{"", "\uFFFD"}},
		{[]string{"\xf0\x9f", "\xe2\x82", "\xac"}, []string{"", "\uFFFD", "€", ""}},
		{[]string{"\x80\x80\x80\x80"}, []string{"\uFFFD\uFFFD\uFFFD\uFFFD", ""}},
	} {
		d := New(encoding.UTF8)
		for i, chunk := range c.chunks {
			if got := d.Write([]byte(chunk)); got != c.want[i] {
				t.Errorf("%q: chunk %d gave %q, want %q", c.chunks, i, got, c.want[i])
			}
		}
		if got := d.End(); got != c.want[len(c.want)-1] {
			t.Errorf("%q: End gave %q", c.chunks, got)
		}
	}
}

func TestPartial(t *testing.T) {
	d := New(encoding.UTF8)
	d.Write([]byte("\xf0\x9f"))
	if kept, missing := d.Partial(); string(kept) != "\xf0\x9f" || missing != 2 {
		t.Errorf("kept %q, missing %d", kept, missing)
	}
}
