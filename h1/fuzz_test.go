package h1

import (
	"slices"
	"strings"
	"testing"
)

// FuzzParser looks for panics, for input taken twice or not at all, and for cuts
// that matter: every byte on its own has to tell the same story as all at once.
func FuzzParser(f *testing.F) {
	for i, fact := range readFacts(f, "testdata/facts.jsonl") {
		if in := slices.Concat(fact.pieces(f)...); len(in) < 400 {
			f.Add(in, uint8(i), fact.kind() == Response)
		}
	}
	f.Fuzz(func(t *testing.T, in []byte, how uint8, response bool) {
		opts := optionSets[int(how)%len(optionSets)]
		if how&0x40 == 0 {
			opts = unlimited(opts)
		}
		kind := Request
		if response {
			kind = Response
		}
		if how&0x80 != 0 {
			kind = Both
		}
		verdicts := []int{int(how>>3) % 3, 0}
		whole := story(kind, opts, verdicts, [][]byte{in}, nil)
		if opts.MaxHeaderBytes != 0 {
			return
		}
		var bytes [][]byte
		for i := range in {
			bytes = append(bytes, []byte{in[i]})
		}
		if cut := story(kind, opts, verdicts, bytes, nil); !slices.Equal(cut, whole) {
			t.Fatalf("%q\nbyte by byte\n%s\nwhole\n%s", in, strings.Join(cut, "\n"), strings.Join(whole, "\n"))
		}
		n := 0
		pause := func() bool { n++; return n%3 != 0 }
		if cut := story(kind, opts, verdicts, [][]byte{in}, pause); !slices.Equal(cut, whole) {
			t.Fatalf("%q\nwith pauses\n%s\nwhole\n%s", in, strings.Join(cut, "\n"), strings.Join(whole, "\n"))
		}
	})
}
