package scene

import (
	"io"
	"os"
	"testing"

	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/scenarios/sweep"
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
	for _, sc := range sweep.Of(scenarios.All()) {
		s := storyOf(sc, v)
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

func storyOf(sc scenarios.Scenario, v versions.Release) *Story {
	return New(scenarios.Setup{Version: v, Seed: 1, Trace: true}.Simulate(script.Program{Path: "/scenarios/" + sc.Name + ".js",
		Source: sc.Script, FS: os.DirFS("/"), Cwd: "/scenarios", Stdout: io.Discard, Stderr: io.Discard}).Trace)
}

// TestNothingOutlivesItsSocket: once a handle is closed, or the process has
// ended, nothing waits above the kernel.
func TestNothingOutlivesItsSocket(t *testing.T) {
	for _, name := range []string{"18.20.8", "23.7.0"} {
		v, err := versions.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, sc := range sweep.Of(scenarios.All()) {
			storyOf(sc, v).leftovers(t, sc.Name+" on "+name)
		}
	}
}

func (s *Story) leftovers(t *testing.T, name string) {
	t.Helper()
	end := sim.RecordID(s.t.Len())
	var scene Scene
	scene.story, scene.cur = s, end
	for i, c := range s.conns {
		for from := range c.ends {
			if !scene.closed(&c.ends[from], end) {
				continue
			}
			var l load
			scene.fill(&l, c, from, end)
			for _, k := range l.tokens {
				if k.at <= stUV && !k.ghost {
					t.Errorf("%s: connection %d, end %d still has %q in station %d", name, i+1, from, k.long, k.at)
				}
			}
		}
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
		if s.midWrite(id, rec, &c.ends[p.end].buffers[bufSend]) {
			return 0
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

// midWrite reports whether an acknowledgement arrived while a write was still
// copying: the record of the write, which comes before, already counts all of it.
func (s *Story) midWrite(id sim.RecordID, rec *sim.Record, l *levels) bool {
	for next := l.track.after(id); next != 0 && s.t.At(next).At == rec.At; next = l.track.after(next) {
		if cause := s.t.At(next).Cause; cause < id && s.t.At(cause).Kind == sim.KindSyscall {
			return true
		}
	}
	return false
}
