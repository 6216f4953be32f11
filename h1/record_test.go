package h1

import (
	"encoding/json"
	"fmt"
	"strings"
)

// recorder writes down what the handler is told, in the form of the facts: see
// testdata/README.md.
type recorder struct {
	p       *Parser
	events  []string
	body    []byte
	hasBody bool
	url     string
	reason  string
	fields  []string
	verdict func(h *Head) Verdict
	chunks  bool // note chunk boundaries too
	pause   func() bool
}

func (r *recorder) note(format string, args ...any) {
	if r.hasBody {
		r.events = append(r.events, "body "+show(string(r.body)))
		r.body, r.hasBody = nil, false
	}
	if format != "" {
		r.events = append(r.events, fmt.Sprintf(format, args...))
	}
}

func (r *recorder) mayPause() {
	if r.pause != nil && r.pause() {
		r.p.Pause()
	}
}

func (r *recorder) OnMessageBegin() {
	r.note("begin")
	r.url, r.reason, r.fields = "", "", nil
	r.mayPause()
}
func (r *recorder) OnURL(url []byte)       { r.url = string(url); r.mayPause() }
func (r *recorder) OnStatus(reason []byte) { r.reason = string(reason); r.mayPause() }
func (r *recorder) OnHeader(name, value []byte) {
	r.fields = append(r.fields, show(string(name)), show(string(value)))
	r.mayPause()
}

func (r *recorder) OnHeadersComplete(h *Head) Verdict {
	line := show(r.url)
	if h.Kind == Request {
		line = h.Method.String() + " " + line
	} else {
		line = fmt.Sprintf("%d %s", h.Status, show(r.reason))
	}
	r.note("head %d.%d %s upgrade=%t keepalive=%t%s",
		h.Major, h.Minor, line, h.Upgrade, h.ShouldKeepAlive, showFields(r.fields))
	r.fields = nil
	r.mayPause()
	return r.verdict(h)
}

func (r *recorder) OnBody(b []byte) {
	if len(b) == 0 {
		panic("empty body chunk")
	}
	r.body, r.hasBody = append(r.body, b...), true
	r.mayPause()
}

func (r *recorder) OnChunkHeader(size uint64) {
	if r.chunks {
		r.note("chunk %d", size)
	}
	r.mayPause()
}

func (r *recorder) OnChunkComplete() {
	if r.chunks {
		r.note("chunk end")
	}
	r.mayPause()
}

func (r *recorder) OnMessageComplete() {
	r.note("done%s", showFields(r.fields))
	r.fields = nil
	r.mayPause()
}

func showFields(fields []string) string {
	if len(fields) == 0 {
		return ""
	}
	return " " + strings.Join(fields, " ")
}

// show quotes bytes as Latin-1 text and shortens long ones.
func show(s string) string {
	var out strings.Builder
	for _, c := range []byte(s) {
		out.WriteRune(rune(c))
	}
	text := out.String()
	if len(s) > 200 {
		text = fmt.Sprintf("%s…%d bytes", out.String()[:20], len(s))
	}
	q, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(q)
}

// run parses the pieces and returns the story.
func run(kind Kind, opts Options, verdict func(*Head) Verdict, pieces [][]byte, finish bool) []string {
	r := &recorder{verdict: verdict}
	r.p = NewParser(kind, opts, r)
	r.feed(pieces, finish)
	return r.events
}

func (r *recorder) feed(pieces [][]byte, finish bool) {
	for _, b := range pieces {
		n, err := r.p.Execute(b)
		if err != nil && !r.p.Upgrading() {
			r.note("error %s %d %s", err.Code, err.Offset, err.Reason)
			return
		}
		if n < len(b) {
			r.note("stop %d", n)
			return
		}
	}
	if finish {
		if err := r.p.Finish(); err != nil && !r.p.Upgrading() {
			r.note("error %s %d %s", err.Code, err.Offset, err.Reason)
			return
		}
		r.note("fin")
	}
	r.note("")
}
