package fuzz

import (
	"fmt"
	"strings"
)

var socketActions = []string{
	"act(@, 'write', () => @.write(Buffer.alloc($size), cb(@, 'write')));",
	"act(@, 'write', () => @.write(Buffer.alloc($size), cb(@, 'write')));",
	"act(@, 'write', () => @.write(Buffer.alloc($size)));",
	"act(@, 'end', () => { @.end(Buffer.alloc($size), cb(@, 'end')); });",
	"act(@, 'end', () => { @.end(cb(@, 'end')); });",
	"act(@, 'end', () => { @.end(); });",
	"act(@, 'end', () => { @.end(); });",
	"act(@, 'destroy', () => { @.destroy(); });",
	"act(@, 'destroy', () => { @.destroy(new Error('boom')); });",
	"act(@, 'destroySoon', () => { @.destroySoon(); });",
	"act(@, 'reset', () => { @.resetAndDestroy(); });",
	"@.pause();",
	"@.resume();",
	"act(@, 'pauses', () => { @.pause(); setTimeout(() => @.resume(), $wait); });",
	"@.setTimeout($wait);",
	"@.setTimeout($wait, () => { log(@.tag, 'idle'); @.end(); });",
	"@.unref();",
	"@.ref();",
	"{ const w = @.write; @.write = function (...a) { log(@.tag, 'patched write', this === @); return w.apply(this, a); }; }",
	"{ const m = @.emit; @.emit = function (v, ...a) { if (!/data|Listener/.test(v)) log(@.tag, 'emit', v); return m.call(this, v, ...a); }; }",
	"{ const m = @.destroy; @.destroy = function (...a) { log(@.tag, 'patched destroy', a.length); return m.apply(this, a); }; }",
	"{ const m = @.end; @.end = function (...a) { log(@.tag, 'patched end', a.length); return m.apply(this, a); }; }",
	"@.once('data', () => act(@, 'end', () => { @.end(); }));",
	"@.on('data', () => act(@, 'write', () => @.write('echo')));",
	"@.once('drain', () => act(@, 'end', () => { @.end(); }));",
	"for (let i = 0; i < 5; i++) act(@, 'write', () => @.write(Buffer.alloc($size), cb(@, 'write' + i)));",
	"@.allowHalfOpen = $bool;",
	"require('stream').finished(@, cb(@, 'finished'));",
	"require('stream').pipeline(@, new (require('stream').PassThrough)(), @, cb(@, 'pipeline'));",
	"{ const ac = new AbortController(); require('stream').addAbortSignal(ac.signal, @); setTimeout(() => ac.abort(), $wait); }",
	"act(@, 'connect', () => { @.connect(1, '127.0.0.1'); });",
	"act(@, 'write', () => @.write('text', 'latin1', cb(@, 'write')));",
	"act(@, 'end', () => { @.end(); @.write('more', cb(@, 'write')); });",
	"act(@, 'end', () => { @.end('a', cb(@, 'end1')); @.end('b', cb(@, 'end2')); });",
	"@.cork(); process.nextTick(() => @.uncork());",
	"@.setNoDelay(); @.setKeepAlive(true);",
	"log(@.tag, @.readyState, @.destroyed, @.pending, @.connecting, @.writableLength, @.writableEnded, @.writableFinished, @.readableEnded, @.bytesWritten, @.bytesRead);",
	"log(@.tag, @.closed, @.errored && @.errored.message, @.writable, @.readable, @.writableNeedDrain);",
}

var socketEvents = []string{"connect", "ready", "end", "finish", "drain", "timeout", "error", "close", "prefinish"}

var serverActions = []string{
	"server.close(cb(server, 'close'));",
	"server.close();",
	"server.unref();",
	"server.ref();",
	"server.getConnections(cb(server, 'count'));",
	"log('listening', server.listening);",
	"server.maxConnections = 1;",
	"server.close(() => { log('again'); server.listen(0, '127.0.0.1', () => { log('listening again'); server.close(cb(server, 'close2')); }); });",
	"try { server.listen(0); } catch (e) { log('listen threw', code(e)); }",
	"net.connect({ port: 1, host: '127.0.0.1' }).on('error', (e) => log('refused', code(e))).on('close', (h) => log('refused close', h));",
	"{ const q = net.connect({ port: server.address() ? server.address().port : 1, host: '127.0.0.1' }, () => log('q connect')); q.tag = 'q'; q.on('error', cb(q, 'error')).on('close', cb(q, 'close')); q.end('bye', cb(q, 'end')); }",
}

func socket(name string, client bool) object {
	o := object{name: name, events: []string{"end", "finish", "close", "error", "drain"}, actions: socketActions}
	if client {
		o.events = append(o.events, "connect", "connect", "connect")
	}
	return o
}

// reading draws how an end consumes what arrives.
func (g *gen) reading(name string) *Tree {
	switch g.n(0, 9) {
	case 0:
		return line(name + ".resume();")
	case 1:
		return line(fmt.Sprintf("%s.on('readable', () => { let n = 0, b; while ((b = %s.read()) !== null) n += b.length; if (n === 0) log(%s.tag, 'readable none'); });", name, name, name))
	case 2:
		return line(fmt.Sprintf("%s.pipe(%s);", name, name))
	case 3:
		return line("")
	case 4:
		return line(fmt.Sprintf("(async () => { let n = 0; try { for await (const b of %s) n += b.length; log(%s.tag, 'iterated', n); } catch (e) { log(%s.tag, 'iteration', n, code(e)); } })();", name, name, name))
	default:
		return line("count(" + name + ");")
	}
}

func (g *gen) watchLine(name, tag string, events []string) *Tree {
	var keep []string
	for _, e := range events {
		if !g.chance(3) {
			keep = append(keep, "'"+e+"'")
		}
	}
	return line(fmt.Sprintf("watch(%s, %s, %s);", name, tag, strings.Join(keep, ", ")))
}

func growNet(g *gen) *Tree {
	server := object{name: "server", events: []string{"close", "connection"}, actions: serverActions}
	var opts []string
	if g.chance(30) {
		opts = append(opts, "allowHalfOpen: true")
	}
	if g.chance(10) {
		opts = append(opts, "pauseOnConnect: true")
	}
	if g.chance(10) {
		opts = append(opts, "highWaterMark: 1000")
	}
	n := g.n(1, 3)
	onConn := []*Tree{g.watchLine("s", "'s' + ++k", socketEvents)}
	for i := 1; i <= n; i++ {
		s := socket("s", false)
		kids := append([]*Tree{g.reading("s")}, g.act(g.n(1, 4), s, s, s, s, server)...)
		onConn = append(onConn, block(fmt.Sprintf("if (k === %d) {", i), "}", kids...))
	}
	listen := []*Tree{}
	for i := 1; i <= n; i++ {
		c := fmt.Sprintf("c%d", i)
		o := socket(c, true)
		var copts string
		if g.chance(20) {
			copts = ", allowHalfOpen: true"
		}
		kids := []*Tree{
			fixed(fmt.Sprintf("const %s = net.connect({ port: server.address().port, host: '127.0.0.1'%s });", c, copts)),
			g.watchLine(c, "'"+c+"'", socketEvents),
			g.reading(c),
		}
		kids = append(kids, g.act(g.n(1, 5), o, o, o, o, o, server)...)
		b := block("{", "}", kids...)
		if i > 1 && g.chance(50) {
			b = &Tree{Open: "setTimeout(() => {", Close: fmt.Sprintf("}, %d);", g.delay()), Kids: kids, Hoist: true}
		}
		listen = append(listen, b)
	}
	if g.chance(70) {
		listen = append(listen, line(fmt.Sprintf("setTimeout(() => { log('cleanup'); server.close(cb(server, 'close')); }, %d);", g.cleanup())))
	}
	return g.whole("const net = require('net');",
		fixed("let k = 0;"),
		fixed("const server = net.createServer({ "+strings.Join(opts, ", ")+" });"),
		g.watchLine("server", "'server'", []string{"listening", "error", "close", "drop"}),
		firm("server.on('connection', (s) => {", "});", onConn...),
		firm("server.listen(0, '127.0.0.1', () => {", "});", listen...))
}
