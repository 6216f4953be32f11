package scene

import "finishline/sim"

// scratch is what Build keeps between calls, so that the next one allocates nothing.
type scratch struct {
	known     map[string]string // texts that were drawn before
	buf       []byte
	now, then load
	size      float32 // of ordinary text
	cur       sim.RecordID
	found     struct { // what stream found last
		of     *conn
		at     sim.RecordID
		stream *stream
	}
}

// str keeps the text in b: the same one every time.
func (sc *Scene) str(b []byte) string {
	sc.buf = b[:0]
	if s, ok := sc.known[string(b)]; ok {
		return s
	}
	if sc.known == nil || len(sc.known) > 20000 {
		sc.known = make(map[string]string, 256)
	}
	s := string(b)
	sc.known[s] = s
	return s
}

// b is an empty buffer for str.
func (sc *Scene) b() []byte { return sc.buf[:0] }

func (sc *Scene) add(h Shape) *Shape {
	h.Alpha = 1
	sc.Shapes = append(sc.Shapes, h)
	return &sc.Shapes[len(sc.Shapes)-1]
}

// box draws a filled rectangle with a thin line around it, unless line is RoleNone.
func (sc *Scene) box(r Rect, fill, line Role, radius float32) *Shape {
	h := sc.add(Shape{Kind: Box, Role: fill, Stroke: line, X: r.X, Y: r.Y, W: r.W, H: r.H, R: radius})
	if line != RoleNone {
		h.Width = 1
	}
	return h
}

func (sc *Scene) line(x, y, dx, dy, width float32, role Role) *Shape {
	return sc.add(Shape{Kind: Line, Role: role, X: x, Y: y, W: dx, H: dy, Width: width})
}

func (sc *Scene) cross(x, y, size, width float32, role Role) *Shape {
	return sc.add(Shape{Kind: Cross, Role: role, X: x, Y: y, W: size, H: size, Width: width})
}

// style is how a text is set.
type style struct {
	role  Role
	size  float32
	bold  bool
	mono  bool
	align Align
}

func (st style) face() Face {
	h := Shape{Bold: st.bold, Mono: st.mono}
	return h.Face()
}

// text sets the first of the texts that fits into room, or the last one cut
// short. x is the left, middle or right of the text; y is its baseline.
func (sc *Scene) text(x, y, room float32, st style, texts ...string) *Shape {
	face := st.face()
	var text string
	for _, text = range texts {
		if face.Width(text, st.size) <= room {
			return sc.put(x, y, room, st, text)
		}
	}
	n := face.cut(text, st.size, room)
	if n < 1 {
		return sc.put(x, y, room, st, "")
	}
	for n > 1 && (text[n-1] == ' ' || text[n-1] == ',') {
		n--
	}
	return sc.put(x, y, room, st, sc.str(append(append(sc.b(), text[:n]...), ellipsis...)))
}

func (sc *Scene) put(x, y, room float32, st style, text string) *Shape {
	return sc.add(Shape{Kind: Text, Role: st.role, Text: text, X: x, Y: y, W: room, Size: st.size, Bold: st.bold, Mono: st.mono, Align: st.align})
}

// label sets a text in the middle of a box.
func (sc *Scene) label(r Rect, st style, texts ...string) *Shape {
	st.align = Middle
	return sc.text(r.X+r.W/2, baseline(r, st.size), r.W-6, st, texts...)
}

// baseline is where the text of a size stands that is in the middle of a box's height.
func baseline(r Rect, size float32) float32 { return r.Y + r.H/2 + size*0.355 }

// hit makes the last shape answer to the pointer.
func (h *Shape) hit(id sim.RecordID, obj sim.ObjID) *Shape {
	h.Hit, h.Record, h.Obj = true, id, obj
	return h
}

// At finds the record that the topmost shape under the pointer stands for.
func (sc *Scene) At(x, y float32) (sim.RecordID, bool) {
	if h := sc.HitShape(x, y); h != nil && h.Record != 0 {
		return h.Record, true
	}
	return 0, false
}

// HitShape is the topmost shape at a point that answers to the pointer, or nil.
func (sc *Scene) HitShape(x, y float32) *Shape {
	for i := len(sc.Shapes) - 1; i >= 0; i-- {
		if h := &sc.Shapes[i]; h.Hit && h.bounds().Contains(x, y) {
			return h
		}
	}
	return nil
}

// bounds is where a shape answers to the pointer: a little more than a small one covers.
func (h *Shape) bounds() Rect {
	switch h.Kind {
	case Dot:
		return Rect{h.X - h.R - 4, h.Y - h.R - 4, 2*h.R + 8, 2*h.R + 8}
	case Flag, Line, Cross:
		x, y := min(h.X, h.X+h.W), min(h.Y, h.Y+h.H)
		return Rect{x - 4, y - 4, max(h.W, -h.W) + 8, max(h.H, -h.H) + 8}
	}
	return Rect{h.X, h.Y, h.W, h.H}
}
