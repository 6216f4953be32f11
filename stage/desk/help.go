package desk

import "finishline/scene"

var keys = [][2]string{
	{"Space", "play, pause"},
	{"← →", "one event back, on"},
	{"Shift + ← →", "one callback"},
	{"Ctrl + ← →", "one loop iteration"},
	{"Home  End", "beginning, end"},
	{"+  –", "faster, slower"},
	{"wheel, 0", "zoom the timeline, all of it"},
	{"click", "mark a record; focus a connection"},
	{"/", "search the scripts"},
	{"E  S  L", "events, scripts, light or dark"},
	{"[  ]", "older, newer Node"},
	{"F5", "run again (a saved file runs by itself)"},
	{"F12", "screenshot"},
	{"?", "this list"},
}

// drawHelp lays the keys over everything.
func (d *Desk) drawHelp() {
	if !d.help {
		return
	}
	k := &d.ink
	k.press(scene.Rect{W: d.w, H: d.h}, func() { d.help, d.dirty = false, true })
	k.shapes = append(k.shapes, scene.Shape{Kind: scene.Box, Role: scene.RoleBackground, W: d.w, H: d.h, Alpha: 0.6})
	w, h := min(float32(440), d.w-16), float32(len(keys))*rowH+56
	r := scene.Rect{X: float32(int((d.w - w) / 2)), Y: max(8, float32(int((d.h-h)/2))), W: w, H: min(h, d.h-16)}
	k.box(r, scene.RolePanel, scene.RoleStationActive, 10)
	head := title
	head.size = 15
	k.text("Keys", r.X+20, r.Y+30, w-40, head)
	for i, row := range keys {
		y := r.Y + 56 + float32(i)*rowH
		if y > r.Y+r.H-8 {
			break
		}
		k.text(row[0], r.X+20, y, 120, plain.in(scene.RoleTextTitle))
		k.text(row[1], r.X+146, y, w-166, plain)
	}
}
