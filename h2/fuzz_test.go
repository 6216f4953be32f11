package h2

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/http2/hpack"
)

// FuzzRecv: whatever a peer sends, to either role, in two pieces, with whatever options: no
// panic, no endless loop, no more output than the limits allow, and the books stay balanced.
func FuzzRecv(f *testing.F) {
	var block bytes.Buffer
	for _, lines := range [][]string{
		{"preface", "SETTINGS", frameLines[6], "PING", frameLines[7], "DATA 3 2"},
		{"preface", "SETTINGS 4=0", frameLines[10], "GOAWAY 0 2", "WINDOW_UPDATE 0 100"},
		{"SETTINGS", "HEADERS 1 :status=103", "HEADERS 1 END_STREAM :status=200", "GOAWAY 1 0"},
		{"SETTINGS", "PUSH_PROMISE 1 2 :method=GET :scheme=http :authority=x :path=/", "HEADERS 2 :status=200", "RST_STREAM 2 8"},
	} {
		enc := hpack.NewEncoder(&block)
		f.Add(parseFrames(f, enc, &block, strings.Join(lines, "\n")), uint16(20), byte(len(lines)))
	}
	f.Fuzz(func(t *testing.T, b []byte, cut uint16, options byte) {
		o := Options{
			NoAutoWindowUpdate: options&1 != 0, ReceiveAltSvc: true, ReceiveOrigin: true,
			Pedantic: options&2 != 0, IgnorePriority: options&4 != 0, WindowOverflowFatal: options&8 != 0,
		}
		if options&16 != 0 {
			o.Scheduler = Urgency
		}
		if options&32 != 0 {
			o.ClosedStreams = 3
		}
		for _, role := range []Role{Client, Server} {
			h := newEager(role, o)
			if role == Client {
				for range 3 {
					_, _ = h.s.SubmitRequest(storyRequest, PrioritySpec{}, options&64 != 0)
				}
			}
			fuzzOne(t, h, b, int(cut))
		}
	})
}

func fuzzOne(t *testing.T, h eager, b []byte, cut int) {
	cut = min(cut, len(b))
	drainAll(t, h)
	if feed(h, b[:cut]) != nil {
		return
	}
	drainAll(t, h)
	if feed(h, b[cut:]) != nil {
		return
	}
	drainAll(t, h)
	s := h.s
	if s.incoming < 0 || s.outgoing < 0 || s.reservedIn < 0 || s.out.acks < 0 {
		t.Fatalf("counts: incoming %d, outgoing %d, reserved %d, acks %d", s.incoming, s.outgoing, s.reservedIn, s.out.acks)
	}
	counted := 0
	s.streams.each(func(st *stream) bool {
		counted++
		return true
	})
	if n := s.incoming + s.outgoing + s.reservedIn; counted < n || counted != s.streams.size {
		t.Fatalf("%d streams, %d counted", counted, n)
	}
}

func drainAll(t *testing.T, h eager) {
	for range 10000 {
		b, err := h.s.Send()
		if err != nil {
			t.Fatalf("send: %v", err)
		}
		if b == nil {
			return
		}
	}
	t.Fatal("output without end")
}
