package h1

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var optionSets = []Options{{}, node26, node25, node23, node18_20, node18_18,
	with(node26, func(o *Options) { o.Lenience = AllLenience }), with(node18_20, func(o *Options) { o.Lenience = OldLenience })}

// unlimited leaves out the limits: where a limit strikes depends on the cuts.
func unlimited(o Options) Options {
	o.MaxHeaderBytes, o.MaxChunkExtensionBytes = 0, 0
	return o
}

// story parses the pieces, with pauses, and returns the events with offsets
// counted from the start of the stream.
func story(kind Kind, opts Options, verdicts []int, pieces [][]byte, pause func() bool) []string {
	n, base := 0, 0
	r := &recorder{chunks: true, pause: pause}
	r.verdict = func(*Head) Verdict { n++; return Verdict(verdicts[(n-1)%len(verdicts)]) }
	r.p = NewParser(kind, opts, r)
	for _, b := range pieces {
		for first := true; first || len(b) > 0; first = false {
			n, err := r.p.Execute(b)
			for err == nil && r.p.Paused() {
				r.p.Resume()
				b, base = b[n:], base+n
				n, err = r.p.Execute(b)
			}
			if err != nil {
				r.note("error %s %d", err.Code, base+err.Offset)
				return r.events
			}
			if r.p.Upgraded() {
				r.note("upgrade %d", base+n)
			} else if n < len(b) {
				panic(fmt.Sprintf("%d of %d taken, for no reason", n, len(b)))
			}
			b, base = b[n:], base+n
		}
	}
	for r.p.Paused() {
		r.p.Resume()
		if _, err := r.p.Execute(nil); err != nil {
			r.note("error %s", err.Code)
		}
	}
	if !r.p.Upgraded() { // what Finish says right then is llhttp's accident
		if err := r.p.Finish(); err != nil {
			r.note("error %s", err.Code)
		}
	}
	r.note("end")
	return r.events
}

func drawMessage(t *rapid.T, corpus []*fact) (Kind, []byte) {
	f := rapid.SampledFrom(corpus).Draw(t, "fact")
	in := slices.Concat(f.pieces(nil)...)
	if len(in) > 1000 {
		in = in[:1000]
	}
	for range rapid.IntRange(0, 3).Draw(t, "mutations") {
		at := rapid.IntRange(0, len(in)).Draw(t, "at")
		with := rapid.SampledFrom(mutations).Draw(t, "with")
		in = slices.Concat(in[:at], []byte(with), in[min(len(in), at+rapid.IntRange(0, 2).Draw(t, "cut")):])
	}
	return f.kind(), in
}

var mutations = []string{"\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", ":", ";", ",", "0", "\x00", "\xff", "\r\nConnection: close",
	"\r\nContent-Length: 3", "\r\nTransfer-Encoding: chunked", "chunked", "close", "GET / HTTP/1.1\r\n\r\n", "3\r\nabc\r\n"}

func drawCuts(t *rapid.T, in []byte) (pieces [][]byte) {
	for len(in) > 0 {
		n := min(len(in), rapid.SampledFrom([]int{1, 1, 2, 3, 5, 8, 40, 200}).Draw(t, "piece"))
		pieces = append(pieces, bytes.Clone(in[:n]))
		in = in[n:]
	}
	return pieces
}

// TestCuts: how the input is cut does not matter.
func TestCuts(t *testing.T) {
	corpus := readFacts(t, "testdata/facts.jsonl")
	rapid.Check(t, func(t *rapid.T) {
		opts := unlimited(rapid.SampledFrom(optionSets).Draw(t, "options"))
		kind, in := drawMessage(t, corpus)
		verdicts := rapid.SliceOfN(rapid.IntRange(0, 2), 1, 3).Draw(t, "verdicts")
		want := story(kind, opts, verdicts, [][]byte{in}, nil)
		pieces := drawCuts(t, in)
		if got := story(kind, opts, verdicts, pieces, nil); !slices.Equal(got, want) {
			t.Fatalf("%q\nin pieces %q\n%s\nwhole\n%s", in, pieces, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		pause := func() bool { return rapid.Bool().Draw(t, "pause") }
		if got := story(kind, opts, verdicts, pieces, pause); !slices.Equal(got, want) {
			t.Fatalf("%q\nwith pauses %q\n%s\nwhole\n%s", in, pieces, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

// TestRoundTrip: what the Append functions write, the parser reads.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var wire []byte
		var want []string
		for range rapid.IntRange(1, 4).Draw(t, "messages") {
			wire, want = drawRequest(t, wire, want)
		}
		opts := rapid.SampledFrom(optionSets).Draw(t, "options")
		r := &recorder{chunks: true, verdict: func(*Head) Verdict { return Proceed }}
		r.p = NewParser(rapid.SampledFrom([]Kind{Request, Both}).Draw(t, "kind"), opts, r)
		r.feed(drawCuts(t, wire), true)
		if want = append(want, "fin"); !slices.Equal(r.events, want) {
			t.Fatalf("%q\ngot\n%s\nwant\n%s", wire, strings.Join(r.events, "\n"), strings.Join(want, "\n"))
		}
	})
}

func drawRequest(t *rapid.T, wire []byte, want []string) ([]byte, []string) {
	method := rapid.SampledFrom([]string{"GET", "POST", "HEAD", "DELETE", "M-SEARCH", "PATCH"}).Draw(t, "method")
	target := "/" + rapid.StringMatching(`[!-"$->@-~]{0,20}(\?[!-"$-~]{0,8})?`).Draw(t, "target")
	wire = AppendRequestLine(wire, method, target, 1)
	var shown []string
	field := func(name, value string) {
		wire = AppendField(wire, name, value)
		shown = append(shown, show(name), show(value))
	}
	for range rapid.IntRange(0, 3).Draw(t, "fields") {
		field("X-"+rapid.StringMatching("[!#$%&'*+.^_`|~0-9A-Za-z-]{0,9}").Draw(t, "name"),
			rapid.StringMatching("([!-~]([ -~\t]{0,20}[!-~])?)?").Draw(t, "value"))
	}
	chunks := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 1, 40), 0, 3).Draw(t, "chunks")
	body := slices.Concat(chunks...)
	chunked := rapid.Bool().Draw(t, "chunked")
	if chunked {
		field("Transfer-Encoding", "chunked")
	} else {
		field("Content-Length", fmt.Sprint(len(body)))
	}
	wire = AppendEnd(wire)
	want = append(want, "begin",
		fmt.Sprintf("head 1.1 %s %s upgrade=false keepalive=true%s", method, show(target), showFields(shown)))
	if !chunked {
		if wire = append(wire, body...); len(body) > 0 {
			want = append(want, "body "+show(string(body)))
		}
		return wire, append(want, "done")
	}
	for _, c := range chunks {
		wire = AppendChunk(AppendChunk(wire, nil), c)
		want = append(want, fmt.Sprintf("chunk %d", len(c)), "body "+show(string(c)), "chunk end")
	}
	wire = AppendEnd(AppendField(AppendLastChunk(wire), "T", "v"))
	return wire, append(want, "chunk 0", "chunk end", `done "T" "v"`)
}
