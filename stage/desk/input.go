package desk

import (
	"unicode/utf8"

	"finishline/scene"
	"finishline/stage"
	"finishline/stage/paint"
)

// dragTarget is who gets the moves of a pressed pointer.
type dragTarget uint8

const (
	nobody dragTarget = iota
	onStage
	onButton
)

// Paint draws the window.
func (d *Desk) Paint(p *paint.Painter) {
	d.dirty = false
	d.arrange()
	k, s := &d.ink, d.where.stage
	d.Stage.PaintAt(p, s.X, s.Y)
	k.reset()
	// What scrolled out of the stage lies under the bars.
	k.box(scene.Rect{W: d.w, H: s.Y}, scene.RoleBackground, scene.RoleNone, 0)
	k.box(scene.Rect{Y: s.Y + s.H, W: d.w, H: d.h - s.Y - s.H}, scene.RoleBackground, scene.RoleNone, 0)
	d.drawBar()
	d.drawBanner()
	d.drawTransport()
	d.drawFoot()
	d.drawScripts()
	d.drawEvents()
	d.drawMenu()
	d.drawHelp()
	p.Paint(k.shapes, 0, 0)
}

// Press is the pointer going down.
func (d *Desk) Press(x, y float32, pan bool) bool {
	d.px, d.py = x, y
	d.scripts.focused = false
	if n := d.ink.at(x, y); n > 0 {
		d.drag, d.dirty = onButton, true
		d.ink.buttons[n-1].act()
		return true
	}
	if s := d.where.stage; s.Contains(x, y) {
		if d.where.overlaid {
			d.panel, d.dirty = noPanel, true
			d.arrange()
		}
		d.drag = onStage
		return d.Stage.Press(x-s.X, y-s.Y, pan)
	}
	return false
}

// Move is the pointer moving.
func (d *Desk) Move(x, y float32) {
	d.px, d.py = x, y
	if d.drag == onStage {
		d.Stage.Move(x-d.where.stage.X, y-d.where.stage.Y)
		return
	}
	if n := d.ink.at(x, y); n != d.hot {
		d.hot, d.dirty = n, true
	}
	if d.hot == 0 && d.where.stage.Contains(x, y) {
		d.Stage.Move(x-d.where.stage.X, y-d.where.stage.Y)
	} else {
		d.Stage.Leave()
	}
}

// Release is the pointer going up.
func (d *Desk) Release() {
	if d.drag == onStage {
		d.Stage.Release()
		d.dirty = true
	}
	d.drag = nobody
}

// Leave is the pointer leaving the window.
func (d *Desk) Leave() {
	d.drag = nobody
	d.Stage.Leave()
}

// Wheel turns over a place.
func (d *Desk) Wheel(x, y, dx, dy float32) bool {
	var moved bool
	switch {
	case d.where.scripts.Contains(x, y):
		moved = d.scripts.scrollBy(dy)
	case d.where.events.Contains(x, y) && d.tab == consoleTab:
		moved = d.console.scrollBy(dy)
	case d.where.events.Contains(x, y) && d.tab == whyTab:
		moved = d.why.scrollBy(dy)
	case d.where.events.Contains(x, y):
		moved = d.events.scrollBy(dy)
	default:
		return d.Stage.Wheel(x-d.where.stage.X, y-d.where.stage.Y, dx, dy)
	}
	d.dirty = d.dirty || moved
	return moved
}

// Key is a key going down, or repeating.
func (d *Desk) Key(k stage.Key, m stage.Mods) {
	d.dirty = true
	if d.scripts.focused && d.searchKey(k) {
		return
	}
	switch k {
	case stage.KeyEscape:
		d.menu, d.help, d.panel = false, false, noPanel
		d.arrange()
	case stage.KeyF1:
		d.help = !d.help
	case stage.KeyF5:
		call(d.Host.Again)
	case stage.KeyF12:
		call(d.Host.Shot)
	default:
		d.Stage.Key(k, m)
	}
}

func call(f func()) {
	if f != nil {
		f()
	}
}

// searchKey handles a key while the search field has the keys.
func (d *Desk) searchKey(k stage.Key) bool {
	s := &d.scripts
	switch k {
	case stage.KeyEscape:
		d.search(false)
	case stage.KeyEnter:
		if s.chosen < len(s.found) {
			d.open(s.found[s.chosen])
		}
	case stage.KeyUp:
		d.choose(-1)
	case stage.KeyDown:
		d.choose(1)
	case stage.KeyBackspace:
		_, n := utf8.DecodeLastRuneInString(s.query)
		d.setQuery(s.query[:len(s.query)-n])
	case stage.KeyF5, stage.KeyF12:
		return false
	}
	return true
}

// Rune is a character typed.
func (d *Desk) Rune(r rune) {
	if d.scripts.focused {
		d.setQuery(d.scripts.query + string(r))
		return
	}
	switch r {
	case '/':
		d.search(true)
	case '?':
		d.help = !d.help
	case '+', '=':
		d.faster(1)
	case '-':
		d.faster(-1)
	case '0':
		d.Stage.Zoom(0, 1)
	case 'l', 'L':
		d.flipTheme()
	case 'e', 'E':
		d.toggle(eventsPanel)
	case 's', 'S':
		d.toggle(scriptsPanel)
	case '[':
		d.otherVersion(-1)
	case ']':
		d.otherVersion(1)
	default:
		return
	}
	d.dirty = true
}

func (d *Desk) otherVersion(by int) {
	for i, v := range d.Versions {
		if j := i + by; v == d.result.Version && j >= 0 && j < len(d.Versions) && d.Host.Version != nil {
			d.Host.Version(d.Versions[j])
			return
		}
	}
}
