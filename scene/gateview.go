package scene

// gates draws what is shut, who shut it, and what fell there.
func (sc *Scene) gates(in Rect, w *way) {
	f := &w.conn.flows[w.from]
	var worst *gate
	for at := range nStations {
		g := f.gateAt(at, sc)
		if g == nil || !w.present[at] {
			continue
		}
		sc.bar(w, g)
		if worst == nil || g.lost && !worst.lost {
			worst = g
		}
		sc.fallen(in, w, f, at)
	}
	if worst != nil {
		sc.gateLabel(in, w, worst)
	}
}

// gateAt is the gate behind a station at the cursor: the last one that lost something, or else the first.
func (f *flow) gateAt(at station, sc *Scene) *gate {
	var found *gate
	for i := range f.gates {
		if g := &f.gates[i]; g.at == at && g.record <= sc.cur && (found == nil || g.lost) {
			found = g
		}
	}
	return found
}

func gateRole(g *gate) Role {
	switch {
	case g.serious:
		return RoleGateShut
	case g.lost:
		return RoleWarn
	}
	return RoleTextDim
}

// bar is the gate itself: behind its station on the way that the bytes take.
func (sc *Scene) bar(w *way, g *gate) {
	r := w.boxes[g.at]
	if w.stacked {
		sc.line(r.X+6, r.Y+r.H+2.5, r.W-12, 0, barWidth(g), gateRole(g)).hit(g.record, 0)
		return
	}
	x := r.X + r.W + 5
	if w.mirror {
		x = r.X - 5
	}
	h := sc.line(x, r.Y-5, 0, r.H+10, barWidth(g), gateRole(g))
	h.hit(g.record, 0)
}

func barWidth(g *gate) float32 {
	if g.lost {
		return 3.5
	}
	return 2
}

// toll is what died at one station.
type toll struct {
	bytes, items int64
	serious      bool
	last         *gate
}

func (f *flow) toll(at station, sc *Scene) (t toll) {
	for i := range f.gates {
		if g := &f.gates[i]; g.at == at && g.lost && g.record <= sc.cur {
			t.bytes += g.bytes
			t.items += max(g.items, 1)
			t.serious = t.serious || g.serious
			t.last = g
		}
	}
	return t
}

// fallen marks what died at a station: crosses, how much, and which frames.
func (sc *Scene) fallen(in Rect, w *way, f *flow, at station) {
	t := f.toll(at, sc)
	if t.last == nil {
		return
	}
	st := style{role: RoleWarn, size: sc.size - 1, bold: true}
	if t.serious {
		st.role = RoleLoss
	}
	short := sc.tollText(f, &t, false)
	r := w.boxes[at]
	if w.stacked {
		sc.lostPlate(r, short, st, t.last)
		return
	}
	y := r.Y + r.H + 23
	n := min(t.items, 3)
	crosses := float32(n) * 12
	end := sc.roomBeside(in, w, f, at)
	long := sc.tollText(f, &t, true)
	width := st.face().Width(long, st.size) + crosses
	x := min(max(r.X+r.W/2-width/2, r.X), max(end-width, r.X))
	for range n {
		sc.cross(x, y-3.5, 8, 2, st.role).hit(t.last.record, 0)
		x += 12
	}
	sc.text(x+1, y+4.5, end-x-1, st, long, short)
}

// roomBeside is where the text under a station has to end: before the next station that lost something.
func (sc *Scene) roomBeside(in Rect, w *way, f *flow, at station) float32 {
	end := in.X + in.W
	for k := range nStations {
		if x := w.boxes[k].X; w.present[k] && k != at && x > w.boxes[at].X && x-8 < end && f.toll(k, sc).last != nil {
			end = x - 8
		}
	}
	return end
}

// tollText: 77 B lost: SETTINGS ACK, HEADERS 1 END.
func (sc *Scene) tollText(f *flow, t *toll, names bool) string {
	b := sc.b()
	if t.bytes > 0 {
		b = appendBytes(b, t.bytes)
	} else {
		b = appendInt(b, t.items)
	}
	b = append(b, " lost"...)
	if names {
		for k, i := range t.last.frames {
			if k == 4 {
				b = append(b, " …"...)
				break
			}
			sep := ", "
			if k == 0 {
				sep = ": "
			}
			b = sc.appendLabel(append(b, sep...), &f.frames[i])
		}
	}
	return sc.str(b)
}

// lostPlate replaces a stacked station's caption.
func (sc *Scene) lostPlate(r Rect, text string, st style, g *gate) {
	box := Rect{r.X + r.W - stackCaption, r.Y + 2, stackCaption - 2, r.H - 4}
	sc.box(box, RoleLossPanel, st.role, 4).hit(g.record, 0)
	sc.cross(box.X+6, box.Y+box.H/2-4, 8, 2, st.role)
	sc.text(box.X+19, baseline(box, st.size), box.W-22, st, text)
}

// gateLabel says above the gate which call shut it.
func (sc *Scene) gateLabel(in Rect, w *way, g *gate) {
	s := sc.story
	b := append(sc.b(), "gate shut"...)
	short := "gate shut"
	switch {
	case g.by != 0:
		b = s.appendCall(append(b, ": "...), g.by)
		short = sc.str(b)
		short = short[len("gate shut: "):]
	case g.why != 0:
		b = append(append(b, ": "...), s.t.String(g.why)...)
	}
	text := sc.str(b)
	st := style{role: gateRole(g), size: sc.size, bold: g.lost}
	width := st.face().Width(text, st.size)
	left := in.X + min(210, in.W*0.5)
	if w.stacked {
		st.align = Right
		sc.text(in.X+in.W, in.Y+11, in.W-min(210, in.W*0.5), st, text, short)
		return
	}
	r := w.boxes[g.at]
	x := r.X + r.W + 5
	if w.mirror {
		x = r.X - 5
	}
	x = max(min(x-width/2, in.X+in.W-width), left)
	sc.text(x, in.Y+10, in.X+in.W-x, st, text, short)
}
