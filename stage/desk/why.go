package desk

import (
	"strconv"

	"finishline/scene"
	"finishline/stage/paint"
	"finishline/verdict"
)

// whyH is the height of a step: a title and two lines.
const whyH = 66

// drawWhy draws the steps from the script's line to the loss; a click goes there.
func (d *Desk) drawWhy(r scene.Rect) {
	k := &d.ink
	if len(d.result.Why) == 0 {
		text := "Everything arrived: there is nothing to explain."
		if d.result.Tone == Bad {
			text = "The events say what happened."
		}
		for i, l := range paint.Wrap(text, r.W-16, dim.size, dim.face()) {
			k.text(l, r.X+8, r.Y+18+float32(i)*17, r.W-16, dim)
		}
		return
	}
	d.why.draw(k, r, func(i int, at scene.Rect) { d.whyStep(i, at) })
}

func (d *Desk) whyStep(i int, at scene.Rect) {
	k, s := &d.ink, d.result.Why[i]
	n := k.press(at, func() { d.Seek(s.Record) })
	if n == d.hot {
		k.box(at, scene.RoleStation, scene.RoleNone, 5)
	}
	x, y := at.X+18, at.Y+18
	if i+1 < len(d.result.Why) {
		k.shapes = append(k.shapes, scene.Shape{Kind: scene.Line, Role: scene.RoleStationLine, Alpha: 1, Width: 2, X: x, Y: y + 14, H: whyH - 28})
	}
	k.shapes = append(k.shapes, scene.Shape{Kind: scene.Dot, Role: toneRole(s.Tone), Alpha: 1, X: x, Y: y, R: 11})
	number := style{role: scene.RoleTokenText, size: 12, bold: true, align: scene.Middle}
	k.text(strconv.Itoa(i+1), x, y+4, 20, number)
	room := at.W - 44
	detail := s.Detail
	if s.Line > 0 {
		detail = "line " + strconv.Itoa(s.Line) + ": " + detail
	}
	used := k.lines(s.Title, at.X+38, y+1, room, 2, title)
	k.lines(detail, at.X+38, y+1+float32(used)*17, room, 3-used, dim)
}

// lines sets a text in at most so many lines and returns how many it took.
func (k *ink) lines(text string, x, y, room float32, most int, st style) int {
	lines := paint.Wrap(paint.Clean(text), room, st.size, st.face())
	for i, l := range lines {
		if i+1 == most && len(lines) > most {
			l += " …"
		}
		if i < most {
			k.text(l, x, y+float32(i)*17, room, st)
		}
	}
	return min(len(lines), most)
}

func toneRole(t verdict.Tone) scene.Role {
	switch t {
	case verdict.Data:
		return scene.RoleTokenData
	case verdict.Tick:
		return scene.RoleTick
	}
	return scene.RoleTokenFin
}
