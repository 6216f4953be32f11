package scene

import (
	"io"
	"os"
	"testing"

	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/script"
	"finishline/sim"
)

// TestStationsHoldWhatTheTraceSays counts bytes in two ways: the picture by
// their offsets in TCP's stream, the trace by the levels of its buffers.
func TestStationsHoldWhatTheTraceSays(t *testing.T) {
	v, err := versions.Find("24")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, sc := range scenarios.All() {
		r := scenarios.Setup{Version: v, Seed: 1, Trace: true}.Simulate(script.Program{Path: "/scenarios/" + sc.Name + ".js",
			Source: sc.Script, FS: os.DirFS("/"), Cwd: "/scenarios", Stdout: io.Discard, Stderr: io.Discard})
		s := New(r.Trace)
		for id := sim.RecordID(1); int(id) <= s.t.Len(); id++ {
			rec := s.t.At(id)
			p := s.places[rec.Obj]
			if p.conn < 0 {
				continue
			}
			b, ok := s.bufferOf(&s.conns[p.conn].ends[p.end], rec)
			if !ok || rec.Kind != sim.KindSocketBuffer && rec.Kind != sim.KindLevel {
				continue
			}
			checked += s.agree(t, sc.Name, id, rec, p, b)
		}
	}
	if checked < 1000 {
		t.Errorf("only %d levels were compared", checked)
	}
}

// agree compares what the picture has in a kernel buffer, or in libuv's queue, with the record of its level.
func (s *Story) agree(t *testing.T, name string, id sim.RecordID, rec *sim.Record, p place, b buffer) int {
	t.Helper()
	var scene Scene
	scene.story, scene.cur = s, id
	c := s.conns[p.conn]
	var l load
	switch b {
	case bufReceive:
		scene.fill(&l, c, 1-int(p.end), id)
		if l.bytes[stReceive] != rec.A {
			t.Errorf("%s, record %d: %d bytes are drawn in the receive buffer, which holds %d", name, id, l.bytes[stReceive], rec.A)
		}
	case bufSend:
		scene.fill(&l, c, int(p.end), id)
		next := c.ends[p.end].buffers[bufSend].track.after(id)
		if next != 0 && s.t.At(next).At == rec.At && s.t.At(next).A > rec.A {
			return 0 // an acknowledgement in the middle of a write, whose record comes before it
		}
		if l.bytes[stSend] > rec.A {
			t.Errorf("%s, record %d: %d bytes are drawn in the send buffer, which holds %d", name, id, l.bytes[stSend], rec.A)
		}
	case bufUV:
		scene.fill(&l, c, int(p.end), id)
		if l.bytes[stUV] != rec.A {
			t.Errorf("%s, record %d: %d bytes are drawn in libuv's queue, which holds %d", name, id, l.bytes[stUV], rec.A)
		}
	default:
		return 0
	}
	return 1
}
