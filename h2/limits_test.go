package h2

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/http2/hpack"
)

// TestBucketRefills: tokens come back by the second, never above the burst, and a clock that
// goes back counts as one second.
func TestBucketRefills(t *testing.T) {
	b := newBucket(3, 2)
	spend := func(now uint64, want bool) {
		t.Helper()
		if got := b.spend(now); got != want {
			t.Errorf("at %d: %v, want %v", now, got, want)
		}
	}
	for range 3 {
		spend(0, true)
	}
	spend(0, false)
	spend(1, true)
	spend(1, true)
	spend(1, false)
	for range 3 {
		spend(1000, true)
	}
	spend(1000, false)
	spend(5, true)
	spend(5, true)
	spend(5, false)
}

// TestPauseStopsBehindTheChunk: Recv gives the rest back, also when the rest is nothing, and goes
// on where it stopped.
func TestPauseStopsBehindTheChunk(t *testing.T) {
	h := newStoryteller(Server, Options{})
	head := wireRequest(t, "preface\nSETTINGS\nHEADERS 1 :method=POST :scheme=http :authority=x :path=/")
	if n, err := h.s.Recv(head); n != len(head) || err != nil {
		t.Fatalf("read %d, %v", n, err)
	}
	h.onData = Pause
	in := wireRequest(t, "DATA 1 5\nDATA 1 7 END_STREAM")
	n, err := h.s.Recv(in)
	if n != 9+5 || err != nil || len(h.data) != 5 {
		t.Fatalf("first: read %d of %d, %d octets, %v", n, len(in), len(h.data), err)
	}
	m, err := h.s.Recv(in[n:])
	if n+m != len(in) || err != nil {
		t.Fatalf("second: read %d of %d, %v", m, len(in)-n, err)
	}
	if i, _ := h.s.Stream(1); i.State != StateOpen {
		t.Fatalf("END_STREAM was processed before the pause ended: %v", i.State)
	}
	if k, err := h.s.Recv(nil); k != 0 || err != nil {
		t.Fatalf("third: read %d, %v", k, err)
	}
	if i, _ := h.s.Stream(1); i.State != StateHalfClosedRemote {
		t.Errorf("stream is %v", i.State)
	}
}

// TestAbortIsFatal: Recv fails for good, and the session is closed without GOAWAY.
func TestAbortIsFatal(t *testing.T) {
	h := newStoryteller(Server, Options{})
	h.onData = Abort
	in := wireRequest(t, "preface\nSETTINGS\nHEADERS 1 :method=POST :scheme=http :authority=x :path=/\nDATA 1 5\nPING")
	_, err := h.s.Recv(in)
	if err != ErrCallbackFailure || !ErrCallbackFailure.Fatal() {
		t.Errorf("error %v", err)
	}
	if st, why := h.s.State(); st != StateSessionClosed || why.Event != EventFatal {
		t.Errorf("session %v, %v", st, why)
	}
	if _, err := h.s.Recv([]byte{0}); err != ErrCallbackFailure {
		t.Errorf("afterwards: %v", err)
	}
}

// TestHeaderBlockLimit: a block is refused by its estimate, and the request closes as refused.
func TestHeaderBlockLimit(t *testing.T) {
	h := newStoryteller(Client, Options{MaxSendHeaderBlock: 100})
	_, _ = h.s.SubmitRequest(storyRequest, PrioritySpec{}, false)
	h.flush(t)
	want := "-> preface\n  not sent HEADERS(1): NGHTTP2_ERR_FRAME_SIZE_ERROR -522\n" +
		"  stream 1: idle => closed, not sent REFUSED_STREAM\n  stream 1 closed: REFUSED_STREAM\n"
	if got := h.told(); got != want {
		t.Errorf("got %s", got)
	}
}

// TestLongBlock: a block beyond one frame is cut into CONTINUATION, and the other end reads it.
func TestLongBlock(t *testing.T) {
	c, s := newStoryteller(Client, Options{}), newStoryteller(Server, Options{})
	_ = c.s.SubmitSettings(nil)
	fields := append(storyRequest[:len(storyRequest):len(storyRequest)],
		hpack.HeaderField{Name: "long", Value: strings.Repeat("~", 40000)}) // no shorter by Huffman
	_, _ = c.s.SubmitRequest(fields, PrioritySpec{}, false)
	if n, err := s.s.Recv(c.flush(t)); err != nil {
		t.Fatalf("read %d, %v", n, err)
	}
	if i, ok := s.s.Stream(1); !ok || i.State != StateHalfClosedRemote {
		t.Errorf("stream %v", i.State)
	}
}

// wireRequest turns frames written as text into octets.
func wireRequest(t *testing.T, text string) []byte {
	var block bytes.Buffer
	return parseFrames(t, hpack.NewEncoder(&block), &block, text)
}

// TestStalledBodies: a peer that asks much and opens no window costs only so many waiting
// bodies, whichever of the two windows is shut; the others go on when theirs opens.
func TestStalledBodies(t *testing.T) {
	for name, shut := range map[string]func(c *peer){
		"stream's window": func(c *peer) { _ = c.s.SubmitSettings([]Setting{{SettingInitialWindowSize, 0}}) },
		"connection's window": func(c *peer) {
			_ = c.s.SubmitSettings([]Setting{{SettingInitialWindowSize, 1 << 20}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, s := newPeer(Client, Options{NoAutoWindowUpdate: true}), newPeer(Server, Options{MaxStalledBodies: 3})
			c.keep = true
			s.answer = func(StreamID) int { return 100_000 }
			shut(c)
			_ = s.s.SubmitSettings(nil)
			for range 6 {
				_, _ = c.s.SubmitRequest(storyRequest, PrioritySpec{}, false)
				settleWhole(t, c, s)
			}
			var reset int
			for _, code := range c.closed {
				if code != EnhanceYourCalm {
					t.Errorf("closed with %v", code)
				}
				reset++
			}
			if reset != 3 {
				t.Fatalf("%d of 6 streams were reset, want 3", reset)
			}
			if s.s.bodies != 3 {
				t.Fatalf("%d bodies wait, want 3", s.s.bodies)
			}
			_ = c.s.SubmitWindowUpdate(0, 1<<20)
			for id := StreamID(1); id <= 5; id += 2 {
				_ = c.s.SubmitWindowUpdate(id, 1<<20)
			}
			settleWhole(t, c, s)
			if s.s.bodies != 0 || s.s.stalled != 0 || len(c.closed) != 6 {
				t.Errorf("%d bodies, %d stalled, %d streams closed", s.s.bodies, s.s.stalled, len(c.closed))
			}
		})
	}
}

// settleWhole moves octets both ways until nothing moves any more.
func settleWhole(t *testing.T, a, b *peer) {
	t.Helper()
	for moved := true; moved; a, b = b, a {
		a.pump(t)
		moved = len(a.out) > 0 || len(b.out) > 0
		if _, err := b.s.Recv(a.out); err != nil {
			t.Fatalf("recv: %v", err)
		}
		a.out = a.out[:0]
		b.pump(t)
	}
}
