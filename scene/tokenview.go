package scene

// tokens draws the tokens of a direction, between where they are at the cursor
// and where they are at the next record if the view says so.
func (sc *Scene) tokens(w *way) {
	sc.arrange(&sc.now, w)
	v := &sc.view
	if v.ReducedMotion || v.Fraction <= 0 || int(sc.cur) >= sc.story.t.Len() {
		for i := range sc.now.tokens {
			sc.token(&sc.now.tokens[i], sc.now.tokens[i].rect, 1)
		}
		sc.rests(&sc.now, w)
		return
	}
	sc.fill(&sc.then, w.conn, w.from, sc.cur+1)
	sc.arrange(&sc.then, w)
	f := ease(min(v.Fraction, 1))
	for i := range sc.now.tokens {
		t := &sc.now.tokens[i]
		if next := sc.then.next(t); next != nil {
			sc.token(t, between(t.rect, next.rect, f), 1)
			next.progress = -1 // it is drawn
			continue
		}
		sc.leave(w, t, f)
	}
	for i := range sc.then.tokens {
		if t := &sc.then.tokens[i]; t.progress >= 0 {
			sc.token(t, t.rect, f)
		}
	}
	sc.rests(&sc.now, w)
}

// leave draws a token that is gone at the next record: it falls at a gate, and fades otherwise.
func (sc *Scene) leave(w *way, t *token, f float32) {
	r := t.rect
	flow := &w.conn.flows[w.from]
	for i := range flow.gates {
		if g := &flow.gates[i]; g.record == sc.cur+1 && g.lost && g.at == t.at {
			r.Y += f * 46
			break
		}
	}
	sc.token(t, r, 1-f)
}

// next is the same token at the next moment, wherever it is then.
func (l *load) next(t *token) *token {
	var found *token
	for i := range l.tokens {
		n := &l.tokens[i]
		if n.key == t.key && n.progress >= 0 && n.at >= t.at && !n.hidden && !t.hidden && (found == nil || n.at < found.at) {
			found = n
		}
	}
	return found
}

// ease starts and stops softly.
func ease(f float32) float32 { return f * f * (3 - 2*f) }

func between(a, b Rect, f float32) Rect {
	mix := func(a, b float32) float32 { return a + (b-a)*f }
	return Rect{mix(a.X, b.X), mix(a.Y, b.Y), mix(a.W, b.W), mix(a.H, b.H)}
}

// arrange gives every token its place. A station shows as many as it has rows
// for; of more, the last row says how many.
func (sc *Scene) arrange(l *load, w *way) {
	var seen [nStations]int
	for i := range l.tokens {
		t := &l.tokens[i]
		k := seen[t.at]
		seen[t.at]++
		rows := w.rows
		if w.stacked {
			rows = 2
		}
		show := rows
		if l.items[t.at] > rows {
			show = max(rows-1, 1)
		}
		if l.beads(t.at, w) {
			show = manyTokens
		}
		if t.hidden = k >= show; t.hidden {
			t.rect = w.boxes[t.at]
			continue
		}
		if l.beads(t.at, w) {
			t.rect = w.bead(t)
			continue
		}
		if w.stacked {
			t.rect = w.chip(t, k, min(l.items[t.at], show), l.items[t.at] > show)
		} else {
			t.rect = w.slot(t, k, min(l.items[t.at], rows))
		}
	}
}

// beads reports whether so much is on the wire that each token is a mark without a name.
func (l *load) beads(at station, w *way) bool {
	if w.stacked {
		return at == stWire && l.items[at] > 1
	}
	return at == stWire && l.items[at] > w.rows
}

// bead is the place of a token among many on the wire.
func (w *way) bead(t *token) Rect {
	const width = 7
	r := w.boxes[stWire]
	x, room, y, h := r.X, r.W-width, r.Y+24+(r.H-24)/2-6, float32(12)
	if w.stacked {
		x, room, y = r.X+stackName-24, r.W-stackName-stackCaption+20, r.Y+r.H/2-6
	}
	p := t.progress
	if w.mirror && !w.stacked {
		p = 1 - p
	}
	return Rect{x + room*p, y, width, h}
}

// slot is the k-th token's place in a station that is a column.
func (w *way) slot(t *token, k, n int) Rect {
	r := w.boxes[t.at]
	y := r.Y + 24 + float32(k)*tokenPitch
	if t.at != stWire {
		return Rect{r.X + 4, y, r.W - 8, tokenPitch - 3}
	}
	width := r.W * 0.72
	p := t.progress
	if w.mirror {
		p = 1 - p
	}
	y = r.Y + 24 + (r.H-24)/2 + (float32(k)-float32(n)/2)*tokenPitch + 1.5
	return Rect{r.X + (r.W-width)*(0.15+0.7*p), y, width, tokenPitch - 3}
}

// chip is the k-th token's place in a station that is a row.
func (w *way) chip(t *token, k, n int, more bool) Rect {
	r := w.boxes[t.at]
	room := r.W - stackName - stackCaption - 6
	if more {
		room -= 26
	}
	width := min(room/float32(max(n, 1))-4, 110)
	x := r.X + stackName + float32(k)*(width+4)
	if t.at == stWire {
		x += (room - float32(n)*(width+4)) * t.progress
	}
	return Rect{x, r.Y + 4, width, r.H - 8}
}

func (sc *Scene) token(t *token, r Rect, alpha float32) {
	if t.hidden || alpha <= 0.02 {
		return
	}
	radius := float32(4)
	if t.role == RoleTokenFin || t.role == RoleTokenRst {
		radius = r.H / 2
	}
	h := sc.box(r, t.role, RoleNone, radius)
	h.hit(t.record, 0)
	h.Alpha = alpha
	text := RoleTokenText
	if t.ghost {
		h.Role, h.Stroke, h.Width = RoleNone, t.role, 1.2
		text = RoleTextDim
	}
	if r.W < 24 {
		h.Stroke, h.Width = RolePanel, 1 // beads stay apart
		return
	}
	st := style{role: text, size: sc.size - 1, bold: true}
	sc.label(r, st, t.long, t.short).Alpha = alpha
}

// rests says how many tokens a station has beyond those that it shows.
func (sc *Scene) rests(l *load, w *way) {
	for at := range nStations {
		rows := w.rows
		if w.stacked {
			rows = 2
		}
		show := max(rows-1, 1)
		if !w.present[at] || l.items[at] <= rows || l.beads(at, w) {
			continue
		}
		b := appendInt(append(sc.b(), '+'), int64(l.items[at]-show))
		short := sc.str(b)
		long := sc.str(append(append(sc.b(), short...), " more"...))
		r := w.boxes[at]
		st := style{role: RoleText, size: sc.size - 1, align: Middle}
		if w.stacked {
			sc.text(r.X+r.W-stackCaption-17, baseline(r, st.size), 28, st, short)
			continue
		}
		y := r.Y + 24 + float32(show)*tokenPitch + 12
		if show < rows {
			sc.text(r.X+r.W/2, y, r.W-8, st, long, short)
		}
	}
}
