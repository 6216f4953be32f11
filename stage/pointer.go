package stage

import (
	"math"

	"finishline/scene"
	"finishline/sim"
)

// drag is what a pressed pointer does.
type drag struct {
	kind   dragKind
	x, y   float32 // where it was pressed
	lastX  float32
	lastY  float32
	shape  scene.Shape // what it was pressed on
	onHit  bool
	pinned bool // playback goes on afterwards
}

type dragKind uint8

const (
	notDragging dragKind = iota
	pressing             // a click, if it does not move
	scrubbing            // the cursor follows the pointer
	panning              // the timeline or the picture follows it
)

// slop is how far a click may move.
const slop = 4

// Press is the pointer going down; it reports whether the stage uses the drag
// that may follow. Panning is what a middle button or a held shift asks for.
func (s *Stage) Press(x, y float32, pan bool) bool {
	if s.story == nil {
		return false
	}
	sc := s.built()
	s.drag = drag{kind: pressing, x: x, y: y, lastX: x, lastY: y}
	if h := sc.HitShape(x, y+s.scroll); h != nil {
		s.drag.shape, s.drag.onHit = *h, true
	}
	switch onPlot := sc.Plot.Contains(x, y+s.scroll); {
	case pan:
		s.drag.kind = panning
	case onPlot && !s.onRecord():
		s.drag.kind, s.drag.pinned = scrubbing, s.playing
		s.playing = false
		s.scrub(x)
	default:
		return onPlot
	}
	return true
}

// onRecord: a click on a milestone means that record, not its place.
func (s *Stage) onRecord() bool { return s.drag.onHit && s.drag.shape.Record != 0 }

// Move is the pointer moving, pressed or not.
func (s *Stage) Move(x, y float32) {
	if s.story == nil {
		return
	}
	d := &s.drag
	switch d.kind {
	case scrubbing:
		s.scrub(x)
	case panning:
		s.pan(x-d.lastX, y-d.lastY)
	case pressing:
		if abs(x-d.x) <= slop && abs(y-d.y) <= slop {
			break
		}
		if s.built().Plot.Contains(d.x, d.y+s.scroll) {
			d.kind, d.pinned = scrubbing, s.playing
			s.playing = false
			s.scrub(x)
		} else {
			d.kind = panning
		}
	default:
		s.hover(x, y)
	}
	d.lastX, d.lastY = x, y
}

func abs(v float32) float32 { return max(v, -v) }

// Release is the pointer going up.
func (s *Stage) Release() {
	d := s.drag
	s.drag = drag{}
	if s.story == nil {
		return
	}
	switch d.kind {
	case pressing:
		s.click(d)
	case scrubbing:
		if d.pinned {
			s.Play(true)
		}
	}
}

// Leave is the pointer leaving the stage, or a drag that was taken away.
func (s *Stage) Leave() {
	s.drag = drag{}
	s.hoverRecord(0, 0, 0)
}

func (s *Stage) click(d drag) {
	if d.onHit && d.shape.Part == scene.PartConnection {
		s.Focus(d.shape.Obj)
		if s.On.Focus != nil {
			s.On.Focus(d.shape.Obj)
		}
		return
	}
	var id sim.RecordID
	if d.onHit {
		id = d.shape.Record
	}
	if id == s.view.Selected {
		id = 0 // a second click takes the mark away
	}
	s.Select(id)
	if s.On.Select != nil {
		s.On.Select(id)
	}
}

func (s *Stage) scrub(x float32) {
	was := s.view.Cursor
	s.Seek(s.built().TimelineAt(x), 0)
	if s.view.Cursor != was {
		s.cursorMoved()
	}
}

// hover finds what is under the pointer.
func (s *Stage) hover(x, y float32) {
	id, _ := s.built().At(x, y+s.scroll)
	s.hoverRecord(id, x, y)
}

func (s *Stage) hoverRecord(id sim.RecordID, x, y float32) {
	if id == s.view.Hover {
		return
	}
	s.view.Hover = id
	s.tip = tip{}
	if id != 0 {
		s.tip = tip{lines: s.story.Describe(id), x: x, y: y}
	}
	s.touch()
	if s.On.Hover != nil {
		s.On.Hover(id)
	}
}

// Wheel turns by (dx, dy) CSS pixels over (x, y), down and right positive; it
// reports whether the stage used it.
func (s *Stage) Wheel(x, y, dx, dy float32) bool {
	if s.story == nil {
		return false
	}
	if sc := s.built(); sc.Plot.Contains(x, y+s.scroll) {
		if abs(dx) > abs(dy) {
			s.panZoom(dx / sc.Plot.W)
		} else {
			s.zoomAt((x-sc.Plot.X)/sc.Plot.W, math.Exp(float64(min(max(dy, -240), 240))/300))
		}
		return true
	}
	return s.scrollBy(dy)
}

func (s *Stage) scrollBy(dy float32) bool {
	to := min(max(s.scroll+dy, 0), s.overflow())
	if to == s.scroll {
		return false
	}
	s.scroll, s.dirty = to, true
	s.hoverRecord(0, 0, 0)
	return true
}

func (s *Stage) pan(dx, dy float32) {
	if sc := s.built(); sc.Plot.Contains(s.drag.x, s.drag.y+s.scroll) {
		s.panZoom(-dx / max(sc.Plot.W, 1))
		return
	}
	s.scrollBy(-dy)
}

// PointerShape is what the pointer should look like at a place.
type PointerShape uint8

// The shapes.
const (
	Arrow   PointerShape = iota
	Hand                 // a click does something
	Sideway              // a drag scrubs
)

// PointerAt is the pointer's shape at a place.
func (s *Stage) PointerAt(x, y float32) PointerShape {
	if s.story == nil {
		return Arrow
	}
	sc := s.built()
	if h := sc.HitShape(x, y+s.scroll); h != nil && (h.Record != 0 || h.Part == scene.PartConnection) {
		return Hand
	}
	if sc.Plot.Contains(x, y+s.scroll) {
		return Sideway
	}
	return Arrow
}
