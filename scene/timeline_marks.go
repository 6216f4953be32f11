package scene

import (
	"sort"

	"finishline/sim"
)

// wireLane draws the segments of the focused connection: from the server in the upper half, from the client in the lower.
func (sc *Scene) wireLane(lane int) {
	i := sc.story.focused(&sc.view)
	if i < 0 {
		return
	}
	for from := range 2 {
		top := sc.Plot.Y + float32(lane)*laneHeight + 3 + float32(from)*(laneHeight-4)/2
		sc.wireHalf(&sc.story.conns[i].flows[from], from, top)
	}
}

func (sc *Scene) wireHalf(f *flow, from int, top float32) {
	first, last := sc.within()
	edge, right := sc.Plot.X-100, sc.Plot.X+sc.Plot.W
	st := style{role: RoleTextDim, size: sc.size - 2}
	var label string
	var labelX float32
	name := func(end float32) { // the last segment's name stands behind it, if the next one leaves room
		if w := st.face().Width(label, st.size); label != "" && labelX+w < end-3 {
			sc.text(labelX, top+9, w+1, st, label)
		}
	}
	k := sort.Search(len(f.segs), func(k int) bool { return f.segs[k].sent >= first })
	for ; k < len(f.segs) && f.segs[k].sent <= last; k++ {
		seg := &f.segs[k]
		what, role := segmentName(sc.story.t.String(seg.flags), seg.to > seg.from)
		x, end := sc.span(seg.sent, min(seg.gone, last))
		if what == "ACK" || x-edge < 1.5 || x >= right {
			continue
		}
		if what == "" {
			role = [2]Role{RoleTokenData, RoleClient}[from]
			what = sc.str(appendBytes(sc.b(), seg.to-seg.from))
		}
		name(x)
		w := min(max(end-x, 4), right-x)
		sc.box(Rect{x, top, w, (laneHeight - 8) / 2}, role, RoleNone, min(3, w/2)).hit(seg.sent, 0)
		if seg.lost {
			sc.cross(x+w/2-4, top+1, 8, 2, RoleLoss)
		}
		edge = x + w
		label, labelX = what, edge+3
	}
	name(right)
}

// marksLane draws the milestones: those of the race that is shown as flags with names, those of other exchanges as ticks.
func (sc *Scene) marksLane(lane int) {
	s := sc.story
	first, last := sc.within()
	focus := int32(s.focused(&sc.view))
	y := sc.Plot.Y + float32(lane)*laneHeight + 4
	st := style{size: sc.size - 1}
	var free [3]float32 // where each row's text ends
	current := sc.current()
	drawn := sc.Plot.X - 10
	i := sort.Search(len(s.marks), func(i int) bool { return s.marks[i].record >= first })
	for ; i < len(s.marks) && s.marks[i].record <= last; i++ {
		m := &s.marks[i]
		x := sc.x(s.axis.at(m.record))
		if m.conn >= 0 && m.conn != focus || x-drawn < 2 || x < sc.Plot.X || x > sc.Plot.X+sc.Plot.W-8 {
			continue
		}
		drawn = x
		if m.conn >= 0 && m.of != current && !m.lost && !m.close {
			sc.line(x, y-6, 0, 5, 2, trackRole(m.track())).hit(m.record, 0)
			continue
		}
		sc.flag(m, x, y, &free, st)
	}
}

// choicesLine draws where the world chose, and might have chosen otherwise, as
// dots on the line above the milestones: filled where it did.
func (sc *Scene) choicesLine(lane int) {
	s := sc.story
	first, last := sc.within()
	y := sc.Plot.Y + float32(lane)*laneHeight
	drawn := sc.Plot.X - 10
	i := sort.Search(len(s.choices), func(i int) bool { return s.choices[i] >= first })
	for ; i < len(s.choices) && s.choices[i] <= last; i++ {
		id := s.choices[i]
		x := sc.x(s.axis.at(id))
		otherwise := s.t.At(id).A != 0
		if x-drawn < 6 && !otherwise || x < sc.Plot.X || x > sc.Plot.X+sc.Plot.W {
			continue
		}
		drawn = x
		dot := Shape{Kind: Dot, Role: RoleStation, Stroke: RoleTextDim, Width: 1, X: x, Y: y, R: 3}
		if otherwise {
			dot.Role, dot.Stroke = RoleTokenSettings, RoleTokenSettings
		}
		sc.add(dot).hit(id, 0)
	}
}

// current is where the race that the picture shows began.
func (sc *Scene) current() sim.RecordID {
	if i := sc.story.focused(&sc.view); i >= 0 {
		if x := sc.runs(sc.story.conns[i]); x != nil {
			return x.born
		}
	}
	return 0
}

// flag draws a milestone in the first row that has room for it; without one, only where it is.
func (sc *Scene) flag(m *mark, x, y float32, free *[3]float32, st style) {
	st.role = trackRole(m.track())
	switch {
	case m.lost:
		st.role = RoleLoss
	case m.label == "finish":
		st.role = RoleWarn
	}
	width := st.face().Width(m.label, st.size)
	end := sc.Plot.X + sc.Plot.W
	for row := range free {
		if x < free[row] {
			continue
		}
		top := y + float32(row)*16
		if x+12+width < end {
			sc.add(Shape{Kind: Flag, Role: st.role, X: x, Y: top, W: 7, H: 12}).hit(m.record, 0)
			sc.text(x+10, top+10, width+1, st, m.label)
			free[row] = x + width + 16
		} else if x-width-6 > free[row] { // at the right edge the name stands before its flag
			sc.add(Shape{Kind: Flag, Role: st.role, X: x, Y: top, W: 7, H: 12}).hit(m.record, 0)
			st.align = Right
			sc.text(x-4, top+10, width+1, st, m.label)
			free[row] = x + 12
		} else {
			continue
		}
		return
	}
	sc.line(x, y-6, 0, 5, 2, st.role).hit(m.record, 0)
}
