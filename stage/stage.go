// Package stage is the picture in motion: a cursor that plays through a trace,
// and what pointer, wheel and keys do to it. Package scene says what a moment
// looks like, package paint turns that into triangles, package window shows it;
// desk adds what the desktop program has around it. Stage itself knows no clock
// and no window: time passes when Frame is told so, and events are calls.
//
// It does no work unless something changed: Paint is only worth calling while
// Dirty, and Frame only while Playing.
package stage

import (
	"finishline/scene"
	"finishline/sim"
	"finishline/stage/paint"
)

// Callbacks tell what a person did. Any may be nil. They are called for what
// happens on the stage, and not for what its owner asked it to do.
type Callbacks struct {
	Cursor func(sim.RecordID) // the cursor moved to another record
	Select func(sim.RecordID) // a record was clicked; 0: nothing was
	Hover  func(sim.RecordID) // the pointer came to a record; 0: it left
	Play   func(bool)         // playback began, or ended by itself
	Focus  func(sim.ObjID)    // a connection was clicked
	Height func(float32)      // the picture needs this many CSS pixels
}

// Stage shows one trace.
type Stage struct {
	On Callbacks

	story *scene.Story
	view  scene.View
	scene scene.Scene
	// empty is shown while there is no trace.
	empty string

	playing bool
	speed   float64
	elapsed float64 // seconds since the cursor reached its record

	drag   drag
	tip    tip
	scroll float32
	bar    [1]scene.Shape
	height float32 // what Height was told; 0: nothing yet

	paints uint // how often it was painted
	stale  bool // the scene is not what view says
	dirty  bool // the screen is not what the scene says
}

// New returns a stage without a trace.
func New() *Stage {
	return &Stage{speed: DefaultSpeed, empty: "Run a script, and its race appears here.", stale: true, dirty: true}
}

// Load shows a trace from its beginning. What is chosen about the look stays.
func (s *Stage) Load(t *sim.Trace) {
	s.story = scene.New(t)
	v := &s.view
	v.Cursor, v.Fraction, v.Focus, v.Selected, v.Hover, v.ZoomFrom, v.ZoomTo = min(1, s.last()), 0, 0, 0, 0, 0, 0
	s.playing, s.elapsed, s.scroll, s.height = false, 0, 0, 0
	s.drag, s.tip = drag{}, tip{}
	s.touch()
}

// Clear takes the trace away and says why there is none.
func (s *Stage) Clear(why string) {
	s.story, s.empty, s.playing = nil, why, false
	s.drag, s.tip = drag{}, tip{}
	s.touch()
}

// Story is the trace that is shown, nil if there is none.
func (s *Stage) Story() *scene.Story { return s.story }

// View is what is looked at now.
func (s *Stage) View() scene.View { return s.view }

func (s *Stage) last() sim.RecordID {
	if s.story == nil {
		return 0
	}
	return sim.RecordID(s.story.Trace().Len())
}

// touch asks for a new picture.
func (s *Stage) touch() { s.stale, s.dirty = true, true }

// Dirty reports that the screen shows something old.
func (s *Stage) Dirty() bool { return s.dirty }

// Resize says how many CSS pixels there are.
func (s *Stage) Resize(w, h float32) {
	if s.view.W != w || s.view.H != h {
		if s.view.W != w {
			s.height = 0
		}
		s.view.W, s.view.H = w, h
		s.touch()
	}
}

// SetTheme chooses dark or light.
func (s *Stage) SetTheme(t scene.Theme) {
	if s.view.Theme != t {
		s.view.Theme = t
		s.touch()
	}
}

// SetTold says that what was lost is said beside the picture, which leaves it out then.
func (s *Stage) SetTold(on bool) {
	if s.view.Told != on {
		s.view.Told = on
		s.touch()
	}
}

// SetReducedMotion makes tokens jump instead of travel.
func (s *Stage) SetReducedMotion(on bool) {
	if s.view.ReducedMotion != on {
		s.view.ReducedMotion, s.view.Fraction = on, 0
		s.touch()
	}
}

// Seek puts the cursor on a record, or part of the way to the next.
func (s *Stage) Seek(id sim.RecordID, fraction float32) {
	id = min(max(id, min(1, s.last())), s.last())
	if !(fraction >= 0 && fraction < 1) { // NaN too
		fraction = 0
	}
	if s.view.Cursor == id && s.view.Fraction == fraction {
		return
	}
	s.view.Cursor, s.view.Fraction, s.elapsed = id, fraction, 0
	s.follow()
	s.touch()
}

// Select marks a record; 0 marks none.
func (s *Stage) Select(id sim.RecordID) {
	if id > s.last() {
		id = 0
	}
	if s.view.Selected != id {
		s.view.Selected = id
		s.touch()
	}
}

// Point marks a record as if the pointer were on it, without a tooltip; 0 marks none.
func (s *Stage) Point(id sim.RecordID) {
	if id > s.last() {
		id = 0
	}
	s.tip = tip{}
	if s.view.Hover != id {
		s.view.Hover = id
		s.touch()
	}
}

// Focus shows a connection large; 0 lets the cursor choose.
func (s *Stage) Focus(o sim.ObjID) {
	if s.story != nil && int(o) > s.story.Trace().Objects() {
		o = 0
	}
	if s.view.Focus != o {
		s.view.Focus = o
		s.touch()
	}
}

// built is the scene for the view as it is now.
func (s *Stage) built() *scene.Scene {
	if !s.stale || s.story == nil {
		return &s.scene
	}
	s.stale = false
	s.story.Build(s.view, &s.scene)
	s.scroll = min(max(s.scroll, 0), s.overflow())
	if s.height == 0 && s.On.Height != nil {
		s.height = s.needed()
		s.On.Height(s.height)
	}
	return &s.scene
}

// needed is the height that the picture asks for at this width. It is measured
// at a few moments, once: a page must not jump up and down while a trace plays.
func (s *Stage) needed() float32 {
	v := s.view
	v.H, v.Fraction = 0, 0
	moments := []sim.RecordID{v.Cursor, s.last() / 2, s.last()}
	if loss, err := s.story.Find("loss"); err == nil {
		moments = append(moments, loss)
	}
	var sc scene.Scene
	var most float32
	for _, v.Cursor = range moments {
		s.story.Build(v, &sc)
		most = max(most, sc.Height)
	}
	return most
}

// overflow is by how much the picture is taller than the window.
func (s *Stage) overflow() float32 { return max(0, s.scene.Height-s.view.H) }

// Paint fills a window.
func (s *Stage) Paint(p *paint.Painter) { s.PaintAt(p, 0, 0) }

// PaintAt draws the moment, with its top left corner at (x, y).
func (s *Stage) PaintAt(p *paint.Painter, x, y float32) {
	s.dirty = false
	s.paints++
	if s.story == nil {
		p.Paint(s.emptyShapes(), x, y)
		return
	}
	shapes := s.built().Shapes
	if len(shapes) > 0 && shapes[0].Role == scene.RoleBackground {
		shapes = shapes[1:] // the window is that colour already
	}
	p.Paint(shapes, x, y-s.scroll)
	p.Paint(s.scrollBar(), x, y)
	p.Paint(s.tipShapes(), x, y)
}

// scrollBar shows that there is more below.
func (s *Stage) scrollBar() []scene.Shape {
	over := s.overflow()
	if over <= 0 {
		return nil
	}
	h := max(24, s.view.H*s.view.H/s.scene.Height)
	s.bar[0] = scene.Shape{Kind: scene.Box, Role: scene.RoleStationLine, Alpha: 1, R: 2, W: 4, H: h,
		X: s.view.W - 5, Y: (s.view.H - h) * s.scroll / over}
	return s.bar[:]
}

func (s *Stage) emptyShapes() []scene.Shape {
	size := float32(15)
	text := paint.Elide(s.empty, s.view.W-32, size, scene.Regular)
	return []scene.Shape{{Kind: scene.Text, Role: scene.RoleTextDim, Align: scene.Middle, Alpha: 1, Size: size,
		X: s.view.W / 2, Y: s.view.H / 2, W: s.view.W - 32, Text: text}}
}

// State is what a page keeps of a stage.
type State struct {
	Record   sim.RecordID
	Fraction float32
	Records  int
	Playing  bool
	Speed    float64
	Selected sim.RecordID
	Focus    sim.ObjID
	From, To float32    // the part of the timeline that is shown
	Height   float32    // CSS pixels that the picture has now
	Plot     scene.Rect // where the timeline is
}

// State is the stage's state now.
func (s *Stage) State() State {
	from, to := s.zoom()
	plot := s.scene.Plot
	plot.Y -= s.scroll
	return State{s.view.Cursor, s.view.Fraction, int(s.last()), s.playing, s.speed, s.view.Selected, s.view.Focus, from, to, s.scene.Height, plot}
}

// Theme is dark or light.
func (s *Stage) Theme() scene.Theme { return s.view.Theme }

// Paints counts the pictures that were painted: tests see by it that nothing was done in vain.
func (s *Stage) Paints() uint { return s.paints }
