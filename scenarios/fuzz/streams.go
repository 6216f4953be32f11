package fuzz

import (
	"fmt"
	"strings"
)

// A stream's own implementation: how it takes a chunk, gives one, ends, dies.
var (
	writeImpls = []string{
		"write(c, e, f) { log('_write', c.length); f(); }",
		"write(c, e, f) { log('_write', c.length); process.nextTick(f); }",
		"write(c, e, f) { log('_write', c.length); setImmediate(f); }",
		"write(c, e, f) { log('_write', c.length); setTimeout(f, 15); }",
		"writev(l, f) { log('_writev', l.length); setImmediate(f); }",
		"writev(l, f) { log('_writev', l.length); f(); }, write(c, e, f) { log('_write', c.length); process.nextTick(f); }",
		"write(c, e, f) { log('_write', c.length); f(c.length > 5 ? new Error('big') : null); }",
		"write(c, e, f) { log('_write', c.length); setImmediate(f, new Error('late')); }",
		"write(c, e, f) { log('_write', c.length); if (c.length === 3) throw new Error('thrown'); f(); }",
	}
	readImpls = []string{
		"read(n) { this.k = (this.k || 0) + 1; log('_read', this.k); this.push(this.k > 3 ? null : 'abc'); }",
		"read(n) { this.k = (this.k || 0) + 1; log('_read', this.k); setImmediate(() => this.push(this.k > 3 ? null : 'abcdefgh')); }",
		"read(n) { log('_read'); }",
		"read() { this.k = (this.k || 0) + 1; for (let i = 0; i < 3; i++) log('push', this.push('0123456789')); if (this.k === 2) this.push(null); }",
		"read() { this.k = (this.k || 0) + 1; process.nextTick(() => { this.push('x'); if (this.k === 3) this.destroy(new Error('third')); }); }",
		"read() { this.k = (this.k || 0) + 1; if (this.k === 2) throw new Error('read threw'); this.push('ab'); }",
		"read() { this.k = (this.k || 0) + 1; setTimeout(() => { this.push('ab'); this.k === 3 && this.push(null); }, 17); }",
	}
	finalImpls = []string{
		"final(f) { log('_final'); f(); }", "final(f) { log('_final'); setImmediate(f); }", "final(f) { log('_final'); process.nextTick(f); }",
		"final(f) { log('_final'); f(new Error('final')); }", "final(f) { log('_final'); setTimeout(f, 15); }",
	}
	destroyImpls = []string{
		"destroy(e, f) { log('_destroy', code(e)); f(e); }", "destroy(e, f) { log('_destroy', code(e)); setImmediate(f, e); }",
		"destroy(e, f) { log('_destroy', code(e)); f(); }", "destroy(e, f) { log('_destroy', code(e)); process.nextTick(f, new Error('from destroy')); }",
	}
	constructImpls = []string{
		"construct(f) { log('_construct'); f(); }", "construct(f) { log('_construct'); setImmediate(f); }",
		"construct(f) { log('_construct'); setTimeout(f, 15); }", "construct(f) { log('_construct'); f(new Error('construct')); }",
	}
	transformImpls = []string{
		"transform(c, e, f) { log('_transform', c.length); f(null, c); }", "transform(c, e, f) { log('_transform', c.length); setImmediate(f, null, c); }",
		"transform(c, e, f) { this.push(c); this.push(c); f(); }", "transform(c, e, f) { f(c.length === 3 ? new Error('three') : null, c); }",
		"transform(c, e, f) { process.nextTick(f); }",
	}
	flushImpls = []string{
		"flush(f) { log('_flush'); f(null, 'tail'); }", "flush(f) { log('_flush'); setImmediate(f); }", "flush(f) { log('_flush'); f(new Error('flush')); }",
		"flush(f) { log('_flush'); this.push('tail'); f(); }",
	}
	streamOptions = []string{
		"highWaterMark: 0", "highWaterMark: 1", "highWaterMark: 5", "highWaterMark: 5", "highWaterMark: 16", "autoDestroy: false", "emitClose: false",
		"objectMode: true", "decodeStrings: false", "allowHalfOpen: false", "encoding: 'utf8'",
	}
)

var writableActions = []string{
	"act(@, 'write', () => @.write('abc', cb(@, 'write')));",
	"act(@, 'write', () => @.write('abcdefghij', cb(@, 'write')));",
	"act(@, 'write', () => @.write('', cb(@, 'write')));",
	"act(@, 'write', () => @.write('x'));",
	"for (let i = 0; i < 4; i++) act(@, 'write', () => @.write('y' + i));",
	"act(@, 'end', () => { @.end(cb(@, 'end')); });",
	"act(@, 'end', () => { @.end('last', cb(@, 'end')); });",
	"act(@, 'end', () => { @.end(); });",
	"@.cork();",
	"@.uncork();",
	"@.cork(); process.nextTick(() => @.uncork());",
	"act(@, 'null', () => @.write(null));",
	"log(@.tag, @.writable, @.writableLength, @.writableNeedDrain, @.writableEnded, @.writableFinished, @.writableCorked, @.destroyed, @.closed, code(@.errored));",
}

var readableActions = []string{
	"act(@, 'push', () => @.push('pushed'));",
	"act(@, 'push', () => @.push(''));",
	"act(@, 'push', () => @.push(null));",
	"act(@, 'unshift', () => @.unshift('un'));",
	"{ const b = @.read(); log(@.tag, 'read', b === null ? 'null' : b.length); }",
	"{ const b = @.read(2); log(@.tag, 'read', b === null ? 'null' : b.length); }",
	"{ const b = @.read(0); log(@.tag, 'read', b === null ? 'null' : b.length); }",
	"@.on('data', (d) => log(@.tag, 'data', d.length));",
	"@.on('readable', () => { const b = @.read(); log(@.tag, 'readable', b === null ? 'null' : b.length); });",
	"@.on('readable', () => log(@.tag, 'readable', @.readableLength));",
	"@.removeAllListeners('data');",
	"@.removeAllListeners('readable');",
	"@.pause();",
	"@.resume();",
	"@.setEncoding('utf8');",
	"(async () => { try { for await (const d of @) log(@.tag, 'iter', d.length); log(@.tag, 'iterated'); } catch (e) { log(@.tag, 'iteration', code(e)); } })();",
	"(async () => { try { for await (const d of @) { log(@.tag, 'iter', d.length); break; } } catch (e) { log(@.tag, 'iteration', code(e)); } })();",
	"log(@.tag, @.readable, @.readableLength, @.readableFlowing, @.readableEnded, @.readableAborted, @.readableDidRead, @.isPaused(), @.destroyed, @.closed, code(@.errored));",
}

var bothActions = []string{
	"act(@, 'destroy', () => { @.destroy(); });",
	"act(@, 'destroy', () => { @.destroy(new Error('boom')); });",
	"stream.finished(@, cb(@, 'finished'));",
	"stream.finished(@, { readable: false }, cb(@, 'finishedW'));",
	"stream.finished(@, { writable: false }, cb(@, 'finishedR'));",
	"require('stream/promises').finished(@).then(cb(@, 'resolved'), cb(@, 'rejected'));",
	"@.once('close', () => { throw new Error('in close'); });",
	"{ const ac = new AbortController(); stream.addAbortSignal(ac.signal, @); setTimeout(() => ac.abort(), $wait); }",
	"@.removeAllListeners('error');",
}

func (g *gen) streamDecl(name, kind string) *Tree {
	parts := []string{}
	add := func(p int, list []string) {
		if g.chance(p) {
			parts = append(parts, g.oneOf(list))
		}
	}
	add(60, streamOptions)
	add(15, streamOptions)
	switch kind {
	case "Writable", "Duplex":
		add(100, writeImpls)
		add(40, finalImpls)
	case "Transform":
		add(100, transformImpls)
		add(40, flushImpls)
		add(10, finalImpls)
	}
	if kind == "Readable" || kind == "Duplex" {
		add(95, readImpls)
	}
	add(30, destroyImpls)
	add(12, constructImpls)
	return fixed(fmt.Sprintf("const %s = new stream.%s({ %s });", name, kind, strings.Join(parts, ", ")))
}

func growStreams(g *gen) *Tree {
	n := g.n(1, 3)
	var kids []*Tree
	var scope []object
	var writables, readables []string
	for i := 1; i <= n; i++ {
		name := fmt.Sprintf("a%d", i)
		kind := g.pick("Readable", "Writable", "Writable", "Duplex", "Transform", "PassThrough")
		kids = append(kids, g.streamDecl(name, kind))
		o := object{name: name, events: []string{"close", "error"}}
		events := []string{"error", "close", "pipe", "unpipe"}
		o.actions = append(o.actions, bothActions...)
		if kind != "Readable" {
			writables = append(writables, name)
			o.actions = append(append(o.actions, writableActions...), writableActions...)
			o.events = append(o.events, "finish", "drain", "prefinish")
			events = append(events, "finish", "drain", "prefinish")
		}
		if kind != "Writable" {
			readables = append(readables, name)
			o.actions = append(append(o.actions, readableActions...), readableActions...)
			o.events = append(o.events, "end", "data", "readable", "resume", "pause")
			events = append(events, "end", "pause", "resume")
		}
		kids = append(kids, g.watchLine(name, "'"+name+"'", events))
		scope = append(scope, o)
	}
	if len(writables) > 0 && len(readables) > 0 {
		for k := g.n(0, 2); k > 0; k-- {
			r, w := g.oneOf(readables), g.oneOf(writables)
			if r == w { // real Node may never end
				continue
			}
			kids = append(kids, g.wrap(line(fmt.Sprintf(g.pick(
				"act(%[1]s, 'pipe', () => { %[1]s.pipe(%[2]s); });",
				"act(%[1]s, 'pipe', () => { %[1]s.pipe(%[2]s, { end: false }); });",
				"act(%[1]s, 'pipeline', () => { stream.pipeline(%[1]s, %[2]s, cb(%[1]s, 'pipeline')); });",
				"act(%[1]s, 'pipeline', () => { stream.pipeline(%[1]s, new stream.PassThrough(), %[2]s, cb(%[1]s, 'pipeline')); });",
				"act(%[1]s, 'unpipe', () => { %[1]s.unpipe(%[2]s); });"), r, w)), scope...))
		}
	}
	kids = append(kids, g.act(g.n(3, 9), scope...)...)
	return g.whole("const stream = require('stream');", kids...)
}
