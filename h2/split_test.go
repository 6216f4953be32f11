package h2

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/http2/hpack"
	"pgregory.net/rapid"
)

// eager is a storyteller that answers at once, from within the callbacks.
type eager struct{ *storyteller }

func (h eager) FrameReceived(f *Frame) {
	h.storyteller.FrameReceived(f)
	if h.s.Role() == Server && f.EndStream() {
		h.bodies[f.StreamID] = &storyBody{left: int(f.StreamID) * 1000, eof: true}
		_ = h.s.SubmitResponse(f.StreamID, storyResponse, true)
	}
}

func newEager(role Role, o Options) eager {
	h := eager{&storyteller{bodies: map[StreamID]*storyBody{}}}
	h.s = NewSession(role, o, h)
	return h
}

// frameLines are things that a client may send, sensible and not; GOAWAY is missing because
// what a drained session does with the rest of its input depends on the cut, as in nghttp2.
var frameLines = []string{
	"SETTINGS", "SETTINGS 4=100 1=0", "SETTINGS 3=1 4=70000", "SETTINGS ack", "PING", "PING ack",
	"HEADERS 1 END_STREAM :method=GET :scheme=http :authority=x :path=/",
	"HEADERS 3 :method=POST :scheme=http :authority=x :path=/ content-length=5",
	"HEADERS 3 END_STREAM trailer=yes", "HEADERS 3 trailer=no",
	"HEADERS 5 more :method=GET :scheme=http :authority=x :path=/\nCONTINUATION 5 more\nCONTINUATION 5",
	"HEADERS 7 :method=POST :scheme=http :authority=x :path=/ x-long=" + strings.Repeat("v", 300),
	"HEADERS 9 END_STREAM :method=GET X=1", "HEADERS 2 :method=GET",
	"DATA 3 2", "DATA 3 3 END_STREAM", "DATA 7 16384", "DATA 7 0", "DATA 7 100 END_STREAM", "DATA 11 1",
	"RST_STREAM 3 8", "RST_STREAM 7 0", "WINDOW_UPDATE 0 1000", "WINDOW_UPDATE 3 0", "WINDOW_UPDATE 7 2147483647",
	"PRIORITY 3 1 20", "PRIORITY 5 5 1", "raw 0000050009000000030301020000", "raw 000000a100000000ff",
	"raw 00000a0128000000150480000001ff8286848700", "CONTINUATION 3",
}

// saneLines do not end the session, whatever their order.
var saneLines = []string{
	"SETTINGS", "SETTINGS 4=100 1=0", "SETTINGS 3=1 4=70000", "PING", "WINDOW_UPDATE 0 1000",
	"HEADERS 1 END_STREAM :method=GET :scheme=http :authority=x :path=/\nHEADERS 3 :method=POST :scheme=http :authority=x :path=/ content-length=5",
	"PRIORITY 5 1 20", "raw 000000a100000000ff", "PING ack",
}

// TestAnyCutSameStory: however the input is cut, the handler is told the same, and the answer is
// the same to the octet.
func TestAnyCutSameStory(t *testing.T) {
	ended := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		o := Options{NoAutoWindowUpdate: rapid.Bool().Draw(rt, "manual"), ReceiveAltSvc: true}
		if rapid.Bool().Draw(rt, "urgency") {
			o.Scheduler, o.IgnorePriority, o.WindowOverflowFatal = Urgency, true, true
		}
		if rapid.Bool().Draw(rt, "remember") {
			o.ClosedStreams, o.Pedantic = 4, true
		}
		var block bytes.Buffer
		enc := hpack.NewEncoder(&block)
		var lines []string
		if !rapid.Bool().Draw(rt, "no preface") {
			lines = append(lines, "preface", "SETTINGS")
		}
		from := frameLines
		if rapid.Bool().Draw(rt, "sane") {
			from = saneLines
		}
		lines = append(lines, rapid.SliceOfN(rapid.SampledFrom(from), 0, 25).Draw(rt, "frames")...)
		input := parseFrames(t, enc, &block, strings.Join(append(lines, "PING"), "\n"))
		if rapid.IntRange(0, 3).Draw(rt, "damage") == 0 {
			input[rapid.IntRange(0, len(input)-1).Draw(rt, "at")] ^= 1 << rapid.IntRange(0, 7).Draw(rt, "bit")
		}
		whole := newEager(Server, o)
		wantErr := feed(whole, input)
		cut := newEager(Server, o)
		var gotErr error
		for rest := input; len(rest) > 0 && gotErr == nil; {
			n := rapid.IntRange(1, min(len(rest), rapid.SampledFrom([]int{1, 3, 20, 1000, 20000}).Draw(rt, "most"))).Draw(rt, "cut")
			gotErr = feed(cut, rest[:n])
			rest = rest[n:]
		}
		whole.flush(t)
		cut.flush(t)
		if wantErr != gotErr {
			rt.Fatalf("whole: %v; cut: %v", wantErr, gotErr)
		}
		if !bytes.Equal(whole.data, cut.data) {
			rt.Fatalf("unfinished data: %d octets, cut: %d", len(whole.data), len(cut.data))
		}
		a, b := whole.told(), cut.told()
		if a != b {
			rt.Fatalf("whole:\n%s\ncut:\n%s", a, b)
		}
		st, _ := whole.s.State()
		ended[st.String()]++
	})
	t.Logf("the sessions ended: %v", ended)
}

func feed(h eager, p []byte) error {
	_, err := h.s.Recv(p)
	return err
}
