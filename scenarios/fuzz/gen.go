package fuzz

import (
	"fmt"
	"strings"

	"finishline/sim"
)

// gen draws from one seed.
type gen struct {
	r    *sim.Random
	used uint // delays given out: none twice while there are others

	watchdog int  // when the script is given up, in milliseconds; 0: 650
	taken    when // moments at which a timer runs out
}

func (g *gen) n(lo, hi int) int            { return lo + g.r.Intn(hi-lo+1) }
func (g *gen) chance(percent int) bool     { return g.r.Intn(100) < percent }
func (g *gen) pick(list ...string) string  { return list[g.r.Intn(len(list))] }
func (g *gen) oneOf(list []string) string  { return list[g.r.Intn(len(list))] }
func (g *gen) maybe(p int, s string) *Tree { return &Tree{Open: s, gone: !g.chance(p)} }

// The sizes where something changes: nothing, one byte, a high-water mark, a
// frame, a window, more than the socket takes at once.
var sizes = []string{"0", "1", "100", "100", "5000", "16383", "16384", "16385", "65535", "65536", "70000", "200000"}

var codes = []string{"0", "1", "2", "7", "8", "8", "11"}

// fill replaces the holes of a line.
func (g *gen) fill(s string) string {
	for strings.Contains(s, "$") {
		switch i := strings.IndexByte(s, '$'); {
		case strings.HasPrefix(s[i:], "$size"):
			s = strings.Replace(s, "$size", g.oneOf(sizes), 1)
		case strings.HasPrefix(s[i:], "$code"):
			s = strings.Replace(s, "$code", g.oneOf(codes), 1)
		case strings.HasPrefix(s[i:], "$wait"):
			s = strings.Replace(s, "$wait", fmt.Sprint(g.delay()), 1)
		case strings.HasPrefix(s[i:], "$few"):
			s = strings.Replace(s, "$few", fmt.Sprint(g.n(0, 5)), 1)
		case strings.HasPrefix(s[i:], "$bool"):
			s = strings.Replace(s, "$bool", g.pick("true", "false"), 1)
		default:
			panic("fuzz: unknown hole in " + s)
		}
	}
	return s
}

// The delays differ from each other, and from each other's sums, by more than
// two runs of real Node ever do.
var delays = []int{40, 60, 85, 112, 135, 162, 185, 210}

func (g *gen) delay() int {
	if g.used == 1<<len(delays)-1 {
		g.used = 0
	}
	for {
		if i := g.r.Intn(len(delays)); g.used>>i&1 == 0 {
			g.used |= 1 << i
			return delays[i]
		}
	}
}

// cleanup is when a script's last act comes.
func (g *gen) cleanup() int { return 330 + 40*g.n(0, 1) }

// wrap schedules an action at random: at once, in a tick, a promise job, an
// immediate, a timer, or on an event of one of the objects in scope.
func (g *gen) wrap(t *Tree, scope ...object) *Tree {
	w := &Tree{Close: "});", Kids: []*Tree{t}, Hoist: true}
	switch k := g.n(0, 15); {
	case k <= 4:
		return t
	case k == 5:
		w.Open = "process.nextTick(() => {"
	case k == 6:
		w.Open = "Promise.resolve().then(() => {"
	case k == 7:
		w.Open = "queueMicrotask(() => {"
	case k <= 9:
		w.Open = "setImmediate(() => {"
	case k <= 12 || len(scope) == 0:
		w.Open, w.Close = "setTimeout(() => {", fmt.Sprintf("}, %d);", g.delay())
	default:
		o := scope[g.r.Intn(len(scope))]
		w.Open = fmt.Sprintf("%s.%s('%s', () => {", o.name, "once", g.oneOf(o.events))
	}
	if g.chance(12) {
		return g.wrap(w, scope...)
	}
	return w
}

// object is something in scope that actions can be about.
type object struct {
	name    string
	events  []string
	actions []string // lines with holes; @ is the object's name
}

// act draws n actions on the objects in scope, each scheduled at random.
func (g *gen) act(n int, scope ...object) []*Tree {
	var out []*Tree
	for ; n > 0; n-- {
		o := scope[g.r.Intn(len(scope))]
		s := g.fill(strings.ReplaceAll(g.oneOf(o.actions), "@", o.name))
		out = append(out, g.wrap(line(s), scope...))
	}
	return out
}

// prelude is what every script begins with.
const prelude = `const code = (e) => e && (e.code || e.name + ':' + e.message);
const show = (v) => v instanceof Error ? code(v) : v === null || typeof v !== 'object' && typeof v !== 'function' ? String(v) : typeof v;
const log = (...a) => console.log(a.join(' '));
const cb = (o, what) => (...a) => log(o.tag, what, 'cb', ...a.map(show));
const act = (o, what, f) => { try { const r = f(); if (typeof r === 'boolean') log(o.tag, what, r); } catch (e) { log(o.tag, what, 'threw', code(e)); } };
const watch = (o, tag, ...events) => { o.tag = tag; for (const v of events) o.on(v, (...a) => log(tag, v, ...a.map(show))); };
const count = (o) => { let n = 0; o.on('data', (d) => { n += d.length; }); o.on('end', () => log(o.tag, 'end', n)); };`

// whole is a script: prelude, family part, watchdog.
func (g *gen) whole(requires string, kids ...*Tree) *Tree {
	t := &Tree{Fixed: true}
	t.Kids = append(t.Kids, fixed("'use strict';"), fixed(requires))
	for _, l := range strings.Split(prelude, "\n") {
		t.Kids = append(t.Kids, fixed(l))
	}
	t.Kids = append(t.Kids,
		line("process.on('uncaughtException', (e) => log('uncaught', code(e)));"),
		line("process.on('exit', (c) => log('exit', c));"))
	if g.chance(20) {
		t.Kids[len(t.Kids)-2].gone = true
	}
	t.Kids = append(t.Kids, kids...)
	if g.watchdog == 0 {
		g.watchdog = 650
	}
	t.Kids = append(t.Kids, fixed(fmt.Sprintf("setTimeout(() => { log('TIMEOUT'); process.exit(3); }, %d).unref();", g.watchdog)))
	return t
}
