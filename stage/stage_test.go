package stage

import (
	"math"
	"testing"
	"time"

	"finishline/scene"
	"finishline/sim"
	"finishline/stage/paint"
)

// trace has n lines that a process prints, and an hour of waiting after the given one.
func trace(n, wait int) *sim.Trace {
	t := sim.NewTrace(0)
	w := sim.NewWorld(&sim.Scripted{}, t)
	w.SetProc(1)
	o := w.NewObject("process", "node", 0)
	for i := range n {
		w.Emit(sim.Record{Kind: sim.KindConsole, Obj: o, A: 1, Text: t.Sym("line")})
		if i == wait {
			w.Spend(time.Hour)
		}
	}
	return t
}

type heard struct {
	cursor, selected, hover []sim.RecordID
	play                    []bool
}

func loaded(t *testing.T, tr *sim.Trace) (*Stage, *heard) {
	t.Helper()
	s, h := New(), &heard{}
	s.On = Callbacks{
		Cursor: func(id sim.RecordID) { h.cursor = append(h.cursor, id) },
		Select: func(id sim.RecordID) { h.selected = append(h.selected, id) },
		Hover:  func(id sim.RecordID) { h.hover = append(h.hover, id) },
		Play:   func(on bool) { h.play = append(h.play, on) },
	}
	s.Resize(1200, 800)
	s.Load(tr)
	draw(s)
	return s, h
}

func draw(s *Stage) {
	p := paint.New()
	p.Begin(1, scene.Palette(scene.Dark))
	s.Paint(p)
}

func TestNothingToDoWhileNothingChanges(t *testing.T) {
	s, _ := loaded(t, trace(50, -1))
	for name, same := range map[string]func(){
		"seek":   func() { s.Seek(s.View().Cursor, 0) },
		"select": func() { s.Select(0) },
		"hover":  func() { s.Point(0) },
		"theme":  func() { s.SetTheme(scene.Dark) },
		"resize": func() { s.Resize(1200, 800) },
		"zoom":   func() { s.Zoom(0, 1) },
		"frame":  func() { s.Frame(0.016) },
		"move":   func() { s.Move(3, 3); s.Move(4, 3) },
		"leave":  s.Leave,
	} {
		if same(); s.Dirty() {
			t.Errorf("%s to what is there already asks for a picture", name)
			draw(s)
		}
	}
	s.Seek(20, 0)
	if !s.Dirty() {
		t.Error("seeking asks for no picture")
	}
}

func TestPlayback(t *testing.T) {
	s, h := loaded(t, trace(40, -1))
	s.SetSpeed(1. / 1000)
	s.Play(true)
	s.Frame(0.06) // half of the 120 ms that the shortest move takes at this speed
	if v := s.View(); v.Cursor != 1 || v.Fraction < 0.4 || v.Fraction > 0.6 {
		t.Errorf("after half a move the cursor is at %d + %.2f", v.Cursor, v.Fraction)
	}
	s.Frame(0.07)
	if v := s.View(); v.Cursor != s.Story().NextEvent(1) {
		t.Errorf("after a move the cursor is at %d", v.Cursor)
	}
	for range 200 {
		s.Frame(0.25)
	}
	if s.Playing() || len(h.play) != 1 || h.play[0] {
		t.Errorf("at the end it plays: %v; heard %v", s.Playing(), h.play)
	}
	if len(h.cursor) < 10 || h.cursor[len(h.cursor)-1] != s.View().Cursor {
		t.Errorf("heard of cursors %v", h.cursor)
	}
	s.Play(true)
	if s.View().Cursor != 1 {
		t.Error("playing from the end does not begin anew")
	}
}

func TestALongWaitIsShort(t *testing.T) {
	s, _ := loaded(t, trace(40, 10))
	s.SetSpeed(1. / 1000)
	s.Play(true)
	var real float64
	for s.Playing() && real < 60 {
		s.Frame(0.02)
		real += 0.02
	}
	if real > 15 {
		t.Errorf("40 events and a wait of an hour take %.0f s to play", real)
	}
}

func TestReducedMotionJumps(t *testing.T) {
	s, _ := loaded(t, trace(40, -1))
	s.SetReducedMotion(true)
	draw(s)
	s.SetSpeed(1. / 1000)
	s.Play(true)
	draw(s)
	s.Frame(0.06)
	if s.View().Fraction != 0 || s.Dirty() {
		t.Errorf("between two events the picture moves: fraction %.2f, dirty %v", s.View().Fraction, s.Dirty())
	}
}

func TestScrubbing(t *testing.T) {
	s, h := loaded(t, trace(60, -1))
	plot := s.State().Plot
	y := plot.Y + plot.H/2
	if !s.Press(plot.X+plot.W/2, y, false) {
		t.Fatal("the timeline does not take the drag")
	}
	s.Move(plot.X+plot.W-1, y)
	s.Release()
	if c := s.View().Cursor; c < 50 {
		t.Errorf("a drag to the end of the timeline leads to record %d of 60", c)
	}
	if len(h.cursor) == 0 {
		t.Error("scrubbing told nobody")
	}
	s.Move(plot.X+1, y)
	if c := s.View().Cursor; c < 50 {
		t.Error("the pointer scrubs without being pressed")
	}
}

func TestZoomKeepsThePlaceUnderThePointer(t *testing.T) {
	s, _ := loaded(t, trace(500, -1))
	plot := s.State().Plot
	x, y := plot.X+plot.W*0.7, plot.Y+plot.H/2
	at := func() sim.RecordID { return s.built().TimelineAt(x) }
	before := at()
	for range 5 {
		if !s.Wheel(x, y, 0, -120) {
			t.Fatal("the timeline does not take the wheel")
		}
	}
	if st := s.State(); st.To-st.From > 0.3 {
		t.Errorf("zoomed to %.2f–%.2f", st.From, st.To)
	}
	if after := at(); math.Abs(float64(after)-float64(before)) > 4 {
		t.Errorf("record %d under the pointer became %d", before, after)
	}
	for range 40 {
		s.Wheel(x, y, 0, 240)
	}
	if st := s.State(); st.From != 0 || st.To != 1 {
		t.Errorf("zoomed out to %.2f–%.2f", st.From, st.To)
	}
}

func TestAZoomedTimelineFollowsTheCursor(t *testing.T) {
	s, _ := loaded(t, trace(500, -1))
	s.Zoom(0.1, 0.2)
	for _, id := range []sim.RecordID{400, 30, 499, 1} {
		s.Seek(id, 0)
		sc := s.built()
		if first, last := sc.TimelineAt(sc.Plot.X), sc.TimelineAt(sc.Plot.X+sc.Plot.W); id < first || id > last {
			t.Errorf("the cursor is at %d and the timeline shows %d to %d", id, first, last)
		}
		if st := s.State(); math.Abs(float64(st.To-st.From)-0.1) > 0.001 {
			t.Errorf("following changed the zoom to %.3f", st.To-st.From)
		}
	}
}

func TestHostileNumbers(t *testing.T) {
	s, _ := loaded(t, trace(20, -1))
	nan, inf := math.NaN(), math.Inf(1)
	s.Seek(1<<31, float32(nan))
	if v := s.View(); v.Cursor != 20 || v.Fraction != 0 {
		t.Errorf("sought %d + %v", v.Cursor, v.Fraction)
	}
	s.SetSpeed(nan)
	s.SetSpeed(inf)
	s.SetSpeed(-1)
	s.Zoom(float32(nan), 2)
	s.Focus(1 << 30)
	s.Select(1 << 30)
	s.Point(1 << 30)
	s.Frame(nan)
	s.Wheel(-1e9, 1e9, float32(nan), float32(inf))
	s.Step(Unit(9), -3)
	draw(s)
	if v := s.View(); v.Cursor < 1 || v.Cursor > 20 || v.Selected != 0 || v.Hover != 0 || v.Focus != 0 || s.Speed() != DefaultSpeed {
		t.Errorf("%+v at speed %v", v, s.Speed())
	}
}

func TestWithoutATrace(t *testing.T) {
	s := New()
	s.Resize(360, 500)
	s.Play(true)
	s.Frame(1)
	s.Step(Event, 1)
	s.Press(1, 1, false)
	s.Move(2, 2)
	s.Release()
	s.Wheel(1, 1, 0, 1)
	s.Seek(4, 0)
	draw(s)
	s.Load(sim.NewTrace(0))
	s.Play(true)
	s.Frame(1)
	s.Step(Everything, 1)
	draw(s)
	if s.Playing() {
		t.Error("an empty trace plays")
	}
}
