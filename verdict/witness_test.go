package verdict_test

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing/fstest"

	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/script"
	"finishline/verdict"
)

// The witness is the oracle: JavaScript that sits beside a script and tells what
// its clients saw, by their events and by the bytes that their sockets emitted.
// What it says of HTTP/1.1 is read by Go's own net/http. It shares no code with
// package verdict and never looks at a trace.
//
//go:embed testdata/witness.js
var witnessJS string

// testimony is what the witness tells.
type testimony struct {
	Sockets []seenSocket
	Streams []seenStream
	Again   bool // a socket was connected twice: connections cannot be told apart by number
}

type seenSocket struct {
	On    map[string]int
	Error string
	Left  int
	Data  []byte
}

type seenStream struct {
	ID    int64
	On    map[string]int
	Error string
	Bytes int64
	RST   *int
	Far   *struct{ Ended, Finished, Aborted, Headers bool } // the server's stream
}

// observe runs a script under the witness.
func observe(src string, v versions.Release) (*verdict.Report, *testimony, error) {
	// In one line, so that the script's lines keep their numbers but for the first.
	lines := strings.Split(witnessJS, "\n")
	for i, l := range lines {
		if strings.HasPrefix(strings.TrimSpace(l), "//") {
			lines[i] = ""
		}
	}
	prelude := strings.Join(lines, " ")
	var out bytes.Buffer
	r := scenarios.Setup{Version: v, Trace: true}.Simulate(script.Program{
		Path: "/scenarios/script.js", Source: prelude + "\n" + src, FS: fstest.MapFS{}, Stdout: &out, Stderr: io.Discard,
	})
	_, told, ok := strings.Cut(out.String(), "\nWITNESS ")
	if !ok {
		return verdict.Of(r.Trace), nil, nil // it ended without 'exit': a hang, a signal
	}
	told, _, _ = strings.Cut(told, "\n")
	var t testimony
	if err := json.Unmarshal([]byte(told), &t); err != nil {
		return nil, nil, fmt.Errorf("%w: %.200s", err, told)
	}
	return verdict.Of(r.Trace), &t, nil
}

// contradictions lists where a verdict does not agree with what the witness saw.
func contradictions(rep *verdict.Report, t *testimony) []string {
	var out []string
	connections := 0
	for i := range rep.Exchanges {
		connections = max(connections, rep.Exchanges[i].Connection)
	}
	if t.Again || connections != len(t.Sockets) {
		t.Sockets = nil // one connected twice, or not at all: they cannot be told apart by number
	}
	var h2 []*verdict.Exchange
	h1 := map[int][]*verdict.Exchange{}
	for i := range rep.Exchanges {
		switch x := &rep.Exchanges[i]; {
		case x.Protocol == "h2" && x.ClientObj != 0 && (x.Stream == 0 || x.Stream%2 == 1) && !strings.HasPrefix(x.Label, "stream"):
			h2 = append(h2, x)
		case x.Protocol == "http/1.1":
			h1[x.Connection] = append(h1[x.Connection], x)
		case x.Protocol == "tcp" && x.Connection > 0 && x.Connection <= len(t.Sockets):
			out = append(out, t.Sockets[x.Connection-1].judge(x)...)
		}
	}
	if len(h2) == len(t.Streams) {
		for i, x := range h2 {
			out = append(out, t.Streams[i].judge(x)...)
		}
	}
	for n, list := range h1 {
		if n > 0 && n <= len(t.Sockets) {
			out = append(out, t.Sockets[n-1].judgeHTTP(list)...)
		}
	}
	return out
}

// want complains unless the outcome is one of those that can be.
func want(x *verdict.Exchange, why string, any ...verdict.Outcome) []string {
	for _, o := range any {
		if x.Client == o {
			return nil
		}
	}
	return []string{fmt.Sprintf("%s: %s, but %s (want one of %v)", x.Label, x.Client, why, any)}
}

// judge compares a stream's verdict with what its client saw.
func (s *seenStream) judge(x *verdict.Exchange) []string {
	response, end, closed := s.On["response"] > 0, s.On["end"] > 0, s.On["close"] > 0
	// A script's own mistakes (ERR_STREAM_WRITE_AFTER_END …) say nothing of what came.
	failed := strings.HasPrefix(s.Error, "ERR_HTTP2") || strings.HasPrefix(s.Error, "ECONN") || s.RST != nil && *s.RST != 0 && *s.RST != 8
	switch {
	case !closed && end && response && !failed:
		return want(x, "it saw a response and 'end'", verdict.Complete, verdict.Pending, verdict.Cancelled, verdict.Truncated)
	case !closed && x.Client == verdict.Complete:
		return nil // complete, and nobody reads it
	case !closed:
		// An exit in the middle of things leaves out what was about to be emitted.
		return want(x, "its stream did not close", verdict.Pending, verdict.Cancelled, verdict.Lost, verdict.Truncated, verdict.Refused, verdict.Reset, verdict.Unanswered)
	case !response:
		out := want(x, "it saw no response", verdict.Lost, verdict.Reset, verdict.Refused, verdict.Unanswered, verdict.Cancelled)
		if s.Far != nil && s.Far.Headers && x.Client == verdict.Unanswered {
			out = append(out, x.Label+": unanswered, but the server sent headers")
		}
		return out
	case failed:
		if end && x.Client == verdict.Complete {
			return nil // the error came after the end
		}
		if x.Client == verdict.Complete && s.Bytes < x.Received && s.Error == "ERR_HTTP2_SESSION_ERROR" {
			return nil // it had come, and the client's own session.destroy(code) kept it from being read
		}
		return want(x, "it saw an error: "+s.Error, verdict.Truncated, verdict.Reset, verdict.Cancelled, verdict.Refused)
	case end && s.Far != nil && s.Far.Finished && !s.Far.Aborted && (s.RST == nil || *s.RST == 0):
		if x.Client == verdict.Truncated && x.Sent == x.Received && s.Bytes <= x.Received {
			return nil // end(), then destroy(): every byte came, END_STREAM did not, and Node's client cannot tell
		}
		out := want(x, "the server ended it and the client saw its end", verdict.Complete, verdict.Cancelled)
		if s.On["data"] > 0 && x.Received < s.Bytes {
			out = append(out, fmt.Sprintf("%s: %d bytes received, but it saw %d", x.Label, x.Received, s.Bytes))
		}
		return out
	case end && s.Far != nil && !s.Far.Ended:
		return want(x, "the server never ended it", verdict.Truncated, verdict.Cancelled, verdict.Reset)
	}
	return want(x, "it saw a response", verdict.Complete, verdict.Truncated, verdict.Cancelled, verdict.Reset)
}

// judge compares a plain connection's verdict with what its client read.
func (s *seenSocket) judge(x *verdict.Exchange) []string {
	n := int64(len(s.Data) + s.Left)
	if n > x.Received || x.Client == verdict.Complete && n < x.Sent && s.On["close"] == 0 {
		return []string{fmt.Sprintf("%s: %d bytes received, but it saw %d", x.Label, x.Received, n)}
	}
	if s.Error == "ECONNRESET" && s.On["end"] == 0 {
		return want(x, "it saw ECONNRESET", verdict.Reset, verdict.Truncated, verdict.Lost, verdict.Refused, verdict.Cancelled)
	}
	if s.Error == "ECONNREFUSED" && s.On["connect"] == 0 {
		return want(x, "it saw ECONNREFUSED", verdict.Refused)
	}
	return nil
}

// judgeHTTP compares the verdicts on a connection with what net/http makes of
// the bytes that its client's socket emitted.
func (s *seenSocket) judgeHTTP(list []*verdict.Exchange) []string {
	for _, x := range list {
		if x.Server.Belief == verdict.Raw && len(list) > 1 {
			return nil // what is written by hand may overtake a response: they cannot be told apart by order
		}
	}
	var out []string
	r := bufio.NewReader(bytes.NewReader(s.Data))
	for _, x := range list {
		method, _, _ := strings.Cut(x.Label, " ")
		whole, body, begun := readResponse(r, method, s.On["end"] > 0)
		switch {
		case x.Server.Belief == verdict.Raw && !begun || s.Left > 0:
			// Written by hand, perhaps no HTTP at all; or read and not emitted.
		case whole:
			out = append(out, want(x, "all of it came", verdict.Complete, verdict.Cancelled, verdict.Truncated)...)
			if x.Client == verdict.Complete && x.Received != body && x.Server.Belief != verdict.Raw {
				out = append(out, fmt.Sprintf("%s: %d bytes received, but %d came", x.Label, x.Received, body))
			}
			if x.Client == verdict.Truncated && !(x.Sent > x.Received) {
				out = append(out, x.Label+": truncated, but all came")
			}
		case begun:
			out = append(out, want(x, "a part of it came", verdict.Truncated, verdict.Cancelled, verdict.Pending)...)
		default:
			out = append(out, want(x, "none of it came", verdict.Lost, verdict.Reset, verdict.Refused, verdict.Unanswered, verdict.Cancelled, verdict.Pending)...)
		}
	}
	return out
}

// readResponse reads the next response that is no 1xx.
func readResponse(r *bufio.Reader, method string, ended bool) (whole bool, body int64, begun bool) {
	for {
		if _, err := r.Peek(1); err != nil {
			return false, 0, false
		}
		resp, err := http.ReadResponse(r, &http.Request{Method: method})
		if err != nil {
			return false, 0, true
		}
		if resp.StatusCode/100 == 1 && resp.StatusCode != 101 {
			continue
		}
		n, err := io.Copy(io.Discard, resp.Body)
		if err == nil && method != "HEAD" && resp.ContentLength < 0 && len(resp.TransferEncoding) == 0 && !ended {
			err = io.ErrUnexpectedEOF // the body ends with the connection, which has not ended
		}
		return err == nil, n, true
	}
}
