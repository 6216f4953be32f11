package desk

import (
	"fmt"
	"strings"

	"finishline/scene"
	"finishline/stage"
	"finishline/stage/paint"
)

// drawBar draws the line at the top: what runs, on which Node, and the panels' switches.
func (d *Desk) drawBar() {
	k := &d.ink
	k.box(scene.Rect{W: d.w, H: barH - 6}, scene.RolePanel, scene.RoleNone, 0)
	right := d.w - gap
	place := func(w float32) scene.Rect {
		right -= w
		r := scene.Rect{X: right, Y: 6, W: w, H: 28}
		right -= 6
		return r
	}
	d.control(place(28), "?", d.help, func() { d.help, d.dirty = !d.help, true })
	d.control(place(64), "Events", d.where.events.W > 0, func() { d.toggle(eventsPanel) })
	d.control(place(64), "Scripts", d.where.scripts.W > 0, func() { d.toggle(scriptsPanel) })
	if d.w >= 620 {
		theme := "Light"
		if d.Theme() == scene.Light {
			theme = "Dark"
		}
		d.control(place(56), theme, false, d.flipTheme)
	}
	version := place(104)
	d.control(version, "Node "+d.result.Version, d.menu, func() { d.menu, d.dirty = !d.menu, true })
	x := float32(14)
	if d.w >= 560 {
		name := title
		name.size = 16
		x += k.text("Finishline", x, 25, 120, name) + 12
	}
	if right > x+90 && d.result.Item < len(d.Items) {
		k.text(d.Items[d.result.Item].Title, x, 25, right-x-8, dim.in(scene.RoleTextDim))
	}
	d.menuAt(version)
}

func (d *Desk) flipTheme() { d.SetTheme(1 - d.Theme()) }

// menuAt hangs the versions under their button. It is drawn last, on top.
func (d *Desk) menuAt(under scene.Rect) {
	d.where.menu = scene.Rect{}
	if d.menu {
		d.where.menu = scene.Rect{X: min(under.X, d.w-gap-130), Y: under.Y + under.H + 4, W: 130, H: float32(len(d.Versions))*rowH + 12}
	}
}

func (d *Desk) drawMenu() {
	r, k := d.where.menu, &d.ink
	if r.W == 0 {
		return
	}
	k.press(scene.Rect{W: d.w, H: d.h}, func() { d.menu, d.dirty = false, true })
	k.box(r, scene.RolePanel, scene.RoleStationLine, 8)
	for i, v := range d.Versions {
		at := scene.Rect{X: r.X + 6, Y: r.Y + 6 + float32(i)*rowH, W: r.W - 12, H: rowH}
		n := k.press(at, func() {
			d.menu, d.dirty = false, true
			if d.Host.Version != nil {
				d.Host.Version(v)
			}
		})
		if n == d.hot || v == d.result.Version {
			line := scene.RoleNone
			if v == d.result.Version {
				line = scene.RoleStationActive
			}
			k.box(at, scene.RoleStation, line, 5)
		}
		k.text("Node "+v, at.X+10, at.Y+16, at.W-16, plain)
	}
}

// drawBanner draws the verdict, or what was wrong.
func (d *Desk) drawBanner() {
	r, k := d.where.banner, &d.ink
	if r.W == 0 {
		return
	}
	fill, line := scene.RolePanel, scene.RolePanelLine
	head := title
	switch d.result.Tone {
	case Good:
		fill, line, head.role = scene.RoleOkPanel, scene.RoleOk, scene.RoleOk
	case Bad:
		fill, line, head.role = scene.RoleLossPanel, scene.RoleLoss, scene.RoleLoss
	}
	k.box(r, fill, line, 7)
	head.size = 15
	room := r.W - 28
	if d.result.Detail != "" {
		k.text(d.result.Headline, r.X+14, r.Y+26, room, head)
		k.text(d.result.Detail, r.X+14, r.Y+47, room, plain)
		return
	}
	lines := paint.Wrap(paint.Clean(d.result.Headline), room, head.size, head.face())
	if len(lines) < 2 || r.H == bannerH {
		k.text(d.result.Headline, r.X+14, r.Y+r.H/2+5, room, head)
		return
	}
	k.text(lines[0], r.X+14, r.Y+26, room, head)
	k.text(strings.Join(lines[1:], " "), r.X+14, r.Y+47, room, head)
}

// drawFoot draws the last line: what just happened, and where the cursor is.
func (d *Desk) drawFoot() {
	k := &d.ink
	y := d.h - 8
	st := d.Stage.State()
	room := d.w - 2*14
	if st.Records > 0 {
		at := dim
		at.align = scene.Right
		t := d.Stage.Story().Trace()
		room -= k.text(fmt.Sprintf("%s ms · %d of %d", milliseconds(t.At(st.Record).At), st.Record, st.Records), d.w-14, y, room, at) + 20
	}
	k.text(d.note, 14, y, room, dim)
}

// drawTransport draws what moves the cursor.
func (d *Desk) drawTransport() {
	r, k := d.where.transport, &d.ink
	k.box(scene.Rect{X: r.X, Y: r.Y + 4, W: r.W, H: r.H - 6}, scene.RolePanel, scene.RoleNone, 0)
	m := wide
	switch {
	case d.w < 356:
		m = tiny
	case d.w < 640:
		m = narrow
	}
	x := max(4, float32(int((d.w-m.all())/2)))
	place := func(w float32) scene.Rect {
		at := scene.Rect{X: x, Y: r.Y + 9, W: w, H: 28}
		x += w + m.between
		return at
	}
	for i, act := range d.transport() {
		d.icon(place(m.icon), icons(i, d.Stage.Playing()), act)
	}
	x += m.group
	for i, u := range unitNames {
		if m.units == 1 && stage.Unit(i) != d.unit {
			continue
		}
		d.control(place(m.unit), u, stage.Unit(i) == d.unit, func() { d.chooseUnit(stage.Unit(i), m.units == 1) })
	}
	x += m.group
	d.control(place(24), "–", false, func() { d.faster(-1) })
	at := place(m.speed)
	k.text(speedText(d.Stage.Speed()), at.X+at.W/2, at.Y+18, at.W, centre)
	d.control(place(24), "+", false, func() { d.faster(1) })
}

var unitNames = [3]string{"event", "tick", "iteration"}

// chooseUnit chooses what a step steps over; where only one is shown, a click shows the next.
func (d *Desk) chooseUnit(u stage.Unit, next bool) {
	if next {
		u = (u + 1) % 3
	}
	d.unit, d.dirty = u, true
}

// measures of the transport, CSS pixels.
type measures struct{ icon, unit, speed, between, group, units float32 }

var (
	wide   = measures{icon: 32, unit: 68, speed: 80, between: 4, group: 10, units: 3}
	narrow = measures{icon: 31, unit: 64, speed: 54, between: 2, group: 5, units: 1}
	tiny   = measures{icon: 26, unit: 58, speed: 52, between: 2, group: 3, units: 1}
)

func (m measures) all() float32 {
	return 5*m.icon + m.units*m.unit + m.speed + 2*24 + (7+m.units)*m.between + 2*m.group
}

// transport is what the five buttons do.
func (d *Desk) transport() [5]func() {
	return [5]func(){
		func() { d.step(stage.Everything, -1) },
		func() { d.step(d.unit, -1) },
		func() { d.Stage.Key(stage.KeySpace, stage.Mods{}); d.dirty = true },
		func() { d.step(d.unit, 1) },
		func() { d.step(stage.Everything, 1) },
	}
}

func (d *Desk) step(u stage.Unit, dir int) {
	d.Stage.Step(u, dir)
	d.dirty = true
}

// faster chooses the next speed up or down.
func (d *Desk) faster(by int) {
	best := 0
	for i, v := range stage.Speeds {
		if v <= d.Stage.Speed()*1.001 {
			best = i
		}
	}
	d.Stage.SetSpeed(stage.Speeds[min(max(best+by, 0), len(stage.Speeds)-1)])
	d.dirty = true
}

func speedText(v float64) string {
	if v < 1 {
		return fmt.Sprintf("1/%.0f ×", 1/v)
	}
	return fmt.Sprintf("%.0f ×", v)
}
