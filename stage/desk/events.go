package desk

import (
	"fmt"
	"sort"

	"finishline/scene"
	"finishline/sim"
)

// tab is what the panel on the right shows.
type tab uint8

const (
	eventsTab tab = iota
	whyTab
	consoleTab
)

// events is the list of everything that the picture shows, in order.
type events struct {
	list
	story *scene.Story
	ids   []sim.RecordID
	at    int // the row that the cursor is at or after
}

func (e *events) load(s *scene.Story) {
	e.story, e.ids, e.at, e.scroll, e.rows = s, e.ids[:0], 0, 0, 0
	if s == nil || s.Trace().Len() == 0 {
		return
	}
	for id := sim.RecordID(1); ; {
		e.ids = append(e.ids, id)
		next := s.NextEvent(id)
		if next <= id {
			break
		}
		id = next
	}
	e.rows = len(e.ids)
}

// follow moves to the row of the cursor.
func (e *events) follow(id sim.RecordID) {
	if len(e.ids) == 0 {
		return
	}
	e.at = max(0, sort.Search(len(e.ids), func(i int) bool { return e.ids[i] > id })-1)
	e.reveal(e.at)
}

// show brings a record into sight without moving the cursor.
func (e *events) show(id sim.RecordID) {
	if id != 0 && len(e.ids) > 0 {
		e.reveal(max(0, sort.Search(len(e.ids), func(i int) bool { return e.ids[i] > id })-1))
	}
}

// drawEvents draws the panel on the right.
func (d *Desk) drawEvents() {
	r, k := d.where.events, &d.ink
	if r.W == 0 {
		return
	}
	k.press(r, func() {})
	k.box(r, scene.RolePanel, scene.RolePanelLine, 8)
	d.tabTitle(scene.Rect{X: r.X + 8, Y: r.Y + 8, W: 70, H: 28}, "Events", eventsTab)
	d.tabTitle(scene.Rect{X: r.X + 80, Y: r.Y + 8, W: 56, H: 28}, "Why", whyTab)
	d.tabTitle(scene.Rect{X: r.X + 138, Y: r.Y + 8, W: 76, H: 28}, "Console", consoleTab)
	inner := scene.Rect{X: r.X + 6, Y: r.Y + listTop, W: r.W - 10, H: r.H - listTop - 6}
	switch d.tab {
	case consoleTab:
		d.drawConsole(inner)
		return
	case whyTab:
		d.drawWhy(inner)
		return
	}
	if len(d.events.ids) == 0 {
		k.text("nothing happened yet", inner.X+8, inner.Y+18, inner.W-16, dim)
		return
	}
	d.events.draw(k, inner, d.eventRow)
}

func (d *Desk) tabTitle(r scene.Rect, label string, t tab) {
	k := &d.ink
	k.press(r, func() { d.tab, d.dirty = t, true })
	st := dim
	if d.tab == t {
		st = title
		st.size = 12
		k.box(scene.Rect{X: r.X + 6, Y: r.Y + r.H - 3, W: r.W - 12, H: 2}, scene.RoleTick, scene.RoleNone, 1)
	}
	st.align = scene.Middle
	k.text(label, r.X+r.W/2, r.Y+18, r.W, st)
}

func (d *Desk) eventRow(i int, at scene.Rect) {
	k, e := &d.ink, &d.events
	id := e.ids[i]
	n := k.press(at, func() { d.Seek(id) })
	st := plain
	st.size = 12
	switch {
	case i == e.at:
		k.box(at, scene.RoleStation, scene.RoleStationActive, 5)
		st = st.in(scene.RoleTextTitle)
	case id == d.Stage.View().Selected:
		k.box(at, scene.RoleStation, scene.RoleSelected, 5)
	case n == d.hot || id == d.Stage.View().Hover:
		k.box(at, scene.RoleStation, scene.RoleNone, 5)
	case i > e.at:
		st = st.in(scene.RoleTextDim)
	}
	when := dim
	when.align, when.size = scene.Right, 11
	k.text(milliseconds(e.story.Trace().At(id).At), at.X+52, at.Y+16, 50, when)
	k.text(d.headline(id), at.X+62, at.Y+16, at.W-68, st)
}

// headline is a record in a few words.
func (d *Desk) headline(id sim.RecordID) string {
	if lines := d.events.story.Describe(id); len(lines) > 0 {
		return lines[0]
	}
	return d.events.story.Trace().At(id).Kind.String()
}

func milliseconds(t sim.Time) string { return fmt.Sprintf("%.3f", float64(t)/1e6) }
