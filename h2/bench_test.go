package h2

import (
	"testing"

	"golang.org/x/net/http2/hpack"
)

// quiet is the least a client and a server need; it neither logs nor allocates.
type quiet struct {
	NopHandler
	s      *Session
	server bool
	left   int
	out    []byte
}

var quietBody = make([]byte, 100)

func (q *quiet) FrameReceived(f *Frame) {
	if q.server && f.EndStream() {
		q.left = len(quietBody)
		_ = q.s.SubmitResponse(f.StreamID, quietResponse, true)
	}
}

func (q *quiet) ReadData(_ StreamID, room int) (int, DataFlags) {
	n := min(room, q.left)
	q.left -= n
	return n, DataEOF | DataNoCopy
}

func (q *quiet) SendData(f *Frame, header []byte) {
	q.out = append(append(q.out, header...), quietBody[:f.Length]...)
}

var quietResponse = []hpack.HeaderField{
	{Name: ":status", Value: "200"}, {Name: "content-type", Value: "text/plain"},
	{Name: "date", Value: "Tue, 01 Jan 2030 00:00:00 GMT"},
}

func BenchmarkNewSession(b *testing.B) {
	h := &quiet{}
	b.ReportAllocs()
	for b.Loop() {
		NewSession(Server, Options{NoAutoWindowUpdate: true}, h)
	}
}

// BenchmarkSeedRun is what one seed of the simulator costs in this package: both ends, SETTINGS,
// a request, its answer with a body, GOAWAY.
func BenchmarkSeedRun(b *testing.B) {
	b.ReportAllocs()
	var wire [2][]byte
	for b.Loop() {
		c, s := &quiet{}, &quiet{server: true}
		c.s = NewSession(Client, Options{NoAutoWindowUpdate: true}, c)
		s.s = NewSession(Server, Options{NoAutoWindowUpdate: true}, s)
		_ = c.s.SubmitSettings(nil)
		_ = s.s.SubmitSettings(nil)
		_, _ = c.s.SubmitRequest(storyRequest, PrioritySpec{}, false)
		for turn := range 6 {
			from, to := c, s
			if turn&1 == 1 {
				from, to = s, c
			}
			if turn == 4 {
				_ = c.s.SubmitGoAway(0, NoError, nil)
			}
			from.out = wire[turn&1][:0]
			for {
				p, _ := from.s.Send()
				if p == nil {
					break
				}
				from.out = append(from.out, p...)
			}
			wire[turn&1] = from.out
			if _, err := to.s.Recv(from.out); err != nil {
				b.Fatal(err)
			}
		}
		if st, _ := s.s.State(); st != StateDrained {
			b.Fatal("the session did not drain")
		}
	}
}
