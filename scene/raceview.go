package scene

// race draws the two racers of the exchange that the cursor is about: the data
// and what closes its way. Steps stand in the order of happening, evenly; those
// that are still to come are hollow.
func (sc *Scene) race(in Rect, c *conn) float32 {
	x := sc.runs(c)
	title := style{role: RoleTextDim, size: sc.size}
	b := append(sc.b(), "race"...)
	if x != nil {
		b = append(append(b, " · "...), x.name...)
	}
	head := sc.text(in.X, in.Y+10, in.W, title, sc.str(b))
	sc.streamChips(in, c, in.X+head.Face().Width(head.Text, head.Size)+14)
	const height = 78
	if x == nil || len(x.steps) == 0 {
		sc.text(in.X, in.Y+34, in.W, style{role: RoleTextDim, size: sc.size}, "nothing to race yet")
		return in.Y + 48
	}
	data, closing := in.Y+36, in.Y+56
	left := in.X + 58
	right := in.X + in.W - 26
	names := style{role: RoleTokenData, size: sc.size, bold: true, align: Right}
	names.role = RoleServer
	sc.text(left-12, data+4, 46, names, "DATA")
	names.role = RoleLoss
	sc.text(left-12, closing+4, 46, names, "CLOSE")
	sc.line(left, data, right-left, 0, 2, RoleWire)
	sc.line(left, closing, right-left, 0, 2, RoleWire)
	sc.add(Shape{Kind: Chequer, Role: RoleChequerLight, Stroke: RoleChequerDark, X: right + 6, Y: data - 10, W: 8, H: closing - data + 20, R: 4})
	sc.runners(x, left, right, data, closing)
	if sc.closeless(x) {
		sc.text((left+right)/2, closing+18, right-left, style{role: RoleTextDim, size: sc.size - 1.5, align: Middle}, "nothing closes its way in this run")
	}
	return in.Y + height
}

// runs is the exchange that the cursor is about.
func (sc *Scene) runs(c *conn) *exchange {
	if len(c.exchanges) == 0 {
		return nil
	}
	if st := sc.stream(c); st != nil {
		for i := range c.exchanges {
			if c.exchanges[i].born == st.born {
				return &c.exchanges[i]
			}
		}
	}
	best := &c.exchanges[0]
	for i := range c.exchanges {
		if c.exchanges[i].born <= sc.cur {
			best = &c.exchanges[i]
		}
	}
	return best
}

// runners draws the steps of both tracks, and the way that each racer has come.
func (sc *Scene) runners(x *exchange, left, right, data, closing float32) {
	n := float32(len(x.steps))
	pitch := (right - left) / n
	at := func(i int) float32 { return left + (float32(i)+0.5)*pitch }
	var reached [2]int
	for i := range x.steps {
		if m := &x.steps[i]; m.record <= sc.cur {
			reached[m.track()] = i + 1
		}
	}
	for k, y := range [2]float32{data, closing} {
		if reached[k] > 0 {
			sc.line(left, y, at(reached[k]-1)-left, 0, 3, trackRole(k))
		}
	}
	var free [2]float32
	free[0], free[1] = left-6, left-6
	for i := range x.steps {
		m := &x.steps[i]
		k := m.track()
		y := [2]float32{data, closing}[k]
		sc.step(m, at(i), y, reached[k] == i+1)
		sc.stepLabel(x, i, at(i), pitch, [2]float32{data - 11, closing + 19}[k], &free[k], right+14)
	}
}

func (m *milestone) track() int {
	if m.close {
		return 1
	}
	return 0
}

func trackRole(k int) Role {
	if k == 1 {
		return RoleLoss
	}
	return RoleServer
}

func (sc *Scene) step(m *milestone, x, y float32, leads bool) {
	role := trackRole(m.track())
	if m.lost {
		sc.add(Shape{Kind: Dot, Role: RolePanel, X: x, Y: y, R: 7})
		h := sc.cross(x-5.5, y-5.5, 11, 3, RoleLoss)
		h.hit(m.record, 0)
		if m.record > sc.cur {
			h.Alpha = 0.45
		}
		return
	}
	h := Shape{Kind: Dot, Role: role, Stroke: role, X: x, Y: y, R: 5}
	switch {
	case m.record > sc.cur:
		h.Role, h.Width, h.R = RolePanel, 1.5, 4
	case leads:
		h.R = 6.5
	}
	sc.add(h).hit(m.record, 0)
}

// stepLabel names a step, if the name fits between its neighbours of the same track.
func (sc *Scene) stepLabel(x *exchange, i int, at, pitch, y float32, free *float32, end float32) {
	m := &x.steps[i]
	next := end + (end - at)
	for k := i + 1; k < len(x.steps); k++ {
		if x.steps[k].track() == m.track() {
			next = at + float32(k-i)*pitch
			break
		}
	}
	st := style{role: RoleText, size: sc.size - 1.5, align: Middle}
	if m.record > sc.cur {
		st.role = RoleTextDim
	}
	half := min(at-*free, (next-at)*0.62, end-at) - 2
	width := st.face().Width(m.label, st.size)
	if half < width/2 {
		return // half a name helps nobody: the tooltip has it
	}
	sc.text(at, y, 2*half, st, m.label)
	*free = at + width/2 + 3
}

// closeless reports whether nothing ever closed what carries the exchange.
func (sc *Scene) closeless(x *exchange) bool {
	for i := range x.steps {
		if x.steps[i].close {
			return false
		}
	}
	return true
}

// streamChips are the streams of a session that has several: clicking one goes to its beginning.
func (sc *Scene) streamChips(in Rect, c *conn, left float32) {
	const w, h, gap = 26, 16, 4
	if len(c.streams) < 2 {
		return
	}
	fit := int((in.X + in.W - left + gap) / (w + gap))
	first, n := 0, min(len(c.streams), fit)
	current := sc.stream(c)
	for i, st := range c.streams {
		if st == current {
			first = min(max(i-fit/2, 0), max(len(c.streams)-fit, 0))
		}
	}
	for k := range n {
		st := c.streams[first+k]
		box := Rect{left + float32(k)*(w+gap), in.Y - 2, w, h}
		line, text := RolePanelLine, RoleTextDim
		state, _ := sc.story.state(machine{c.ends[server].native, streamState, st.number}, sc.cur)
		if state != "" && state != "closed" && state != "idle" && st.born <= sc.cur {
			line, text = RoleServer, RoleText
		}
		shape := sc.box(box, RoleStation, line, 4).hit(st.born, 0)
		if st == current {
			shape.Stroke, shape.Width = RoleStationActive, 2
			text = RoleText
		}
		sc.label(box, style{role: text, size: sc.size - 1.5, bold: st == current}, sc.str(appendInt(sc.b(), st.number)))
	}
}
