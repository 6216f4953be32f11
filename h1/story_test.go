package h1

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
)

// TestStories tells what the handler hears, in testdata/stories. The input is
// one quoted piece a line, with Go's escapes; the other lines are commands:
// finish, and resume, which goes on with what a pause left over.
// Update with: go test ./h1 -run TestStories -rewrite
func TestStories(t *testing.T) {
	datadriven.RunTest(t, "testdata/stories", func(t *testing.T, d *datadriven.TestData) string {
		kind := map[string]Kind{"request": Request, "response": Response, "both": Both}[d.Cmd]
		s := &teller{}
		var opts Options
		for _, arg := range d.CmdArgs {
			switch arg.Key {
			case "node":
				opts = nodeOptions[arg.Vals[0]]
			case "verdict":
				n, err := strconv.Atoi(arg.Vals[0])
				if err != nil {
					t.Fatal(err)
				}
				s.verdict = Verdict(n)
			case "pause":
				s.pauseAt = arg.Vals[0]
			default:
				d.Fatalf(t, "unknown argument %s", arg.Key)
			}
		}
		s.p = NewParser(kind, opts, s)
		for line := range strings.Lines(d.Input) {
			s.line(t, strings.TrimSpace(line))
		}
		return s.out.String()
	})
}

// teller is a Handler that tells every callback as it comes.
type teller struct {
	p       *Parser
	out     strings.Builder
	rest    []byte
	verdict Verdict
	pauseAt string
}

func (s *teller) line(t *testing.T, line string) {
	fmt.Fprintln(&s.out, line)
	switch line {
	case "finish":
		if err := s.p.Finish(); err != nil {
			s.tell("%v (%s)", err, err.Code)
		}
	case "resume":
		s.p.Resume()
		s.execute(s.rest)
	default:
		text, err := strconv.Unquote(line)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		s.execute([]byte(text))
	}
}

func (s *teller) execute(b []byte) {
	n, err := s.p.Execute(b)
	if err == nil || err.Code != CodePaused {
		s.rest = b[n:]
	}
	switch {
	case err != nil:
		s.tell("%v (%s at %d)", err, err.Code, err.Offset)
	case s.p.Paused():
		s.tell("paused, %q left", s.rest)
	case s.p.Upgraded():
		s.tell("upgraded, %q left", s.rest)
	}
}

func (s *teller) tell(format string, args ...any) {
	fmt.Fprintf(&s.out, "  "+format+"\n", args...)
}

func (s *teller) event(name, format string, args ...any) {
	s.tell("%s", strings.TrimSpace(name+" "+fmt.Sprintf(format, args...)))
	if name == s.pauseAt {
		s.p.Pause()
	}
}

func (s *teller) OnMessageBegin()             { s.event("begin", "") }
func (s *teller) OnURL(url []byte)            { s.event("url", "%q", url) }
func (s *teller) OnStatus(reason []byte)      { s.event("reason", "%q", reason) }
func (s *teller) OnHeader(name, value []byte) { s.event("field", "%q %q", name, value) }
func (s *teller) OnBody(b []byte)             { s.event("body", "%q", b) }
func (s *teller) OnChunkHeader(size uint64)   { s.event("chunk", "%d", size) }
func (s *teller) OnChunkComplete()            { s.event("chunk-end", "") }
func (s *teller) OnMessageComplete()          { s.event("complete", "") }

func (s *teller) OnHeadersComplete(h *Head) Verdict {
	h2 := *h
	kind := map[Kind]string{Request: "request", Response: "response"}[h2.Kind]
	length := "none"
	if h2.HasContentLength {
		length = strconv.FormatUint(h2.ContentLength, 10)
	}
	s.event("head", "%s %s%d.%d status=%d length=%s chunked=%t upgrade=%t keepalive=%t", kind,
		strings.TrimPrefix(h2.Method.String()+" ", " "), h2.Major, h2.Minor, h2.Status, length, h2.Chunked, h2.Upgrade, h2.ShouldKeepAlive)
	return s.verdict
}
