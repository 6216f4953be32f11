package scene

import "finishline/sim"

// Layout, CSS pixels.
const (
	margin  = 8
	padding = 14
	// narrow is the width below which stations are stacked, as on a phone.
	narrow = 660
	// tokenPitch is the height of a token's row.
	tokenPitch = 20
)

// Build draws the moment of v into into, whose memory is reused: moving to a
// neighbour allocates nothing but texts that were never drawn before.
func (s *Story) Build(v View, into *Scene) {
	v.Cursor = s.clamp(v.Cursor)
	into.story, into.view, into.cur = s, v, v.Cursor
	into.Shapes = into.Shapes[:0]
	into.size = 11.5
	if v.W < 900 {
		into.size = 11
	}
	into.sheet()
	into.emphasize()
}

// emphasize outlines everything that stands for the selected record or the one under the pointer.
func (sc *Scene) emphasize() {
	v := &sc.view
	for i := range sc.Shapes {
		h := &sc.Shapes[i]
		if !h.Hit || h.Record == 0 || h.Record != v.Selected && h.Record != v.Hover {
			continue
		}
		role, width := RoleHover, float32(1.5)
		if h.Record == v.Selected {
			role, width = RoleSelected, 2.5
		}
		if h.Kind == Box || h.Kind == Dot {
			h.Stroke, h.Width = role, max(h.Width, width)
		} else {
			h.Role = role
		}
	}
}

// stacked reports whether stations stand below each other.
func (v *View) stacked() bool { return v.Compact || v.W < narrow }

// sheet lays the sections out from top to bottom.
func (sc *Scene) sheet() {
	v := &sc.view
	sc.box(Rect{0, 0, v.W, v.H}, RoleBackground, RoleNone, 0)
	background := 0
	panel := Rect{margin, margin, max(v.W-2*margin, 100), 0}
	at := len(sc.Shapes)
	sc.box(panel, RolePanel, RolePanelLine, 10)
	in := Rect{panel.X + padding, panel.Y + 10, panel.W - 2*padding, 0}
	if v.stacked() {
		in.X, in.W = panel.X+10, panel.W-20
	}
	bottom := sc.upper(in)
	panel.H = bottom + 10 - panel.Y
	sc.Shapes[at].H = panel.H
	sc.Height = sc.timeline(Rect{panel.X, panel.Y + panel.H + margin, panel.W, 0}) + margin
	sc.Shapes[background].H = max(sc.Height, v.H)
}

// upper draws everything above the timeline and returns where it ends.
func (sc *Scene) upper(in Rect) float32 {
	s := sc.story
	y := sc.banner(in)
	in.Y = y + 10
	y = sc.loops(in)
	i := s.focused(&sc.view)
	if len(s.conns) > 1 {
		in.Y = y + 10
		y = sc.tabs(in, i)
	}
	if i < 0 {
		in.Y = y + 10
		return sc.nothing(in)
	}
	c := s.conns[i]
	response, request := sc.rows()
	in.Y = y + 14
	in.Y = sc.flow(in, c, server, response) + 8
	in.Y = sc.flow(in, c, client, request) + 10
	in.Y = sc.cards(in, c) + 12
	return sc.race(in, c)
}

// rows is how many tokens the stations of the two directions have room for.
func (sc *Scene) rows() (response, request int) {
	if sc.view.stacked() {
		return 1, 1
	}
	response, request = 3, 2
	if sc.view.H <= 0 {
		return response, request
	}
	spare := sc.view.H - 790 // what three and two need, with a loss told
	if len(sc.story.conns) > 1 {
		spare -= 34
	}
	for spare > tokenPitch && response < 6 {
		response++
		spare -= tokenPitch
		if spare > tokenPitch && request < response-1 {
			request++
			spare -= tokenPitch
		}
	}
	if spare < 0 {
		request = 1
	}
	return response, request
}

// nothing says why there are no stations.
func (sc *Scene) nothing(in Rect) float32 {
	r := Rect{in.X, in.Y, in.W, 120}
	sc.box(r, RoleStation, RoleNone, 8)
	text, short := "No connection: nothing travels in this run.", "no connection"
	if sc.story.t.Len() == 0 {
		text, short = "The trace is empty: nothing has run.", "empty trace"
	}
	sc.label(r, style{role: RoleTextDim, size: sc.size + 1.5}, text, short)
	return r.Y + r.H
}

// banner says what the cursor's record is and, once something is lost, what and where.
func (sc *Scene) banner(in Rect) float32 {
	s, cur := sc.story, sc.cur
	r := Rect{in.X, in.Y, in.W, 30}
	st := style{role: RoleTextTitle, size: sc.size + 2, bold: true}
	if cur == 0 {
		text := "before the first record"
		if s.t.Len() == 0 {
			text = "nothing happened"
		}
		sc.text(r.X, baseline(r, st.size), r.W, st, text)
		return r.Y + r.H
	}
	what := sc.str(s.sentence(sc.b(), cur))
	meta, short := sc.moment(cur)
	small := style{role: RoleTextDim, size: sc.size, align: Right}
	room := small.face().Width(meta, small.size)
	if sc.view.stacked() { // one below the other
		small.align = Left
		sc.text(r.X, baseline(r, st.size)-2, r.W, st, what)
		r.H += 14
		sc.text(r.X, r.Y+r.H-3, r.W, small, meta, short)
	} else {
		sc.text(r.X+r.W, baseline(r, small.size), room+1, small, meta)
		sc.text(r.X, baseline(r, st.size), r.W-room-12, st, what)
	}
	if sc.view.Told {
		return r.Y + r.H
	}
	if y, ok := sc.loss(Rect{r.X, r.Y + r.H + 4, r.W, 32}); ok {
		return y
	}
	return r.Y + r.H
}

// moment is where the record stands: line, time, number.
func (sc *Scene) moment(cur sim.RecordID) (long, short string) {
	s := sc.story
	b := sc.b()
	if n := s.line(cur); n != 0 {
		b = append(appendInt(append(b, "line "...), int64(n)), " · "...)
	}
	b = appendTime(b, s.t.At(cur).At)
	short = sc.str(b)
	b = append(append(sc.b(), short...), " · record "...)
	b = appendInt(append(appendInt(b, int64(cur)), '/'), int64(s.t.Len()))
	return sc.str(b), short
}

// loss is the red panel: what the program has lost on this connection, or the exception that ended it.
func (sc *Scene) loss(r Rect) (float32, bool) {
	s := sc.story
	st := style{role: RoleLoss, size: sc.size + 1, bold: true}
	var why string
	if id := s.throws.at(sc.cur); id != 0 {
		why = sc.str(s.sentence(append(sc.b(), "uncaught "...), id))
	} else if i := s.focused(&sc.view); i >= 0 {
		if g, from := s.conns[i].worst(sc.cur); g != nil {
			why = sc.lossText(g, s.conns[i], from)
		}
	}
	if why == "" {
		return r.Y, false
	}
	first, rest := why, ""
	if sc.view.stacked() {
		if first, rest = wrap(why, st, r.W-38); rest != "" {
			r.H += 16
		}
	}
	sc.box(r, RoleLossPanel, RoleLoss, 6)
	sc.cross(r.X+11, r.Y+16-4.5, 9, 2, RoleLoss)
	y := baseline(Rect{H: 32}, st.size) + r.Y
	sc.text(r.X+30, y, r.W-38, st, first)
	if rest != "" {
		sc.text(r.X+30, y+16, r.W-38, st, rest)
	}
	return r.Y + r.H, true
}

// wrap breaks a text at the last space that leaves the first part in room.
func wrap(text string, st style, room float32) (first, rest string) {
	if st.face().Width(text, st.size) <= room {
		return text, ""
	}
	n := st.face().cut(text, st.size, room)
	for i := n; i > n/2; i-- {
		if text[i] == ' ' {
			return text[:i], text[i+1:]
		}
	}
	return text, ""
}

// worst is the first loss at or before cur that the program minds.
func (c *conn) worst(cur sim.RecordID) (*gate, int) {
	var best *gate
	from := 0
	for i := range c.flows {
		for k := range c.flows[i].gates {
			if g := &c.flows[i].gates[k]; g.lost && g.serious && g.record <= cur && (best == nil || g.record < best.record) {
				best, from = g, i
			}
		}
	}
	return best, from
}

// lossText: server → client: 77 B lost in the h2 session, shut by session.close() :17.
func (sc *Scene) lossText(g *gate, c *conn, from int) string {
	s := sc.story
	b := append(append(sc.b(), "LOST  "...), arrows[from]...)
	b = append(b, "  "...)
	if g.bytes > 0 {
		b = appendBytes(b, g.bytes)
	} else {
		b = append(appendInt(b, g.items), " frames"...)
	}
	b = append(append(b, " in the "...), stationNames[c.ends[from].names(g.at, &c.ends[1-from])].long...)
	if g.by != 0 {
		b = s.appendCall(append(b, ", shut by "...), g.by)
	} else if g.why != 0 {
		b = append(append(b, ": "...), s.t.String(g.why)...)
	}
	return sc.str(b)
}

// arrows name the directions by the end that sends.
var arrows = [2]string{"server → client", "client → server"}
