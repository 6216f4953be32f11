package desk

import "finishline/scene"

// Sizes in CSS pixels.
const (
	barH       = 46
	bannerH    = 44
	transportH = 46
	footH      = 22
	scriptsW   = 250
	eventsW    = 320
	gap        = 8
	rowH       = 24

	// With less than this beside it, a panel lies over the stage instead.
	roomForEvents  = 1180
	roomForScripts = 1480
)

// panel is one of the two panels.
type panel uint8

const (
	noPanel panel = iota
	scriptsPanel
	eventsPanel
)

// rects are where everything is.
type rects struct {
	stage, scripts, events, banner, transport, menu scene.Rect
	overlaid                                        bool // the open panel lies over the stage
}

// docked reports whether a panel has a place of its own beside the stage.
func (d *Desk) docked(p panel) bool {
	room := float32(roomForEvents)
	if p == scriptsPanel {
		room = roomForScripts
	}
	return d.w >= room && !d.hidden[p-1]
}

func (d *Desk) arrange() {
	r := rects{}
	top := float32(barH)
	if d.result.Headline != "" {
		h := float32(bannerH)
		if d.result.Detail != "" || scene.Bold.Width(d.result.Headline, 15) > d.w-2*gap-28 {
			h = bannerH + 18
		}
		r.banner = scene.Rect{X: gap, Y: top, W: d.w - 2*gap, H: h}
		top += h
	}
	bottom := d.h - footH - transportH
	r.transport = scene.Rect{X: 0, Y: bottom, W: d.w, H: transportH}
	left, right := float32(0), d.w
	if d.docked(scriptsPanel) {
		r.scripts = scene.Rect{X: gap, Y: top + gap, W: scriptsW, H: bottom - top - gap}
		left = gap + scriptsW
	}
	if d.docked(eventsPanel) {
		r.events = scene.Rect{X: d.w - eventsW - gap, Y: top + gap, W: eventsW, H: bottom - top - gap}
		right = d.w - eventsW - gap
	}
	r.stage = scene.Rect{X: left, Y: top, W: right - left, H: bottom - top}
	d.overlay(&r, top, bottom)
	d.where = r
	d.Stage.Resize(r.stage.W, r.stage.H)
}

// overlay places the panel that was opened where there is no room beside the stage.
func (d *Desk) overlay(r *rects, top, bottom float32) {
	w := min(float32(420), d.w-2*gap)
	switch {
	case d.panel == scriptsPanel && !d.docked(scriptsPanel):
		r.scripts, r.overlaid = scene.Rect{X: gap, Y: top + gap, W: w, H: bottom - top - gap}, true
	case d.panel == eventsPanel && !d.docked(eventsPanel):
		r.events, r.overlaid = scene.Rect{X: d.w - gap - w, Y: top + gap, W: w, H: bottom - top - gap}, true
	}
}

// toggle shows or hides a panel: beside the stage where there is room, else over it.
func (d *Desk) toggle(p panel) {
	switch {
	case d.docked(p) || d.hidden[p-1]:
		d.hidden[p-1] = !d.hidden[p-1]
		d.panel = noPanel
	case d.panel == p:
		d.panel = noPanel
	default:
		d.panel = p
	}
	d.scripts.focused = false
	d.arrange()
	d.dirty = true
}
