package fuzz

import "fmt"

// timersScript grows one script of the timers family: nested scheduling with
// ticks, jobs, immediates, timers and emitters, exceptions, and what process
// says at its end.
type timersScript struct {
	*gen
	id     int
	shared int // the delay of the last timer, for another of the same list
	since  when
}

// What listeners of process do besides speaking.
var (
	exceptionListeners = []string{
		"log('store', als.getStore());",
		"process.nextTick(() => log('tick of', e.message, als.getStore())); Promise.resolve().then(() => log('job of', e.message, als.getStore()));",
		"setImmediate(() => log('immediate of', e.message, als.getStore()));",
	}
	rejectionListeners = []string{
		"log('unhandled', e.message);",
		"log('unhandled', e.message, als.getStore());",
		"log('unhandled', e.message); process.nextTick(() => log('tick of', e.message, als.getStore())); Promise.resolve().then(() => log('job of', e.message, als.getStore()));",
		"log('unhandled', e.message); throw e;",
		"log('unhandled', e.message); setImmediate(() => log('immediate of', e.message));",
	}
)

func growTimers(g *gen) *Tree {
	g.watchdog = 1100
	g.taken = append(g.taken, g.watchdog)
	s := &timersScript{gen: g}
	head := []*Tree{
		line("const em = new (require('events'))(); const tp = require('timers/promises');"),
		line("const als = new (require('async_hooks').AsyncLocalStorage)();"),
		line("em.on('b', (v) => log('b', v, als.getStore()));"),
		g.maybe(50, "process.on('unhandledRejection', (e) => { "+g.oneOf(rejectionListeners)+" });"),
		g.maybe(50, "process.on('beforeExit', (c) => log('beforeExit', c, als.getStore()));"),
		g.maybe(30, "process.on('uncaughtException', (e) => { "+g.oneOf(exceptionListeners)+" });"),
		g.maybe(15, "process.on('uncaughtExceptionMonitor', (e, origin) => log('monitor', e.message, origin));"),
		g.maybe(20, "process.on('rejectionHandled', () => log('rejectionHandled', als.getStore()));"),
		g.maybe(15, "process.on('exit', () => log('exit', als.getStore()));"),
	}
	return g.whole("", append(head, s.body(when{0}, 3, g.n(3, 6))...)...)
}

// body is n steps that are taken one after the other.
func (s *timersScript) body(at when, depth, n int) (out []*Tree) {
	for ; n > 0; n-- {
		s.id++
		if s.chance(60) {
			out = append(out, s.timed(at, depth, fmt.Sprint(s.id)))
		} else {
			out = append(out, s.prompt(at, depth, fmt.Sprint(s.id)))
		}
	}
	return out
}

// kids is what a callback does that runs at these moments.
func (s *timersScript) kids(at when, depth int, tag string) []*Tree {
	kids := []*Tree{line("log(" + tag + ");")}
	if depth > 0 {
		kids = append(kids, s.body(at, depth-1, s.n(0, 3))...)
	}
	return kids
}

// timed is a step that schedules something.
func (s *timersScript) timed(at when, depth int, tag string) *Tree {
	simple := func(open, end string) *Tree { return hoist(open, end, s.kids(at, depth, tag)) }
	switch s.n(0, 16) {
	case 0, 1, 2:
		return simple("process.nextTick(() => {", "});")
	case 3, 4:
		return simple("Promise.resolve().then(() => {", "});")
	case 5:
		return simple("queueMicrotask(() => {", "});")
	case 6, 7, 8:
		return simple("setImmediate(() => {", "});")
	case 9:
		return simple(fmt.Sprintf("{ const i%s = setImmediate(() => {", tag), fmt.Sprintf("}); %s; }", s.pick("clearImmediate(i"+tag+")", "i"+tag+".unref()",
			"process.nextTick(() => clearImmediate(i"+tag+"))", "setImmediate(() => clearImmediate(i"+tag+"))")))
	case 10, 11, 12:
		d, then := s.sharedWait(at)
		return hoist("setTimeout(() => {", fmt.Sprintf("}, %d);", d), s.kids(then, depth, tag))
	case 13:
		return s.interval(at, depth, tag)
	case 14:
		return s.handled(at, depth, tag)
	case 15:
		d, then := s.wait(at)
		return hoist(fmt.Sprintf("tp.%s(%d).then(() => {", s.pick("setTimeout", "setTimeout", "scheduler.wait"), d), "});", s.kids(then, depth, tag))
	default:
		return simple("tp.setImmediate().then(() => {", "});")
	}
}

// sharedWait is wait, or now and then the delay of a timer that was set at the
// same moment, so that both are in one list.
func (s *timersScript) sharedWait(at when) (int, when) {
	if len(at) > 0 && len(s.since) > 0 && &at[0] == &s.since[0] && s.chance(35) {
		return s.shared, at.later(s.shared)
	}
	d, then := s.wait(at)
	s.shared, s.since = d, at
	return d, then
}

// interval runs one to three times.
func (s *timersScript) interval(at when, depth int, tag string) *Tree {
	n := s.n(1, 3)
	period, then := 17, when(nil)
	if len(at) > 0 {
		every := func(p int) when { return at.every(p, n) }
		period = s.free(15, 60, every)
		then = every(period)
	}
	if s.chance(25) {
		return hoist("(async () => { let k = 0; for await (const _ of tp.setInterval("+fmt.Sprint(period)+fmt.Sprintf(")) { if (++k > %d) break;", n), "} })();", s.kids(then, depth, tag))
	}
	return hoist(fmt.Sprintf("{ let k = 0; const iv%s = setInterval(() => { if (++k === %d) clearInterval(iv%s);", tag, n, tag), fmt.Sprintf("}, %d); }", period), s.kids(then, depth, tag))
}

// handled is a timer with which something is done afterwards.
func (s *timersScript) handled(at when, depth int, tag string) *Tree {
	d, then := s.wait(at)
	t, more := "t"+tag, ""
	switch s.n(0, 6) {
	case 0:
		more = t + ".unref()"
	case 1:
		more = t + ".refresh()"
	case 2:
		w, ago := s.wait(at)
		more = fmt.Sprintf("setTimeout(() => %s.refresh(), %d)", t, w)
		if again := ago.later(d); w < d {
			then = again
		} else {
			then = append(then, again...)
		}
	case 3:
		w, _ := s.wait(at)
		more = fmt.Sprintf("setTimeout(() => clearTimeout(%s), %d)", t, w)
	case 4:
		more = t + ".unref().ref()"
	case 5:
		more = fmt.Sprintf("setImmediate(() => %s.%s())", t, s.pick("unref", "ref", "close"))
	default:
		more = "log(" + t + ".hasRef())"
	}
	return hoist(fmt.Sprintf("{ const %s = setTimeout(() => {", t), fmt.Sprintf("}, %d); %s; }", d, more), s.kids(then, depth, tag))
}

// prompt is a step that runs at once, or when something else does.
func (s *timersScript) prompt(at when, depth int, tag string) *Tree {
	switch s.n(0, 9) {
	case 0:
		await := s.pick("await null;", "await new Promise(setImmediate);", "await new Promise((r) => process.nextTick(r));",
			"await Promise.reject(new Error('x')).catch(() => {});", "await { then(f) { f(); } };")
		return hoist("(async () => {", "})();", append([]*Tree{line(await)}, s.kids(at, depth, tag)...))
	case 1:
		return hoist("em.once('a', () => {", "});", s.kids(nil, depth, tag))
	case 2, 3:
		return line(s.pick("em.emit('a');", "log(em.emit('a'));", "em.emit('b', 1);", "em.removeAllListeners('a');"))
	case 4, 5:
		return line(s.pick("throw new Error('t"+tag+"');", "Promise.reject(new Error('r"+tag+"'));", "em.emit('error', new Error('e"+tag+"'));",
			"{ const q = Promise.reject(new Error('q"+tag+"')); "+s.pick("setImmediate(", "process.nextTick(", "queueMicrotask(")+"() => q.catch(() => log('late'))); }"))
	case 6:
		return hoist("process.once('beforeExit', () => {", "});", s.kids(at.nextAge(), depth, tag))
	case 7:
		return line(s.pick("process.exitCode = 4;", "process.exit();", "process.exit(2);", "process.emit('x');",
			"process.on('SIGUSR2', () => log('usr2')); process.kill(process.pid, 'SIGUSR2');"))
	case 8:
		return hoist("const p"+tag+" = new Promise((res) => {", "res(); }); p"+tag+".finally(() => log('f"+tag+"'));", s.kids(at, depth, tag))
	default:
		return hoist("als.run("+tag+", () => {", "});", append(s.kids(at, depth, tag), line("log('store', als.getStore());")))
	}
}

func hoist(open, end string, kids []*Tree) *Tree {
	return &Tree{Open: open, Close: end, Kids: kids, Hoist: true}
}
