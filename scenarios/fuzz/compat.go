package fuzz

import "fmt"

var responseActions = []string{
	"act(@, 'writeHead', () => { @.writeHead(200, { a: 'b' }); });",
	"act(@, 'writeHead', () => { @.writeHead(204); });",
	"act(@, 'setHeader', () => { @.setHeader('x', 'y'); });",
	"act(@, 'write', () => @.write(Buffer.alloc($size), cb(@, 'write')));",
	"act(@, 'write', () => @.write(Buffer.alloc($size), cb(@, 'write')));",
	"act(@, 'write', () => @.write('text'));",
	"act(@, 'end', () => { @.end(); });",
	"act(@, 'end', () => { @.end(cb(@, 'end')); });",
	"act(@, 'end', () => { @.end(Buffer.alloc($size), cb(@, 'end')); });",
	"act(@, 'end', () => { @.end('text'); });",
	"act(@, 'destroy', () => { @.destroy(); });",
	"act(@, 'destroy', () => { @.destroy(new Error('boom')); });",
	"act(@, 'close', () => { @.stream.close($code); });",
	"act(@, 'streamDestroy', () => { @.stream.destroy(); });",
	"act(@, 'streamDestroy', () => { @.stream.destroy(new Error('boom')); });",
	"act(@, 'trailers', () => { @.addTrailers({ t: '1' }); });",
	"act(@, 'trailers', () => { @.setTrailer('t', '1'); });",
	"act(@, 'flush', () => { @.flushHeaders(); });",
	"act(@, 'continue', () => { @.writeContinue(); });",
	"act(@, 'hints', () => { @.writeEarlyHints({ link: '</a>; rel=preload' }); });",
	"act(@, 'setTimeout', () => { @.setTimeout($wait); });",
	"act(@, 'push', () => { @.createPushResponse({ ':path': '/pushed' }, (e, p) => { log('push cb', code(e) || 'ok'); if (!e) p.end('pushed'); }); });",
	"log(@.tag, @.headersSent, @.finished, @.writableEnded, @.writable, @.destroyed, @.closed, @.statusCode, @.writableLength);",
	"throw new Error('thrown');",
	"for (let i = 0; i < 3; i++) act(@, 'write', () => @.write(Buffer.alloc($size), cb(@, 'write' + i)));",
	"act(@, 'end', () => { @.end('a', cb(@, 'end1')); @.end('b', cb(@, 'end2')); });",
	"act(@, 'end', () => { @.end(); @.write('more', cb(@, 'write')); });",
	"{ const m = @.end; @.end = function (...a) { log(@.tag, 'patched end', a.length); return m.apply(this, a); }; }",
	"{ const m = @.writeHead; @.writeHead = function (...a) { log(@.tag, 'patched writeHead'); return m.apply(this, a); }; }",
	"{ const m = @.emit; @.emit = function (v, ...a) { if (!/Listener/.test(v)) log(@.tag, 'emit', v); return m.call(this, v, ...a); }; }",
	"require('stream').finished(@, cb(@, 'finished'));",
	"act(@, 'cork', () => { @.cork(); @.write('a'); @.write('b'); process.nextTick(() => @.uncork()); });",
	"act(@, 'append', () => { @.appendHeader('x', '1'); @.appendHeader('x', '2'); log(@.tag, JSON.stringify(@.getHeaders()), @.hasHeader('X'), @.getHeaderNames()); });",
	"act(@, 'status', () => { @.statusCode = 404; @.statusMessage = 'no'; });",
	"act(@, 'status', () => { @.statusCode = 99; });",
	"act(@, 'bad', () => { @.setHeader('connection', 'close'); });",
	"act(@, 'bad', () => { @.setHeader(':status', '1'); });",
	"act(@, 'bad', () => { @.setHeader('x', undefined); });",
	"act(@, 'twice', () => { @.writeHead(200); @.writeHead(201); });",
	"log(@.tag, typeof @.socket, @.socket && @.socket.destroyed, @.req === undefined, @.stream && @.stream.id, @.sendDate);",
}

var requestActions = []string{
	"@.pause();",
	"@.resume();",
	"@.pause(); setTimeout(() => @.resume(), $wait);",
	"act(@, 'destroy', () => { @.destroy(); });",
	"act(@, 'destroy', () => { @.destroy(new Error('boom')); });",
	"act(@, 'setTimeout', () => { @.setTimeout($wait); });",
	"log(@.tag, @.complete, @.aborted, @.destroyed, @.readable, @.readableEnded, @.closed, @.httpVersion, @.method);",
}

func growCompat(g *gen) *Tree {
	server := object{name: "server", events: []string{"close", "session", "stream"}, actions: http2ServerActions}
	n := g.pickN(1, 1, 2, 2, 3, 4)
	onRequest := []*Tree{
		fixed("const id = req.url.slice(1);"),
		g.watchLine("req", "'q' + id", []string{"aborted", "end", "close", "error", "timeout", "trailers"}),
		g.watchLine("res", "'s' + id", []string{"finish", "close", "error", "drain", "timeout", "aborted", "prefinish"}),
		line("log('request', id);"),
	}
	res := object{name: "res", events: []string{"finish", "close", "drain"}, actions: responseActions}
	req := object{name: "req", events: []string{"end", "close", "aborted"}, actions: requestActions}
	ss := session("ss", false)
	for i := 1; i <= n; i++ {
		kids := []*Tree{g.reading2("req")}
		if g.chance(75) {
			kids = append(kids, g.wrap(line(g.fill(g.pick(
				"act(res, 'end', () => { res.end(Buffer.alloc($size), cb(res, 'end')); });",
				"act(res, 'end', () => { res.write(Buffer.alloc($size)); res.end(cb(res, 'end')); });",
				"act(res, 'end', () => { res.writeHead(200); res.end('text'); });",
				"act(res, 'pipe', () => { req.pipe(res); });",
				"require('stream').pipeline(req, res, (e) => log('pipeline', code(e)));",
				"require('stream').finished(res, (e) => log('finished', code(e))); res.end('x');",
			))), res, req))
		}
		kids = append(kids, g.act(g.pickN(0, 1, 1, 2, 3), res, res, res, req, ss, server)...)
		onRequest = append(onRequest, block(fmt.Sprintf("if (id === '%d') {", i), "}", kids...))
	}
	c := session("c", true)
	listen := []*Tree{
		fixed("const c = http2.connect('http://127.0.0.1:' + server.address().port, " + g.http2Options() + ");"),
		g.watchLine("c", "'c'", sessionEvents),
		line("c.on('stream', (p, h) => { watch(p, 'push ' + h[':path'], 'push', 'end', 'close', 'error', 'aborted'); count(p); });"),
	}
	listen = append(listen, g.http2Requests(n, server, c)...)
	listen = append(listen, g.act(g.pickN(0, 1, 1), c, c, c, server)...)
	if g.chance(80) {
		listen = append(listen, line(fmt.Sprintf("setTimeout(() => { log('cleanup'); %s server.close(cb(server, 'close')); }, %d);", g.pick("c.close();", "c.destroy();", ""), g.cleanup())))
	}
	return g.whole("const http2 = require('http2');",
		fixed("let ss;"),
		fixed("const server = http2.createServer("+g.http2Options()+");"),
		g.watchLine("server", "'server'", []string{"sessionError", "error", "close", "timeout"}),
		block("server.on('session', (s) => {", "});", fixed("ss = s;"), g.watchLine("s", "'ss'", sessionEvents)),
		firm("server.on('request', (req, res) => {", "});", onRequest...),
		firm("server.listen(0, '127.0.0.1', () => {", "});", listen...))
}
