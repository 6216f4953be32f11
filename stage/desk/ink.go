package desk

import (
	"finishline/scene"
	"finishline/stage/paint"
)

// ink collects shapes, and what a click on them does.
type ink struct {
	shapes  []scene.Shape
	buttons []button
}

type button struct {
	scene.Rect
	act func()
}

func (k *ink) reset() { k.shapes, k.buttons = k.shapes[:0], k.buttons[:0] }

func (k *ink) box(r scene.Rect, fill, line scene.Role, radius float32) {
	s := scene.Shape{Kind: scene.Box, Role: fill, X: r.X, Y: r.Y, W: r.W, H: r.H, R: radius, Alpha: 1}
	if line != scene.RoleNone {
		s.Stroke, s.Width = line, 1
	}
	k.shapes = append(k.shapes, s)
}

// style is how a text is set.
type style struct {
	role       scene.Role
	size       float32
	bold, mono bool
	align      scene.Align
}

var (
	plain  = style{role: scene.RoleText, size: 13}
	dim    = style{role: scene.RoleTextDim, size: 12}
	title  = style{role: scene.RoleTextTitle, size: 13, bold: true}
	code   = style{role: scene.RoleText, size: 12, mono: true}
	centre = style{role: scene.RoleText, size: 13, align: scene.Middle}
)

func (s style) face() scene.Face {
	switch {
	case s.mono:
		return scene.Mono
	case s.bold:
		return scene.Bold
	}
	return scene.Regular
}

func (s style) in(r scene.Role) style { s.role = r; return s }

// text sets one line in room, shortened if it must be, and returns its width.
func (k *ink) text(s string, x, y, room float32, st style) float32 {
	s = paint.Elide(paint.Clean(s), room, st.size, st.face())
	k.shapes = append(k.shapes, scene.Shape{Kind: scene.Text, Role: st.role, Alpha: 1, Size: st.size, Bold: st.bold, Mono: st.mono,
		Align: st.align, X: x, Y: y, W: room, Text: s})
	return st.face().Width(s, st.size)
}

// press makes a rectangle clickable.
func (k *ink) press(r scene.Rect, act func()) int {
	k.buttons = append(k.buttons, button{r, act})
	return len(k.buttons)
}

// at finds the topmost button at a point, 1 and up; 0 is none.
func (k *ink) at(x, y float32) int {
	for i := len(k.buttons) - 1; i >= 0; i-- {
		if k.buttons[i].Contains(x, y) {
			return i + 1
		}
	}
	return 0
}

// control draws a button with a text.
func (d *Desk) control(r scene.Rect, label string, on bool, act func()) {
	k := &d.ink
	n := k.press(r, act)
	fill, line, role := scene.RoleStation, scene.RoleStationLine, scene.RoleText
	if on {
		fill, line, role = scene.RolePhaseActive, scene.RoleNone, scene.RolePhaseActiveText
	}
	if n == d.hot && !on {
		line = scene.RoleStationActive
	}
	k.box(r, fill, line, 6)
	st := centre.in(role)
	st.size = 12
	k.text(label, r.X+r.W/2, r.Y+r.H/2+4, r.W-8, st)
}

// icon draws a button with shapes made for a 16-pixel square.
func (d *Desk) icon(r scene.Rect, shapes []scene.Shape, act func()) {
	k := &d.ink
	n := k.press(r, act)
	line := scene.RoleStationLine
	if n == d.hot {
		line = scene.RoleStationActive
	}
	k.box(r, scene.RoleStation, line, 6)
	for _, s := range shapes {
		s.X += r.X + (r.W-16)/2
		s.Y += r.Y + (r.H-16)/2
		s.Alpha = 1
		s.Role = scene.RoleText
		k.shapes = append(k.shapes, s)
	}
}
