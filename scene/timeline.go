package scene

import (
	"sort"

	"finishline/sim"
)

// lanes of the timeline.
const (
	laneHeight  = 30
	laneLabel   = 84
	marksHeight = 54
)

// timeline draws the whole run, or the part of it that is zoomed into, and returns where it ends.
func (sc *Scene) timeline(r Rect) float32 {
	at := len(sc.Shapes)
	sc.box(r, RolePanel, RolePanelLine, 10)
	label := float32(laneLabel)
	in := Rect{r.X + padding, r.Y + 8, r.W - 2*padding, 0}
	if sc.view.stacked() {
		label = 48
		in.X, in.W = r.X+10, r.W-20
	}
	sc.text(in.X, in.Y+12, in.W*0.3, style{role: RoleText, size: sc.size + 1, bold: true}, "timeline")
	hint := "order of events; time that passes is drawn by its logarithm"
	if sc.view.W > 500 {
		sc.text(in.X+in.W, in.Y+12, in.W*0.65, style{role: RoleTextDim, size: sc.size - 1, align: Right}, hint, "order of events")
	}
	lanes := sc.laneCount()
	top := in.Y + 24
	sc.Plot = Rect{in.X + label, top, in.W - label - 6, float32(lanes)*laneHeight + marksHeight}
	bottom := sc.Plot.Y + sc.Plot.H + 26
	sc.Shapes[at].H = bottom - r.Y
	plot := sc.add(Shape{Kind: Box, Role: RoleNone, X: sc.Plot.X, Y: sc.Plot.Y, W: sc.Plot.W, H: sc.Plot.H + 22})
	plot.Hit, plot.Part = true, PartTimeline
	sc.grid(in, lanes)
	for lane := range max(lanes-1, 1) {
		sc.lane(lane)
	}
	sc.wireLane(lanes - 1)
	sc.marksLane(lanes)
	sc.choicesLine(lanes)
	sc.cursor()
	return bottom
}

// laneCount is one lane for each side, or process, and one for the wire.
func (sc *Scene) laneCount() int {
	if len(sc.story.conns) == 0 {
		return 1
	}
	return 3
}

// x is where a position of the axis is drawn.
func (sc *Scene) x(pos float64) float32 {
	from, to := sc.view.window()
	return sc.Plot.X + float32((pos-from)/(to-from))*sc.Plot.W
}

// within is the first and last record of the window.
func (sc *Scene) within() (first, last sim.RecordID) {
	from, to := sc.view.window()
	a := &sc.story.axis
	return a.record(from), min(a.record(to)+1, sim.RecordID(sc.story.t.Len()))
}

// grid draws lane names, lane lines and the beginnings of iterations with their time.
func (sc *Scene) grid(in Rect, lanes int) {
	names := [4]string{"server", "client", "wire", "milestones"}
	short := [4]string{"server", "client", "wire", "steps"}
	if lanes == 1 {
		names = [4]string{"loop", "milestones"}
		short = [4]string{"loop", "steps"}
	}
	if len(sc.story.procs) > 1 {
		names[0], names[1] = "server loop", "client loop"
	}
	st := style{role: RoleTextDim, size: sc.size}
	for i := range lanes + 1 {
		y := sc.Plot.Y + float32(i)*laneHeight
		sc.text(in.X, y+19, sc.Plot.X-in.X-4, st, names[i], short[i])
		if i < lanes {
			sc.line(sc.Plot.X, y+laneHeight, sc.Plot.W, 0, 1, RolePanelLine)
		}
	}
	sc.times()
}

// times writes the virtual time under the iterations, where there is room.
func (sc *Scene) times() {
	s := sc.story
	_, last := sc.within()
	st := style{role: RoleTextDim, size: sc.size - 1.5}
	free, drawn := sc.Plot.X-1, sc.Plot.X-40
	_, taken, _ := sc.cursorBox()
	bottom := sc.Plot.Y + sc.Plot.H
	from, _ := sc.view.window()
	i := s.turns.upTo(s.axis.record(from))
	for ; i < len(s.turns) && s.turns[i] <= last; i++ {
		id := s.turns[i]
		x := sc.x(s.axis.at(id))
		if x < sc.Plot.X || x > sc.Plot.X+sc.Plot.W {
			continue
		}
		if x-drawn >= 5 {
			sc.line(x, sc.Plot.Y, 0, sc.Plot.H, 1, RolePanelLine).Alpha = 0.7
			drawn = x
		}
		if x >= free {
			text := sc.str(appendTime(sc.b(), s.t.At(id).At))
			w := st.face().Width(text, st.size)
			if x+w < sc.Plot.X+sc.Plot.W && (x > taken.X+taken.W+4 || x+w < taken.X-4) {
				sc.text(x, bottom+13, w+1, st, text)
				free = x + w + 14
			}
		} else if x > drawn+4000 {
			i = s.turns.upTo(s.axis.record(s.axis.at(id))) - 1
		}
	}
}

// lane draws the callbacks of one side.
func (sc *Scene) lane(lane int) {
	s := sc.story
	first, last := sc.within()
	focus := int32(s.focused(&sc.view))
	y := sc.Plot.Y + float32(lane)*laneHeight + 5
	i := sort.Search(len(s.blocks), func(i int) bool { return s.blocks[i].to >= first })
	edge := sc.Plot.X - 100
	for i < len(s.blocks) && s.blocks[i].from <= last {
		b := &s.blocks[i]
		if sc.laneOf(b) != lane {
			i++
			continue
		}
		x, end := sc.span(b.from, min(b.to, sim.RecordID(s.t.Len())))
		if end-edge >= 2 {
			sc.block(b, Rect{x, y, max(end-x, 3), laneHeight - 10}, focus)
			edge = max(end, x+3)
		}
		i++
		if end-x < 1 && len(s.blocks) > 600 { // skip what falls into the same pixel
			from, to := sc.view.window()
			id := s.axis.record(from + float64((edge-sc.Plot.X)/sc.Plot.W)*(to-from))
			i = max(i, sort.Search(len(s.blocks), func(k int) bool { return s.blocks[k].from > id }))
		}
	}
}

// span is where records from and to are drawn, inside the plot.
func (sc *Scene) span(from, to sim.RecordID) (x, end float32) {
	a := &sc.story.axis
	x = max(sc.x(a.at(from)), sc.Plot.X)
	end = min(sc.x(a.at(to)), sc.Plot.X+sc.Plot.W)
	return x, end
}

// laneOf is the lane of a block: its side's, or its process's.
func (sc *Scene) laneOf(b *block) int {
	s := sc.story
	if len(s.conns) == 0 {
		return 0
	}
	if b.place.end == client {
		return 1
	}
	if i := s.focused(&sc.view); b.place.end == noEnd && i >= 0 {
		ends := &s.conns[i].ends
		if b.proc == ends[client].proc && b.proc != ends[server].proc {
			return 1
		}
	}
	return 0
}

// aside reports whether a block belongs to another connection, or to a process that the picture is not about.
func (sc *Scene) aside(b *block, focus int32) bool {
	if b.place.conn >= 0 {
		return b.place.conn != focus
	}
	if focus < 0 {
		return false
	}
	ends := &sc.story.conns[focus].ends
	return b.proc != ends[client].proc && b.proc != ends[server].proc && ends[client].proc != 0
}

// block draws a callback with its name, if that fits.
func (sc *Scene) block(b *block, r Rect, focus int32) {
	if r.X+r.W > sc.Plot.X+sc.Plot.W {
		r.W = sc.Plot.X + sc.Plot.W - r.X
	}
	if r.W < 1 {
		return
	}
	role := RoleTokenData
	switch b.kind {
	case blockScript:
		role = RoleTokenSettings
	case blockTimer:
		role = RoleTokenHeaders
	case blockImmediate:
		role = RoleTokenControl
	case blockClose:
		role = RoleTokenFin
	}
	h := sc.box(r, role, RoleNone, min(3, r.W/2))
	h.hit(b.from, 0)
	if sc.aside(b, focus) {
		h.Alpha = 0.4
	}
	if r.W < 22 || h.Alpha < 1 {
		return
	}
	long, short := sc.blockName(b)
	st := style{role: RoleTokenText, size: sc.size - 1.5, bold: true}
	if st.face().Width(short, st.size) <= r.W-6 {
		sc.label(r, st, long, short)
	}
}

// blockName: read 67 B, accept, immediate.
func (sc *Scene) blockName(b *block) (long, short string) {
	s := sc.story
	r := s.t.At(b.from)
	switch b.kind {
	case blockScript:
		return "main script", "script"
	case blockImmediate:
		return "immediate", "immed."
	}
	name := s.t.String(r.Name)
	switch name {
	case "connection":
		return "accept", "accept"
	case "read":
		if _, in, _ := s.flowOf(r.Obj); in != nil {
			if rd := in.reading(b.from); rd != nil {
				return sc.str(appendBytes(append(sc.b(), "read "...), rd.upTo-rd.before)), "read"
			}
			return "read end", "end"
		}
	}
	return name, name
}

// cursor draws the line through all lanes with the time under it.
func (sc *Scene) cursor() {
	x, box, ok := sc.cursorBox()
	if !ok {
		return
	}
	sc.line(x, sc.Plot.Y-4, 0, sc.Plot.H+8, 2, RoleCursor)
	sc.box(box, RoleCursor, RoleNone, 4)
	sc.label(box, cursorStyle(sc), sc.cursorTime())
}

func cursorStyle(sc *Scene) style {
	return style{role: RoleCursorText, size: sc.size - 1, bold: true}
}

func (sc *Scene) cursorTime() string {
	return sc.str(appendTime(sc.b(), sc.story.t.At(sc.cur).At))
}

// cursorBox is where the cursor and its time stand, if they are in the plot.
func (sc *Scene) cursorBox() (x float32, box Rect, ok bool) {
	s := sc.story
	if s.t.Len() == 0 || sc.cur == 0 {
		return 0, box, false
	}
	pos := s.axis.at(sc.cur)
	if f := float64(sc.view.Fraction); f > 0 && int(sc.cur) < s.t.Len() && !sc.view.ReducedMotion {
		pos += (s.axis.at(sc.cur+1) - pos) * min(f, 1)
	}
	x = sc.x(pos)
	if x < sc.Plot.X-1 || x > sc.Plot.X+sc.Plot.W+1 {
		return x, box, false
	}
	st := cursorStyle(sc)
	w := st.face().Width(sc.cursorTime(), st.size) + 12
	return x, Rect{min(max(x-w/2, sc.Plot.X), sc.Plot.X+sc.Plot.W-w), sc.Plot.Y + sc.Plot.H + 2, w, 18}, true
}
