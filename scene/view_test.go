package scene_test

import (
	"math"
	"strings"
	"testing"

	"finishline/scene"
	"finishline/sim"
)

// TestPlaybackIsSmooth compares the last frame before each record with the
// first one at it: no token jumps.
func TestPlaybackIsSmooth(t *testing.T) {
	for _, name := range []string{"h2-session-close-in-finish", "01-h1-res-finish-close", "54-rst-unread-data"} {
		s := scene.New(run(t, name, "23.7.0", "loopback"))
		var before, after scene.Scene
		for c := sim.RecordID(1); int(c) < s.Trace().Len(); c++ {
			s.Build(scene.View{W: 1280, Cursor: c, Fraction: 0.9999}, &before)
			s.Build(scene.View{W: 1280, Cursor: c + 1}, &after)
			if bannered(&before) != bannered(&after) {
				continue // everything moves down to make room for the loss
			}
			for i := range before.Shapes {
				if h := &before.Shapes[i]; token(h) && h.Alpha > 0.9 && h.Y < before.Plot.Y-30 && !lands(h, &after) {
					t.Fatalf("%s: between records %d and %d the token at %.0f,%.0f jumps", name, c, c+1, h.X, h.Y)
				}
			}
		}
	}
}

func token(h *scene.Shape) bool {
	role := h.Role
	if role == scene.RoleNone { // kept only until the layer below is done
		role = h.Stroke
	}
	return h.Kind == scene.Box && h.Hit && role >= scene.RoleTokenData && role <= scene.RoleTokenRst
}

func bannered(sc *scene.Scene) bool {
	for i := range sc.Shapes {
		if sc.Shapes[i].Role == scene.RoleLossPanel {
			return true
		}
	}
	return false
}

func lands(h *scene.Shape, sc *scene.Scene) bool {
	for i := range sc.Shapes {
		if o := &sc.Shapes[i]; token(o) && math.Hypot(float64(o.X-h.X), float64(o.Y-h.Y)) < 2 {
			return true
		}
	}
	return false
}

// TestReducedMotionJumps: nothing is between two stations.
func TestReducedMotionJumps(t *testing.T) {
	s := scene.New(run(t, "h2-session-close-in-finish", "23.7.0", "loopback"))
	var still, moved scene.Scene
	for c := sim.RecordID(1); int(c) < s.Trace().Len(); c++ {
		s.Build(scene.View{W: 1280, Cursor: c}, &still)
		s.Build(scene.View{W: 1280, Cursor: c, Fraction: 0.5, ReducedMotion: true}, &moved)
		if picture(&still, 1e6) != picture(&moved, 1e6) {
			t.Fatalf("record %d: with reduced motion something moved", c)
		}
	}
}

// TestScrubbingFindsTheRecord: what TimelineAt gives at the cursor's place is the cursor's record, or one in the same place.
func TestScrubbingFindsTheRecord(t *testing.T) {
	s := scene.New(run(t, "01-h1-res-finish-close", "24", "loopback"))
	var sc scene.Scene
	for _, zoom := range [][2]float32{{0, 0}, {0.3, 0.5}} {
		last := sim.RecordID(0)
		s.Build(scene.View{W: 1280, Cursor: 1, ZoomFrom: zoom[0], ZoomTo: zoom[1]}, &sc)
		for x := sc.Plot.X; x <= sc.Plot.X+sc.Plot.W; x++ {
			id := sc.TimelineAt(x)
			if id < last || id == 0 || int(id) > s.Trace().Len() {
				t.Fatalf("zoom %v: record %d at %g comes after record %d", zoom, id, x, last)
			}
			last = id
		}
		if zoom[1] == 0 && int(last) != s.Trace().Len() {
			t.Errorf("the end of the timeline is record %d of %d", last, s.Trace().Len())
		}
	}
}

// TestStepping walks through a run event by event, and back again.
func TestStepping(t *testing.T) {
	s := scene.New(run(t, "01-h1-res-finish-close", "24", "loopback"))
	end := sim.RecordID(s.Trace().Len())
	var forth []sim.RecordID
	for id := s.NextEvent(0); ; id = s.NextEvent(id) {
		forth = append(forth, id)
		if id == end {
			break
		}
		if len(forth) > int(end) {
			t.Fatal("stepping forward never ends")
		}
	}
	for i := len(forth) - 1; i > 0; i-- {
		if id := s.PrevEvent(forth[i]); id != forth[i-1] {
			t.Fatalf("forward from %d is %d, but back from there is %d", forth[i-1], forth[i], id)
		}
	}
	it := s.Iteration(1, 1)
	if r := s.Trace().At(it); r.Kind != sim.KindIteration || r.A != 1 {
		t.Errorf("the first iteration is record %d, a %v", it, r.Kind)
	}
	if back := s.Iteration(s.Iteration(it, 1), -1); back != it {
		t.Errorf("an iteration forth and back leads from %d to %d", it, back)
	}
	if r := s.Trace().At(s.Tick(it, 1)); r.Kind != sim.KindEnter {
		t.Errorf("the next tick is a %v", r.Kind)
	}
}

// TestPointing finds under each token the record that made it, and what there is to say about it.
func TestPointing(t *testing.T) {
	s := scene.New(run(t, "h2-session-close-in-finish", "23.7.0", "loopback"))
	cursor, err := s.Find("finish")
	if err != nil {
		t.Fatal(err)
	}
	var sc scene.Scene
	s.Build(scene.View{W: 1280, Cursor: cursor}, &sc)
	for i := range sc.Shapes {
		if h := &sc.Shapes[i]; h.Kind == scene.Text && h.Text == "HEADERS 1 END" {
			id, ok := sc.At(h.X, h.Y-4)
			if !ok {
				t.Fatal("nothing answers where HEADERS is drawn")
			}
			lines := strings.Join(s.Describe(id), "\n")
			for _, want := range []string{"HEADERS 1", "from line 19", "queued", "serialized", "lost"} {
				if !strings.Contains(lines, want) {
					t.Errorf("the tooltip does not say %q:\n%s", want, lines)
				}
			}
			return
		}
	}
	t.Error("no HEADERS in the session at 'finish'")
}

// TestMoments finds what people name.
func TestMoments(t *testing.T) {
	s := scene.New(run(t, "h2-session-close-in-finish", "23.7.0", "loopback"))
	kinds := map[string]sim.Kind{"finish": sim.KindEmit, "close": sim.KindCall, "loss": sim.KindGate, ":19": sim.KindCall, "end": sim.KindExit}
	for _, moment := range []string{"finish", "close", "loss", ":19", "end", "0.43ms", "17"} {
		id, err := s.Find(moment)
		if err != nil {
			t.Fatal(err)
		}
		if k, ok := kinds[moment]; ok && s.Trace().At(id).Kind != k {
			t.Errorf("%s is record %d, a %v", moment, id, s.Trace().At(id).Kind)
		}
	}
	for _, moment := range []string{"nonsense", ":999", "99999999", ":x"} {
		if _, err := s.Find(moment); err == nil {
			t.Errorf("%q was found", moment)
		}
	}
}

// TestEmptyTrace: nothing to show is no reason to fall.
func TestEmptyTrace(t *testing.T) {
	s := scene.New(sim.NewTrace(0))
	var sc scene.Scene
	for _, w := range widths {
		s.Build(scene.View{W: w, H: 500, Cursor: 7, Fraction: 0.5}, &sc)
		checkTexts(t, &sc, "empty", w, 0)
	}
	if id := sc.TimelineAt(300); id != 0 {
		t.Errorf("record %d is on the timeline of nothing", id)
	}
	s.NextEvent(0)
	s.Tick(0, -1)
	if lines := s.Describe(1); lines != nil {
		t.Errorf("a tooltip about nothing: %q", lines)
	}
}

// TestTwoProcesses gives the client's half of a run to a process of its own.
func TestTwoProcesses(t *testing.T) {
	s := scene.New(split(run(t, "h2-session-close-in-finish", "23.7.0", "loopback")))
	var sc scene.Scene
	for _, w := range widths {
		for c := sim.RecordID(0); int(c) <= s.Trace().Len(); c += 40 {
			s.Build(scene.View{W: w, H: 720, Cursor: c}, &sc)
			checkTexts(t, &sc, "two processes", w, c)
		}
	}
	text := picture(&sc, 1e6)
	for _, want := range []string{"event loop of process 1", "event loop of process 2", "server loop", "client loop"} {
		if !strings.Contains(text, want) {
			t.Errorf("the picture of two processes does not say %q", want)
		}
	}
}

// split moves the callbacks of the client's handle to process 2.
func split(t *sim.Trace) *sim.Trace {
	return again(t, t.Len(), func(o sim.Object, id sim.ObjID) sim.ProcID {
		if name := t.String(o.Name); name == "client" || name == "tcp#2" || id == 8 {
			return 2
		}
		return o.Proc
	})
}

// again copies the first n records of a trace, with other processes for its objects.
func again(t *sim.Trace, n int, proc func(sim.Object, sim.ObjID) sim.ProcID) *sim.Trace {
	out := sim.NewTrace(0)
	w := sim.NewWorld(nil, out)
	for id := sim.ObjID(1); int(id) <= t.Objects(); id++ {
		o := t.Object(id)
		w.SetProc(proc(o, id))
		w.NewObject(t.String(o.Kind), t.String(o.Name), o.Parent)
	}
	for id := sim.RecordID(1); int(id) <= n; id++ {
		r := *t.At(id)
		w.AdvanceTo(r.At)
		w.SetProc(r.Proc)
		if r.Obj != 0 && out.Object(r.Obj).Proc == 2 {
			w.SetProc(2)
		}
		r.Name, r.Text, r.Pos = out.Sym(t.String(r.Name)), out.Sym(t.String(r.Text)), out.Sym(t.String(r.Pos))
		w.Emit(r)
	}
	return out
}

// TestCutTrace: a trace may end anywhere, because its limit was reached or the run was stopped.
func TestCutTrace(t *testing.T) {
	whole := run(t, "54-rst-unread-data", "24", "loopback")
	var sc scene.Scene
	for n := 0; n < whole.Len(); n += 17 {
		s := scene.New(again(whole, n, func(o sim.Object, _ sim.ObjID) sim.ProcID { return o.Proc }))
		s.Build(scene.View{W: 960, H: 720, Cursor: sim.RecordID(n), Fraction: 0.5}, &sc)
		for _, id := range []sim.RecordID{1, sim.RecordID(n / 2), sim.RecordID(n)} {
			s.Describe(id)
		}
	}
}

// TestSelection: what stands for the selected record is outlined, wherever it is.
func TestSelection(t *testing.T) {
	s := scene.New(run(t, "h2-session-close-in-finish", "23.7.0", "loopback"))
	id, err := s.Find("finish")
	if err != nil {
		t.Fatal(err)
	}
	var sc scene.Scene
	s.Build(scene.View{W: 1280, Cursor: id + 5, Selected: id}, &sc)
	found := map[scene.Kind]bool{}
	for i := range sc.Shapes {
		if h := &sc.Shapes[i]; h.Record == id && (h.Stroke == scene.RoleSelected || h.Role == scene.RoleSelected) {
			found[h.Kind] = true
		}
	}
	if !found[scene.Dot] || !found[scene.Flag] {
		t.Errorf("'finish' is outlined in the race: %v, on the timeline: %v", found[scene.Dot], found[scene.Flag])
	}
}
