package desk

import (
	"strings"
	"testing"

	"finishline/scene"
	"finishline/sim"
	"finishline/stage"
	"finishline/stage/paint"
	"finishline/verdict"
)

func lines(n int) *sim.Trace {
	t := sim.NewTrace(0)
	w := sim.NewWorld(&sim.Scripted{}, t)
	w.SetProc(1)
	o := w.NewObject("process", "node", 0)
	for range n {
		w.Emit(sim.Record{Kind: sim.KindConsole, Obj: o, A: 1, Text: t.Sym("Server: finish\nand \x1b more\n")})
	}
	return t
}

// host hears what the desk asks for.
type host struct {
	opened   []int
	versions []string
	again    int
}

func desk(t *testing.T, w, h float32) (*Desk, *host) {
	t.Helper()
	items := []Item{{"server.js", "server.js"}, {"40-tick", "Ticks and promise jobs between timers"}, {"62-close", "Closing the session inside 'finish'"},
		{"99-long", strings.Repeat("a very long title ", 20)}}
	d, g := New(items, []string{"18.18.2", "23.7.0", "26.10.0"}), &host{}
	d.Host = Host{
		Open:    func(i int) { g.opened = append(g.opened, i) },
		Version: func(v string) { g.versions = append(g.versions, v) },
		Again:   func() { g.again++ },
	}
	d.Resize(w, h)
	d.Show(Result{Item: 0, Version: "23.7.0", Trace: lines(200), Headline: "RESPONSE LOST: close() overtook 34 bytes still queued in the session", Tone: Bad})
	d.Note("server.js ran in 1.2ms")
	draw(d)
	return d, g
}

func draw(d *Desk) {
	p := paint.New()
	p.Begin(1, scene.Palette(scene.Dark))
	d.Paint(p)
}

var sizes = [][2]float32{{320, 240}, {360, 720}, {500, 600}, {800, 700}, {1200, 800}, {1700, 1000}, {4000, 2000}}

var steps = []verdict.Step{
	{Record: 2, Title: "res.end()", Detail: "the writable side ended; 0 bytes of body", Line: 10, Tone: verdict.Data},
	{Record: 4, Title: "'finish' " + strings.Repeat("long ", 30), Detail: strings.Repeat("a long detail ", 30), Tone: verdict.Tick},
	{Record: 7, Title: "the client gets nothing", Tone: verdict.Death},
}

func TestClickingAStepSeeks(t *testing.T) {
	d, _ := desk(t, 1300, 800)
	d.Show(Result{Item: 1, Version: "23.7.0", Trace: lines(9), Headline: "lost", Tone: Bad, Why: steps})
	draw(d)
	r := d.where.events
	d.Press(r.X+100, r.Y+listTop+2*whyH+10, false)
	if got := d.Stage.View().Cursor; got != 7 {
		t.Errorf("a click on the third step leads to record %d instead of 7", got)
	}
}

// Every text of the desk lies in the window, and no button lies on another.
func TestEverythingFits(t *testing.T) {
	for _, size := range sizes {
		for name, open := range map[string]func(*Desk){
			"plain": func(*Desk) {}, "help": func(d *Desk) { d.help = true }, "menu": func(d *Desk) { d.menu = true },
			"scripts": func(d *Desk) { d.panel = scriptsPanel }, "events": func(d *Desk) { d.panel = eventsPanel },
			"console": func(d *Desk) { d.panel, d.tab = eventsPanel, consoleTab },
			"why": func(d *Desk) {
				d.Show(Result{Version: "23.7.0", Trace: lines(9), Headline: "lost", Detail: "far " + strings.Repeat("away ", 90), Why: steps})
				d.panel = eventsPanel
			},
		} {
			d, _ := desk(t, size[0], size[1])
			open(d)
			draw(d)
			for _, s := range d.ink.shapes {
				if s.Kind != scene.Text {
					continue
				}
				w, left := s.Face().Width(s.Text, s.Size), s.X
				switch s.Align {
				case scene.Middle:
					left -= w / 2
				case scene.Right:
					left -= w
				}
				if w > s.W+0.5 && s.Text != "…" || left < 0 || left+w > size[0]+0.5 {
					t.Errorf("%vx%v %s: %q from %.0f, %.0f wide in %.0f", size[0], size[1], name, s.Text, left, w, s.W)
				}
			}
		}
		d, _ := desk(t, size[0], size[1])
		bars := d.ink.buttons
		for i, a := range bars {
			for _, b := range bars[i+1:] {
				if inBars(d, a.Rect) && inBars(d, b.Rect) && a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
					t.Errorf("%vx%v: the buttons at %v and %v overlap", size[0], size[1], a.Rect, b.Rect)
				}
			}
			if a.X < 0 || a.X+a.W > size[0] {
				t.Errorf("%vx%v: a button at %v", size[0], size[1], a.Rect)
			}
		}
	}
}

func inBars(d *Desk, r scene.Rect) bool { return r.Y < barH || r.Y >= d.where.transport.Y }

func TestSearch(t *testing.T) {
	d, g := desk(t, 1200, 800)
	d.Rune('/')
	for _, r := range "CLOSING sess" {
		d.Rune(r)
	}
	d.Key(stage.KeySpace, stage.Mods{}) // a space is typed, and does not play
	if d.Playing() || len(d.scripts.found) != 1 || d.scripts.found[0] != 2 {
		t.Fatalf("playing %v, found %v", d.Playing(), d.scripts.found)
	}
	d.Key(stage.KeyEnter, stage.Mods{})
	if len(g.opened) != 1 || g.opened[0] != 2 {
		t.Errorf("opened %v", g.opened)
	}
	d.Key(stage.KeySpace, stage.Mods{})
	if !d.Playing() {
		t.Error("after the search the space bar does not play")
	}
}

func TestSearchThatFindsNothing(t *testing.T) {
	d, g := desk(t, 360, 700)
	d.Rune('/')
	for _, r := range "zzzü" {
		d.Rune(r)
	}
	draw(d)
	d.Key(stage.KeyDown, stage.Mods{})
	d.Key(stage.KeyEnter, stage.Mods{})
	if len(g.opened) != 0 {
		t.Errorf("opened %v", g.opened)
	}
	for range 9 {
		d.Key(stage.KeyBackspace, stage.Mods{})
	}
	if len(d.scripts.found) != 4 {
		t.Errorf("with an empty query it finds %d of 4", len(d.scripts.found))
	}
}

func TestClickingAnEventSeeks(t *testing.T) {
	d, _ := desk(t, 1300, 800)
	r := d.where.events
	d.Press(r.X+100, r.Y+listTop+5*rowH+10, false)
	d.Release()
	if got, want := d.Stage.View().Cursor, d.events.ids[5]; got != want {
		t.Errorf("a click on the sixth event leads to record %d instead of %d", got, want)
	}
	draw(d)
	if d.Dirty() {
		t.Error("after painting there is still something to paint")
	}
}

func TestListsFollowTheCursor(t *testing.T) {
	d, _ := desk(t, 1300, 800)
	d.Key(stage.KeyEnd, stage.Mods{})
	draw(d)
	if top := float32(d.events.at) * rowH; d.events.at != len(d.events.ids)-1 || top < d.events.scroll || top+rowH > d.events.scroll+d.events.height {
		t.Errorf("row %d of %d, scrolled to %g", d.events.at, len(d.events.ids), d.events.scroll)
	}
	d.Key(stage.KeyHome, stage.Mods{})
	draw(d)
	whole := int(d.events.height / rowH)
	for range whole + 3 { // a few more than there is room for
		d.Key(stage.KeyRight, stage.Mods{})
		draw(d)
	}
	if top := float32(d.events.at+1) * rowH; top != d.events.scroll+d.events.height {
		t.Errorf("row %d ends at %g of a list scrolled to %g", d.events.at, top-d.events.scroll, d.events.scroll)
	}
	d.Key(stage.KeyEnd, stage.Mods{})
	d.tab = consoleTab
	draw(d)
	if d.console.at != len(d.console.lines) || len(d.console.lines) != 400 {
		t.Errorf("the console is at %d of %d", d.console.at, len(d.console.lines))
	}
}

func TestAnEditKeepsTheCursor(t *testing.T) {
	d, _ := desk(t, 1300, 800)
	d.Seek(77)
	d.Show(Result{Item: 0, Version: "23.7.0", Trace: lines(150)})
	if c := d.Stage.View().Cursor; c != 77 {
		t.Errorf("after the same script ran again the cursor is at %d", c)
	}
	d.Show(Result{Item: 0, Version: "23.7.0", Trace: lines(5)})
	if c := d.Stage.View().Cursor; c != 5 {
		t.Errorf("in a shorter trace it is at %d", c)
	}
	d.Show(Result{Item: 1, Version: "23.7.0", Trace: lines(150)})
	if c := d.Stage.View().Cursor; c != 1 {
		t.Errorf("another script begins at %d", c)
	}
}

func TestVersionsAndKeys(t *testing.T) {
	d, g := desk(t, 1300, 800)
	d.Rune(']')
	d.Rune('[')
	d.Key(stage.KeyF5, stage.Mods{})
	if strings.Join(g.versions, " ") != "26.10.0 18.18.2" || g.again != 1 {
		t.Errorf("asked for %v, again %d times", g.versions, g.again)
	}
	d.Rune('+')
	faster := d.Stage.Speed()
	d.Rune('-')
	if faster <= d.Stage.Speed() {
		t.Errorf("+ gives %v, then - gives %v", faster, d.Stage.Speed())
	}
	d.Rune('?')
	draw(d)
	if !d.help {
		t.Error("? shows no keys")
	}
	d.Press(10, 10, false)
	if d.help {
		t.Error("a click beside the keys does not close them")
	}
}

func TestNothingRan(t *testing.T) {
	d, _ := desk(t, 700, 500)
	d.Show(Result{Version: "23.7.0", Headline: "There is no file server.js", Detail: "It runs as soon as it is there.", Tone: Bad})
	draw(d)
	d.Key(stage.KeySpace, stage.Mods{})
	d.Press(300, 300, false)
	d.Move(310, 300)
	d.Release()
	d.Rune('e')
	draw(d)
}
