package h1

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fact is one input and what real Node did with it.
type fact struct {
	Name string            `json:"name"`
	Kind string            `json:"kind"`
	In   []json.RawMessage `json:"in"`
	Ret  json.RawMessage   `json:"ret"`
	Max  int               `json:"max"`
	// Lenient: nothing, or "all" for insecureHTTPParser, or "relaxed".
	Lenient string              `json:"lenient"`
	Finish  bool                `json:"finish"`
	Want    map[string][]string `json:"want"` // versions, separated by spaces → events
}

func (f *fact) kind() Kind {
	if f.Kind == "res" {
		return Response
	}
	return Request
}

// pieces decodes the input: a piece is a list of Latin-1 strings and of
// repetitions [string, count], or one such string.
func (f *fact) pieces(t testing.TB) (pieces [][]byte) {
	for _, raw := range f.In {
		var parts []json.RawMessage
		if json.Unmarshal(raw, &parts) != nil {
			parts = []json.RawMessage{raw}
		}
		var piece []byte
		for _, part := range parts {
			var s string
			var rep struct {
				Repeat string `json:"repeat"`
				Count  int    `json:"count"`
			}
			switch {
			case json.Unmarshal(part, &s) == nil:
				piece = append(piece, latin1(s)...)
			case json.Unmarshal(part, &rep) == nil:
				piece = append(piece, latin1(strings.Repeat(rep.Repeat, rep.Count))...)
			default:
				t.Fatalf("%s: bad input %s", f.Name, part)
			}
		}
		pieces = append(pieces, piece)
	}
	return pieces
}

func latin1(s string) (b []byte) {
	for _, r := range s {
		b = append(b, byte(r))
	}
	return b
}

// verdict answers OnHeadersComplete as the recording script did: a number, or a
// list of them for successive messages, or "auto": upgrade when asked to.
func (f *fact) verdict() func(*Head) Verdict {
	var one int
	var list []int
	n := 0
	switch {
	case json.Unmarshal(f.Ret, &one) == nil:
		list = []int{one}
	case json.Unmarshal(f.Ret, &list) == nil:
	}
	return func(h *Head) Verdict {
		if list == nil {
			if h.Upgrade {
				return Upgrade
			}
			return Proceed
		}
		v := Verdict(list[min(n, len(list)-1)])
		n++
		return v
	}
}

func readFacts(t testing.TB, path string) (facts []*fact) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		f := new(fact)
		if err := json.Unmarshal([]byte(line), f); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		facts = append(facts, f)
	}
	return facts
}

// factFiles are the recorded facts, and whatever H1_FACTS names besides.
func factFiles(t testing.TB) []string {
	files, err := filepath.Glob("testdata/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if extra := os.Getenv("H1_FACTS"); extra != "" {
		files = append(files, extra)
	}
	return files
}

// TestFacts compares the parser with every recorded version of Node.
func TestFacts(t *testing.T) {
	checked := map[string]int{}
	for _, path := range factFiles(t) {
		for _, f := range readFacts(t, path) {
			for versions, want := range f.Want {
				for _, version := range strings.Fields(versions) {
					checked[version]++
				}
				compareFact(t, f, versions, want)
			}
		}
	}
	for version := range nodeOptions {
		if checked[version] < 500 {
			t.Errorf("Node %s: only %d facts", version, checked[version])
		}
	}
}

// lenience is what the flags mean in a version: llhttp 6 has three.
func lenience(flags string, o Options) Lenience {
	switch {
	case flags == "relaxed":
		return Lenience{RelaxedFieldValues: true}
	case flags == "all" && o.NoQuery:
		return OldLenience
	case flags == "all":
		return AllLenience
	}
	return Lenience{}
}

// compareFact runs one fact as all the versions that agree about it, and shows
// the first difference.
func compareFact(t *testing.T, f *fact, versions string, want []string) {
	var wrong []string
	var first string
	for _, version := range strings.Fields(versions) {
		opts, ok := nodeOptions[version]
		if !ok {
			t.Fatalf("no options for Node %s", version)
		}
		if f.Max > 0 {
			opts.MaxHeaderBytes = f.Max
		}
		opts.Lenience = lenience(f.Lenient, opts)
		got := run(f.kind(), opts, f.verdict(), f.pieces(t), f.Finish)
		if g, w := strings.Join(got, "\n  "), strings.Join(want, "\n  "); g != w {
			wrong = append(wrong, version)
			if first == "" {
				first = " got\n  " + g + "\n want\n  " + w
			}
		}
	}
	if wrong != nil {
		t.Errorf("Node %s: %s %s max=%d ret=%s\n%s\n%s", strings.Join(wrong, " "), f.Kind, f.Name, f.Max, f.Ret, f.In, first)
	}
}
