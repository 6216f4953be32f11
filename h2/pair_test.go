package h2

import (
	"testing"

	"golang.org/x/net/http2/hpack"
	"pgregory.net/rapid"
)

// peer is one end of a pair: it sends bodies of known sizes and counts what it gets.
type peer struct {
	NopHandler
	s       *Session
	left    map[StreamID]int
	got     map[StreamID]int
	closed  map[StreamID]ErrCode
	answer  func(id StreamID) int
	noCopy  bool
	keep    bool // opens no window
	out     []byte
	trailer bool
}

func newPeer(role Role, o Options) *peer {
	p := &peer{left: map[StreamID]int{}, got: map[StreamID]int{}, closed: map[StreamID]ErrCode{}}
	p.s = NewSession(role, o, p)
	return p
}

func (p *peer) ReadData(id StreamID, room int) (int, DataFlags) {
	n := min(room, p.left[id])
	p.left[id] -= n
	var flags DataFlags
	if p.noCopy && n > 0 {
		flags = DataNoCopy
	}
	if p.left[id] == 0 {
		flags |= DataEOF
		if p.trailer {
			flags |= DataNoEndStream
			_ = p.s.SubmitTrailers(id, []hpack.HeaderField{{Name: "end", Value: "1"}})
		}
	}
	return n, flags
}

func (p *peer) SendData(f *Frame, header []byte) {
	p.out = append(p.out, header...)
	p.out = append(p.out, make([]byte, f.Length-f.PadLen+max(0, f.PadLen-1))...)
}

func (p *peer) SelectPadding(f *Frame, max int) int { return min(max, f.Length+f.Length%5) }

func (p *peer) DataChunk(id StreamID, b []byte, _ Flags) Verdict {
	p.got[id] += len(b)
	if p.s.opts.NoAutoWindowUpdate && !p.keep {
		_ = p.s.Consume(id, len(b))
	}
	return Continue
}

func (p *peer) FrameReceived(f *Frame) {
	if f.EndStream() && p.answer != nil {
		n := p.answer(f.StreamID)
		p.left[f.StreamID] = n
		_ = p.s.SubmitResponse(f.StreamID, storyResponse, n > 0)
	}
}

func (p *peer) StreamClosed(id StreamID, code ErrCode) { p.closed[id] = code }

func (p *peer) pump(t interface{ Fatalf(string, ...any) }) {
	for {
		b, err := p.s.Send()
		if err != nil {
			t.Fatalf("send: %v", err)
		}
		if b == nil {
			return
		}
		p.out = append(p.out, b...)
	}
}

// exchange moves octets both ways, in pieces, until nothing moves any more.
func exchange(t *rapid.T, a, b *peer) {
	for quiet := 0; quiet < 2; {
		a.pump(t)
		n := pass(t, a, b)
		b.pump(t)
		if n+pass(t, b, a) == 0 {
			quiet++
		} else {
			quiet = 0
		}
	}
}

func pass(t *rapid.T, from, to *peer) int {
	if len(from.out) == 0 {
		return 0
	}
	n := len(from.out)
	if n > 10 && rapid.Bool().Draw(t, "in pieces") {
		n = rapid.IntRange(1, n).Draw(t, "piece")
	}
	if _, err := to.s.Recv(from.out[:n]); err != nil {
		t.Fatalf("recv: %v", err)
	}
	from.out = from.out[n:]
	return n
}

// TestPair lets a client and a server session talk: whatever the options, every request gets its
// whole answer, both ends agree on every stream, and nothing is left over.
func TestPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		anyOptions := func(name string) Options {
			o := Options{
				NoAutoWindowUpdate: rapid.Bool().Draw(t, name+" manual"),
				Scheduler:          rapid.SampledFrom([]DataScheduler{Weighted, Urgency}).Draw(t, name+" scheduler"),
				StreamTable:        rapid.SampledFrom([]TableHash{TableHash157, TableHash168, TableHash169}).Draw(t, name+" table"),
			}
			o.IgnorePriority = o.Scheduler == Urgency
			return o
		}
		c, s := newPeer(Client, anyOptions("client")), newPeer(Server, anyOptions("server"))
		c.noCopy, s.noCopy = rapid.Bool().Draw(t, "client no copy"), rapid.Bool().Draw(t, "server no copy")
		s.trailer = rapid.Bool().Draw(t, "trailers")
		sizes := rapid.SliceOfN(rapid.OneOf(rapid.IntRange(0, 20), rapid.IntRange(0, 100000)), 1, 6).Draw(t, "answers")
		s.answer = func(id StreamID) int { return sizes[int(id)/2%len(sizes)] }
		_ = c.s.SubmitSettings([]Setting{{SettingInitialWindowSize, uint32(rapid.IntRange(1, 100000).Draw(t, "window"))},
			{SettingMaxFrameSize, uint32(rapid.IntRange(16384, 50000).Draw(t, "frame"))}})
		_ = s.s.SubmitSettings([]Setting{{SettingMaxConcurrentStreams, uint32(rapid.IntRange(1, 5).Draw(t, "concurrent"))},
			{SettingHeaderTableSize, uint32(rapid.IntRange(0, 5000).Draw(t, "table"))}})
		exchange(t, c, s) // otherwise requests that the server does not want are refused
		sent := map[StreamID]int{}
		for i := range rapid.IntRange(1, 10).Draw(t, "requests") {
			n := rapid.SampledFrom([]int{0, 1, 100, 70000}).Draw(t, "body")
			pri := PrioritySpec{Weight: rapid.IntRange(1, 256).Draw(t, "weight")}
			if i > 0 && rapid.Bool().Draw(t, "depend") {
				pri.Dependency = StreamID(2*rapid.IntRange(0, 8).Draw(t, "on") + 1)
				pri.Exclusive = rapid.Bool().Draw(t, "exclusive")
			}
			if pri.Dependency == c.s.NextStreamID() {
				pri.Dependency = 0
			}
			id, err := c.s.SubmitRequest(storyRequest, pri, n > 0)
			if err != nil {
				t.Fatalf("request: %v", err)
			}
			c.left[id], sent[id] = n, n
			if rapid.Bool().Draw(t, "reprioritise") && id > 1 {
				_ = c.s.SubmitPriority(id, PrioritySpec{Dependency: StreamID(2*rapid.IntRange(0, int(id)/2-1).Draw(t, "new") + 1),
					Weight: rapid.IntRange(1, 256).Draw(t, "new weight"), Exclusive: rapid.Bool().Draw(t, "new exclusive")})
			}
			if rapid.Bool().Draw(t, "let it run") {
				exchange(t, c, s)
			}
		}
		exchange(t, c, s)
		for id, n := range sent {
			if c.closed[id] != NoError || s.closed[id] != NoError || len(c.closed) != len(sent) || len(s.closed) != len(sent) {
				t.Fatalf("stream %d: client closed %v, server closed %v, %d sent", id, c.closed, s.closed, len(sent))
			}
			if s.got[id] != n || c.got[id] != s.answer(id) {
				t.Fatalf("stream %d: request %d of %d octets, answer %d of %d", id, s.got[id], n, c.got[id], s.answer(id))
			}
		}
		_ = s.s.SubmitGoAway(s.s.LastProcStreamID(), NoError, nil)
		exchange(t, c, s)
		for _, p := range []*peer{c, s} {
			if st, _ := p.s.State(); st != StateDrained || p.s.ActiveStreams() != 0 || p.s.WantWrite() {
				t.Fatalf("end: %v, %d streams, queue %d", st, p.s.ActiveStreams(), p.s.OutboundQueueSize())
			}
		}
		if c.s.DeflateTableSize() != s.s.InflateTableSize() || s.s.DeflateTableSize() != c.s.InflateTableSize() {
			t.Fatalf("HPACK tables differ")
		}
	})
}

// TestWindowsAgree: after any traffic, what one end may send is what the other lets it send.
func TestWindowsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, s := newPeer(Client, Options{}), newPeer(Server, Options{})
		s.answer = func(StreamID) int { return 300000 }
		_, _ = s.s.SubmitSettings(nil), c.s.SubmitSettings(nil)
		id, _ := c.s.SubmitRequest(storyRequest, PrioritySpec{}, false)
		for range rapid.IntRange(1, 8).Draw(t, "turns") {
			switch rapid.IntRange(0, 2).Draw(t, "what") {
			case 0:
				_ = c.s.SetLocalWindowSize(0, int32(rapid.IntRange(0, 400000).Draw(t, "connection")))
			case 1:
				_ = c.s.SetLocalWindowSize(id, int32(rapid.IntRange(0, 400000).Draw(t, "stream")))
			case 2:
				_ = c.s.SubmitSettings([]Setting{{SettingInitialWindowSize, uint32(rapid.IntRange(0, 100000).Draw(t, "initial"))}})
			}
			exchange(t, c, s)
			if s.s.RemoteWindowSize() != c.s.LocalWindowSize() {
				t.Fatalf("connection: may send %d, may receive %d", s.s.RemoteWindowSize(), c.s.LocalWindowSize())
			}
			a, ok := s.s.Stream(id)
			b, ok2 := c.s.Stream(id)
			if ok && ok2 && a.RemoteWindow != b.LocalWindow {
				t.Fatalf("stream: may send %d, may receive %d", a.RemoteWindow, b.LocalWindow)
			}
		}
	})
}
