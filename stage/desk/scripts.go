package desk

import (
	"fmt"
	"strings"

	"finishline/scene"
)

// listTop is where the rows of a panel begin.
const listTop = 44

// scripts is the list of scripts with its search field.
type scripts struct {
	list
	query   string
	focused bool
	found   []int // items
	chosen  int   // row that Enter opens
}

func (s *scripts) filter(items []Item) {
	s.found = s.found[:0]
	words := strings.Fields(strings.ToLower(s.query))
next:
	for i, it := range items {
		text := strings.ToLower(it.Name + " " + it.Title)
		for _, w := range words {
			if !strings.Contains(text, w) {
				continue next
			}
		}
		s.found = append(s.found, i)
	}
	s.rows, s.scroll, s.chosen = len(s.found), 0, 0
}

// drawScripts draws the panel.
func (d *Desk) drawScripts() {
	r, k, s := d.where.scripts, &d.ink, &d.scripts
	if r.W == 0 {
		return
	}
	k.press(r, func() {})
	k.box(r, scene.RolePanel, scene.RolePanelLine, 8)
	d.searchField(scene.Rect{X: r.X + 8, Y: r.Y + 8, W: r.W - 16, H: 28})
	inner := scene.Rect{X: r.X + 6, Y: r.Y + listTop, W: r.W - 10, H: r.H - listTop - 6}
	if len(s.found) == 0 {
		k.text("no script has these words", inner.X+8, inner.Y+18, inner.W-16, dim)
		return
	}
	s.draw(k, inner, func(i int, at scene.Rect) {
		item := s.found[i]
		n := k.press(at, func() { d.open(item) })
		st := plain
		st.size = 12
		switch {
		case item == d.result.Item:
			k.box(at, scene.RoleStation, scene.RoleStationActive, 5)
			st = st.in(scene.RoleTextTitle)
		case n == d.hot || s.focused && i == s.chosen:
			k.box(at, scene.RoleStation, scene.RoleNone, 5)
		}
		k.text(d.Items[item].Title, at.X+8, at.Y+16, at.W-14, st)
	})
}

func (d *Desk) searchField(r scene.Rect) {
	k, s := &d.ink, &d.scripts
	line := scene.RoleStationLine
	if s.focused {
		line = scene.RoleStationActive
	}
	k.press(r, func() { d.search(true) })
	k.box(r, scene.RoleStation, line, 6)
	if s.query == "" {
		hint := fmt.Sprintf("search %d scripts  ( / )", len(d.Items))
		if s.focused {
			hint = "type to search"
		}
		k.text(hint, r.X+10, r.Y+18, r.W-20, dim)
	}
	shown := s.query
	for face := plain.face(); face.Width(shown, plain.size) > r.W-24 && shown != ""; {
		shown = shown[1:] // the end is being typed
	}
	w := k.text(shown, r.X+10, r.Y+18, r.W-20, plain)
	if s.focused {
		k.box(scene.Rect{X: float32(int(r.X + 11 + w)), Y: r.Y + 6, W: 1, H: 16}, scene.RoleText, scene.RoleNone, 0)
	}
}

// search moves the keys to the search field or back to the stage.
func (d *Desk) search(on bool) {
	if on && d.where.scripts.W == 0 {
		d.toggle(scriptsPanel)
	}
	d.scripts.focused = on
	d.dirty = true
}

func (d *Desk) setQuery(q string) {
	d.scripts.query = q
	d.scripts.filter(d.Items)
	d.dirty = true
}

// choose moves the row that Enter opens.
func (d *Desk) choose(by int) {
	s := &d.scripts
	s.chosen = min(max(s.chosen+by, 0), max(len(s.found)-1, 0))
	s.reveal(s.chosen)
	d.dirty = true
}

func (d *Desk) open(item int) {
	d.scripts.focused = false
	if d.where.overlaid {
		d.panel = noPanel
	}
	d.dirty = true
	if d.Host.Open != nil {
		d.Host.Open(item)
	}
	d.arrange()
}
