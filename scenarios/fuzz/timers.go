package fuzz

import "fmt"

// growTimers writes nested scheduling: ticks, jobs, immediates, timers,
// emitters, and what process says at its end.
func growTimers(g *gen) *Tree {
	id := 0
	var body func(depth, n int) []*Tree
	step := func(depth int) *Tree {
		id++
		tag := fmt.Sprint(id)
		say := line("log(" + tag + ");")
		var kids []*Tree
		kids = append(kids, say)
		if depth > 0 {
			kids = append(kids, body(depth-1, g.n(0, 3))...)
		}
		switch g.n(0, 24) {
		case 0, 1, 2:
			return hoist("process.nextTick(() => {", "});", kids)
		case 3, 4:
			return hoist("Promise.resolve().then(() => {", "});", kids)
		case 5:
			return hoist("queueMicrotask(() => {", "});", kids)
		case 6, 7, 8:
			return hoist("setImmediate(() => {", "});", kids)
		case 9, 10, 11:
			return hoist("setTimeout(() => {", fmt.Sprintf("}, %d);", g.delay()), kids)
		case 12:
			return hoist(fmt.Sprintf("{ let k = 0; const iv%s = setInterval(() => { if (++k === %d) clearInterval(iv%s);", tag, g.n(1, 3), tag), "}, 17); }", kids)
		case 13:
			return hoist(fmt.Sprintf("{ const t%s = setTimeout(() => {", tag), fmt.Sprintf("}, %d); %s; }", g.delay(), g.fill(g.pick("t"+tag+".unref()", "t"+tag+".refresh()", "setTimeout(() => t"+tag+".refresh(), $wait)", "setTimeout(() => clearTimeout(t"+tag+"), $wait)", "t"+tag+".unref().ref()", "log(t"+tag+".hasRef())"))), kids)
		case 14:
			return hoist(fmt.Sprintf("{ const i%s = setImmediate(() => {", tag), fmt.Sprintf("}); %s; }", g.pick("clearImmediate(i"+tag+")", "i"+tag+".unref()", "process.nextTick(() => clearImmediate(i"+tag+"))", "setImmediate(() => clearImmediate(i"+tag+"))")), kids)
		case 15:
			return hoist("(async () => {", "})();", append([]*Tree{line(g.pick("await null;", "await new Promise(setImmediate);", "await new Promise((r) => process.nextTick(r));", "await Promise.reject(new Error('x')).catch(() => {});", "await { then(f) { f(); } };"))}, kids...))
		case 16:
			return hoist("em.once('a', () => {", "});", kids)
		case 17:
			return line(g.pick("em.emit('a');", "log(em.emit('a'));", "em.emit('b', 1);", "em.removeAllListeners('a');"))
		case 18:
			return line(g.pick("throw new Error('t"+tag+"');", "Promise.reject(new Error('r"+tag+"'));", "em.emit('error', new Error('e"+tag+"'));"))
		case 19:
			return hoist("process.once('beforeExit', () => {", "});", kids)
		case 20:
			return hoist("tp.setTimeout("+fmt.Sprint(g.delay())+").then(() => {", "});", kids)
		case 21:
			return hoist("tp.setImmediate().then(() => {", "});", kids)
		case 22:
			return line(g.pick("process.exitCode = 4;", "process.exit();", "process.exit(2);", "process.emit('x');", "process.on('SIGUSR2', () => log('usr2')); process.kill(process.pid, 'SIGUSR2');"))
		case 23:
			return hoist("const p"+tag+" = new Promise((res) => {", "res(); }); p"+tag+".finally(() => log('f"+tag+"'));", kids)
		default:
			return hoist("als.run("+tag+", () => {", "});", append(kids, line("log('store', als.getStore());")))
		}
	}
	body = func(depth, n int) []*Tree {
		var out []*Tree
		for ; n > 0; n-- {
			out = append(out, step(depth))
		}
		return out
	}
	head := []*Tree{
		line("const em = new (require('events'))(); const tp = require('timers/promises');"),
		line("const als = new (require('async_hooks').AsyncLocalStorage)();"),
		line("em.on('b', (v) => log('b', v, als.getStore()));"),
		g.maybe(40, "process.on('unhandledRejection', (e) => log('unhandled', e.message));"),
		g.maybe(50, "process.on('beforeExit', (c) => log('beforeExit', c));"),
	}
	return g.whole("", append(head, body(3, g.n(3, 6))...)...)
}

func hoist(open, end string, kids []*Tree) *Tree {
	return &Tree{Open: open, Close: end, Kids: kids, Hoist: true}
}
