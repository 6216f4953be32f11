// Package desk is what the desktop program has around a stage: the scripts to
// choose from, the verdict, the transport, the events and the console, drawn
// with the same shapes as the stage itself. It runs nothing and opens nothing;
// Host does, and tells the desk with Show.
package desk

import (
	"finishline/scene"
	"finishline/sim"
	"finishline/stage"
	"finishline/verdict"
)

// Item is a script that can be chosen.
type Item struct{ Name, Title string }

// Host is what a desk asks its program for. Each may be nil.
type Host struct {
	Open    func(item int)       // a script was chosen
	Version func(version string) // another Node version was chosen
	Again   func()               // run it again
	Shot    func()               // keep a picture of the window
}

// Tone is how good the news is.
type Tone uint8

// The tones.
const (
	Plain Tone = iota
	Good
	Bad
)

// Result is a run to show.
type Result struct {
	Item    int // which of the items it is
	Version string
	Trace   *sim.Trace // nil if nothing ran
	// Headline is the verdict, or what was wrong, in one sentence; Detail says more.
	Headline, Detail string
	Tone             Tone
	Why              []verdict.Step // from the script's line to the loss
}

// Desk is a stage with its panels.
type Desk struct {
	Stage    *stage.Stage
	Host     Host
	Items    []Item
	Versions []string

	w, h   float32
	result Result
	note   string // at the foot: what just happened

	scripts scripts
	events  events
	console console
	why     list
	tab     tab
	panel   panel // which panel lies over the stage of a narrow window
	hidden  [2]bool
	menu    bool // the versions are open
	help    bool

	ink    ink
	hot    int // the button under the pointer, 1 and up
	drag   dragTarget
	dirty  bool
	px, py float32
	unit   stage.Unit
	where  rects
}

// New returns an empty desk.
func New(items []Item, versions []string) *Desk {
	d := &Desk{Stage: stage.New(), Items: items, Versions: versions, dirty: true}
	d.Stage.On = stage.Callbacks{
		Cursor: func(id sim.RecordID) { d.moved(id) },
		Select: func(id sim.RecordID) { d.events.show(id) },
		Play:   func(bool) { d.dirty = true },
		Focus:  func(sim.ObjID) { d.dirty = true },
		Hover:  func(sim.RecordID) { d.dirty = true },
	}
	d.scripts.filter(items)
	return d
}

// Show replaces what is shown. The cursor stays where it was if the run is the
// same script again, so that an edit can be compared.
func (d *Desk) Show(r Result) {
	again := r.Item == d.result.Item && r.Version == d.result.Version && d.result.Trace != nil
	at := d.Stage.View().Cursor
	d.result = r
	d.why = list{rows: len(r.Why), rowH: whyH}
	if !again && d.tab != consoleTab {
		d.tab = eventsTab
		if len(r.Why) > 0 {
			d.tab = whyTab
		}
	}
	if r.Trace == nil {
		d.Stage.Clear("Nothing ran, so there is no race to show.")
		d.events.load(nil)
		d.console.load(nil)
	} else {
		d.Stage.Load(r.Trace)
		d.events.load(d.Stage.Story())
		d.console.load(r.Trace)
		if again {
			d.Stage.Seek(at, 0)
		}
	}
	d.moved(d.Stage.View().Cursor)
	d.dirty = true
}

// Note says at the foot of the window what just happened.
func (d *Desk) Note(text string) { d.note, d.dirty = text, true }

// Seek puts the cursor on a record.
func (d *Desk) Seek(id sim.RecordID) {
	d.Stage.Seek(id, 0)
	d.moved(d.Stage.View().Cursor)
}

// moved keeps the lists at the cursor.
func (d *Desk) moved(id sim.RecordID) {
	d.events.follow(id)
	d.console.follow(id)
	d.dirty = true
}

// Resize lays everything out anew.
func (d *Desk) Resize(w, h float32) {
	if d.w != w || d.h != h {
		d.w, d.h, d.dirty = w, h, true
	}
	d.arrange()
}

// Frame lets time pass.
func (d *Desk) Frame(dt float64) { d.Stage.Frame(dt) }

// Playing reports whether the picture moves by itself.
func (d *Desk) Playing() bool { return d.Stage.Playing() }

// Dirty reports that the window shows something old.
func (d *Desk) Dirty() bool { return d.dirty || d.Stage.Dirty() }

// Theme is dark or light.
func (d *Desk) Theme() scene.Theme { return d.Stage.Theme() }

// SetTheme chooses it.
func (d *Desk) SetTheme(t scene.Theme) {
	d.Stage.SetTheme(t)
	d.dirty = true
}
