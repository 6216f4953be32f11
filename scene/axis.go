package scene

import (
	"math"
	"sort"

	"finishline/sim"
)

// axis lays the records out on the timeline. Virtual time itself would be no
// use: a callback costs 10 µs and everything in it happens at one instant,
// while between two callbacks minutes may pass. So each record takes a little
// room in the order of happening, and time that passes takes room by its logarithm.
type axis struct {
	pos []float64 // by record: 0 to the last one's
}

func (a *axis) build(s *Story) {
	n := s.t.Len()
	a.pos = make([]float64, n+1)
	var at float64
	for id := sim.RecordID(1); int(id) <= n; id++ {
		r := s.t.At(id)
		if id > 1 {
			at += weight(r)
			if gap := r.At - s.t.At(id-1).At; gap > 0 {
				at += math.Min(3*math.Log2(1+float64(gap)/5000), 40)
			}
		}
		a.pos[id] = at
	}
}

// weight is the room of a record.
func weight(r *sim.Record) float64 {
	switch r.Kind {
	case sim.KindEnter, sim.KindLeave:
		return 8
	case sim.KindIteration, sim.KindCall, sim.KindGate, sim.KindConsole, sim.KindSegmentSent:
		return 3
	case sim.KindLink, sim.KindHandle, sim.KindReady, sim.KindNote, sim.KindChoice, sim.KindTimer, sim.KindBlock:
		return 0.3
	}
	return 1
}

// end is the room of everything.
func (a *axis) end() float64 {
	if n := len(a.pos) - 1; n > 0 && a.pos[n] > 0 {
		return a.pos[n]
	}
	return 1
}

// at is where a record lies, 0 to 1.
func (a *axis) at(id sim.RecordID) float64 {
	if int(id) >= len(a.pos) {
		return 1
	}
	return a.pos[id] / a.end()
}

// record is the last record at or before x, 0 to 1; 0 if there is none.
func (a *axis) record(x float64) sim.RecordID {
	if len(a.pos) < 2 {
		return 0
	}
	x *= a.end()
	n := sort.Search(len(a.pos)-1, func(i int) bool { return a.pos[i+1] > x+1e-9 })
	return sim.RecordID(max(n, 1))
}

// nearest is the record whose place is nearest to x.
func (a *axis) nearest(x float64) sim.RecordID {
	id := a.record(x)
	if next := int(id) + 1; next < len(a.pos) && a.pos[next]/a.end()-x < x-a.at(id) {
		return sim.RecordID(next)
	}
	return id
}

// window is the part of the axis that a view shows.
func (v *View) window() (from, to float64) {
	if v.ZoomTo <= v.ZoomFrom {
		return 0, 1
	}
	return float64(v.ZoomFrom), float64(v.ZoomTo)
}

// TimelineAt is the record nearest to x in the timeline of the scene: dragging scrubs with it.
func (sc *Scene) TimelineAt(x float32) sim.RecordID {
	if sc.story == nil || sc.Plot.W <= 0 {
		return 0
	}
	f := float64(min(max((x-sc.Plot.X)/sc.Plot.W, 0), 1))
	from, to := sc.view.window()
	return sc.story.axis.nearest(from + f*(to-from))
}
