package desk

import (
	"sort"
	"strings"

	"finishline/scene"
	"finishline/sim"
)

// console is what the processes wrote up to the cursor, line by line.
type console struct {
	list
	lines []line
	at    int // lines written so far
}

type line struct {
	id   sim.RecordID
	fd   int64
	text string
}

func (c *console) load(t *sim.Trace) {
	c.lines, c.at, c.scroll, c.rows = c.lines[:0], 0, 0, 0
	if t == nil {
		return
	}
	for id := sim.RecordID(1); int(id) <= t.Len(); id++ {
		if r := t.At(id); r.Kind == sim.KindConsole {
			for _, s := range strings.Split(strings.TrimSuffix(t.String(r.Text), "\n"), "\n") {
				c.lines = append(c.lines, line{id, r.A, s})
			}
		}
	}
	c.rows = len(c.lines)
}

func (c *console) follow(id sim.RecordID) {
	c.at = sort.Search(len(c.lines), func(i int) bool { return c.lines[i].id > id })
	if c.at > 0 {
		c.reveal(c.at - 1)
	}
}

func (d *Desk) drawConsole(r scene.Rect) {
	k, c := &d.ink, &d.console
	if len(c.lines) == 0 {
		k.text("the script prints nothing", r.X+8, r.Y+18, r.W-16, dim)
		return
	}
	c.draw(k, r, func(i int, at scene.Rect) {
		l := c.lines[i]
		n := k.press(at, func() { d.Seek(l.id) })
		if n == d.hot {
			k.box(at, scene.RoleStation, scene.RoleNone, 5)
		}
		st := code
		switch {
		case i >= c.at:
			st = st.in(scene.RoleTextDim)
		case l.fd == 2:
			st = st.in(scene.RoleLoss)
		}
		k.text(l.text, at.X+8, at.Y+16, at.W-14, st)
	})
}
