package stage

import (
	"finishline/scene"
	"finishline/stage/paint"
)

// tip is the tooltip: what a record is, beside the pointer that asked.
type tip struct {
	lines  []string
	x, y   float32
	shapes []scene.Shape
}

const (
	tipSize  = 12
	tipLine  = 17
	tipInset = 10
	tipWidth = 380
)

// tipShapes lays the tooltip out once; it stays where the pointer came in.
func (s *Stage) tipShapes() []scene.Shape {
	t := &s.tip
	if len(t.lines) == 0 || t.shapes != nil {
		return t.shapes
	}
	room := min(tipWidth, s.view.W-16) - 2*tipInset
	var lines []string
	var heads int
	for i, l := range t.lines {
		lines = append(lines, paint.Wrap(l, room, tipSize, tipFace(i == 0))...)
		if i == 0 {
			heads = len(lines)
		}
	}
	var widest float32
	for i, l := range lines {
		widest = max(widest, tipFace(i < heads).Width(l, tipSize))
	}
	w, h := widest+2*tipInset, float32(len(lines))*tipLine+2*tipInset-4
	x, y := t.x+14, t.y+18
	if x+w > s.view.W-8 {
		x = max(8, t.x-14-w)
	}
	if y+h > s.view.H-8 {
		y = max(8, t.y-14-h)
	}
	x, y = float32(int(x)), float32(int(y))
	t.shapes = append(t.shapes, scene.Shape{Kind: scene.Box, Role: scene.RoleBackground, Stroke: scene.RoleStationLine,
		X: x, Y: y, W: float32(int(w + 1)), H: h, R: 6, Width: 1, Alpha: 1})
	for i, l := range lines {
		role := scene.RoleTextDim
		if i < heads {
			role = scene.RoleText
		}
		t.shapes = append(t.shapes, scene.Shape{Kind: scene.Text, Role: role, Alpha: 1, Size: tipSize, Bold: i < heads,
			X: x + tipInset, Y: y + tipInset + 10 + float32(i)*tipLine, W: room, Text: l})
	}
	return t.shapes
}

func tipFace(head bool) scene.Face {
	if head {
		return scene.Bold
	}
	return scene.Regular
}
