package fuzz

import (
	"fmt"
	"strings"
)

var sessionActions = []string{
	"act(@, 'close', () => { @.close(cb(@, 'close')); });",
	"act(@, 'close', () => { @.close(); });",
	"act(@, 'destroy', () => { @.destroy(); });",
	"act(@, 'destroy', () => { @.destroy(new Error('boom')); });",
	"act(@, 'destroy', () => { @.destroy($code); });",
	"act(@, 'goaway', () => { @.goaway(); });",
	"act(@, 'goaway', () => { @.goaway($code); });",
	"act(@, 'goaway', () => { @.goaway(0, $few); });",
	"act(@, 'ping', () => @.ping((e) => log(@.tag, 'ping cb', code(e) || 'ok')));",
	"act(@, 'settings', () => { @.settings({ initialWindowSize: 1000 }, (e) => log(@.tag, 'settings cb', code(e) || 'ok')); });",
	"act(@, 'settings', () => { @.settings({ enablePush: false }, (e) => log(@.tag, 'settings cb', code(e) || 'ok')); });",
	"act(@, 'settings', () => { @.settings({ maxConcurrentStreams: 1 }); });",
	"act(@, 'setTimeout', () => { @.setTimeout($wait); });",
	"act(@, 'setTimeout', () => { @.setTimeout($wait, () => { log(@.tag, 'idle'); @.close(); }); });",
	"act(@, 'unref', () => { @.unref(); });",
	"act(@, 'socket', () => { @.socket.destroy(); });",
	"act(@, 'window', () => { @.setLocalWindowSize(100000); });",
	"log(@.tag, @.closed, @.destroyed, @.connecting, @.pendingSettingsAck);",
	"log(@.tag, @.alpnProtocol, @.encrypted, @.type, JSON.stringify(@.originSet), JSON.stringify(@.localSettings), JSON.stringify(@.remoteSettings));",
	"log(@.tag, @.state && JSON.stringify(@.state));",
	"act(@, 'ping', () => @.ping(Buffer.from('12345678'), (e, d, b) => log(@.tag, 'ping cb', code(e) || 'ok', b && b.toString())));",
	"act(@, 'settings', () => { @.settings({ maxFrameSize: 20000, headerTableSize: 0, maxHeaderListSize: 300 }, (e, s) => log(@.tag, 'settings cb', code(e) || JSON.stringify(s))); });",
	"act(@, 'settings', () => { @.settings({ initialWindowSize: 0 }); setTimeout(() => act(@, 'settings', () => { @.settings({ initialWindowSize: 65535 }); }), $wait); });",
	"act(@, 'goaway', () => { @.goaway(0, 2 ** 31 - 1, Buffer.from('bye')); });",
	"act(@, 'altsvc', () => { @.altsvc && @.altsvc('h2=:8000', 1); });",
	"act(@, 'origin', () => { @.origin && @.origin('https://example.com'); });",
	"{ const m = @.emit; @.emit = function (v, ...a) { if (!/Listener/.test(v)) log(@.tag, 'emit', v); return m.call(this, v, ...a); }; }",
	"act(@, 'socketEnd', () => { @.socket.end(); });",
	"act(@, 'socketWrite', () => { @.socket.write('x'); });",
	"log(@.tag, @.socket && @.socket.remoteAddress, @.socket && @.socket.destroyed, @.socket && @.socket.writable);",
}

var sessionEvents = []string{"connect", "close", "error", "goaway", "frameError", "timeout", "localSettings", "remoteSettings", "ping"}

// Actions of both ends of a core stream.
var http2StreamActions = []string{
	"act(@, 'write', () => @.write(Buffer.alloc($size), cb(@, 'write')));",
	"act(@, 'write', () => @.write(Buffer.alloc($size), cb(@, 'write')));",
	"act(@, 'write', () => @.write(Buffer.alloc($size)));",
	"act(@, 'end', () => { @.end(); });",
	"act(@, 'end', () => { @.end(cb(@, 'end')); });",
	"act(@, 'end', () => { @.end(Buffer.alloc($size), cb(@, 'end')); });",
	"act(@, 'end', () => { @.end(Buffer.alloc($size)); });",
	"act(@, 'close', () => { @.close(); });",
	"act(@, 'close', () => { @.close($code, cb(@, 'close')); });",
	"act(@, 'close', () => { @.close($code); });",
	"act(@, 'destroy', () => { @.destroy(); });",
	"act(@, 'destroy', () => { @.destroy(new Error('boom')); });",
	"act(@, 'setTimeout', () => { @.setTimeout($wait); });",
	"@.pause();",
	"@.resume();",
	"@.pause(); setTimeout(() => @.resume(), $wait);",
	"log(@.tag, @.closed, @.destroyed, @.aborted, @.rstCode, @.pending, @.endAfterHeaders, @.writableLength, @.writableEnded, @.writableFinished, @.readableEnded);",
	"log(@.tag, @.headersSent, @.state.state, @.state.localClose, @.state.remoteClose, @.bufferSize);",
	"for (let i = 0; i < 4; i++) act(@, 'write', () => @.write(Buffer.alloc($size), cb(@, 'write' + i)));",
	"act(@, 'end', () => { @.end('a', cb(@, 'end1')); @.end('b', cb(@, 'end2')); });",
	"act(@, 'end', () => { @.end(); @.write('more', cb(@, 'write')); });",
	"act(@, 'priority', () => { @.priority({ weight: 5 }); });",
	"require('stream').finished(@, cb(@, 'finished'));",
	"{ const ac = new AbortController(); require('stream').addAbortSignal(ac.signal, @); setTimeout(() => ac.abort(), $wait); }",
	"{ const m = @.emit; @.emit = function (v, ...a) { if (!/data|Listener/.test(v)) log(@.tag, 'emit', v); return m.call(this, v, ...a); }; }",
	"{ const m = @.destroy; @.destroy = function (...a) { log(@.tag, 'patched destroy', a.length); return m.apply(this, a); }; }",
	"{ const m = @.close; @.close = function (...a) { log(@.tag, 'patched close', a.map(show)); return m.apply(this, a); }; }",
	"@.cork(); @.write('a', cb(@, 'corked')); @.write('b'); process.nextTick(() => @.uncork());",
	"@.setEncoding('utf8');",
	"log(@.tag, JSON.stringify(@.state), @.session ? @.session.destroyed : 'none', @.sentHeaders && @.sentHeaders[':status'], @.sentTrailers && @.sentTrailers.t, @.id);",
	"throw new Error('thrown');",
}

var serverStreamActions = []string{
	"act(@, 'respond', () => { @.respond(); });",
	"act(@, 'respond', () => { @.respond({ ':status': 204 }); });",
	"act(@, 'respond', () => { @.respond({ ':status': 200 }, { endStream: true }); });",
	"act(@, 'respond', () => { @.respond({ ':status': 200 }, { waitForTrailers: true }); });",
	"act(@, 'additionalHeaders', () => { @.additionalHeaders({ ':status': 103 }); });",
	"act(@, 'trailers', () => { @.sendTrailers({ t: '1' }); });",
	"act(@, 'push', () => { @.pushStream({ ':path': '/pushed' }, (e, p) => { log('push cb', code(e) || 'ok'); if (e) return; watch(p, 'p', 'close', 'error', 'finish', 'aborted'); p.respond(); p.end('pushed'); }); });",
}

var clientStreamActions = []string{
	"act(@, 'trailers', () => { @.sendTrailers({ t: '1' }); });",
}

var http2StreamEvents = []string{"close", "error", "aborted", "end", "finish", "timeout", "frameError", "wantTrailers", "trailers", "drain", "ready", "headers", "continue"}

func session(name string, client bool) object {
	o := object{name: name, events: []string{"close", "error", "goaway", "remoteSettings", "localSettings"}, actions: sessionActions}
	if client {
		o.events = append(o.events, "connect", "connect")
	}
	return o
}

func http2Stream(name string, own ...string) object {
	o := object{name: name, events: []string{"close", "end", "finish", "aborted", "error", "drain", "ready"}}
	o.actions = append(append(o.actions, http2StreamActions...), own...)
	return o
}

var http2ServerActions = []string{
	"server.close(cb(server, 'close'));",
	"server.close();",
	"server.unref();",
	"server.setTimeout($wait);",
	"server.updateSettings({ initialWindowSize: 20000 });",
}

// http2Options draws settings that make the windows and limits matter.
func (g *gen) http2Options() string {
	if g.chance(60) {
		return "{}"
	}
	return g.pick("{ settings: { initialWindowSize: 1000 } }", "{ settings: { initialWindowSize: 200000 } }", "{ settings: { maxConcurrentStreams: 1 } }",
		"{ settings: { enablePush: false } }", "{ peerMaxConcurrentStreams: 1 }", "{ settings: { maxFrameSize: 20000 } }", "{ settings: { initialWindowSize: 0 } }", "{ settings: { maxHeaderListSize: 400 } }", "{ maxOutstandingPings: 1, maxOutstandingSettings: 1 }", "{ paddingStrategy: http2.constants.PADDING_STRATEGY_MAX }", "{ maxSendHeaderBlockLength: 200 }", "{ settings: { enableConnectProtocol: true } }", "{ maxSessionMemory: 1 }")
}

// http2Requests draws the client's requests, parallel or one after the other.
func (g *gen) http2Requests(n int, server object, c object) []*Tree {
	var out []*Tree
	for i := 1; i <= n; i++ {
		r := fmt.Sprintf("r%d", i)
		o := http2Stream(r, clientStreamActions...)
		o.events = append(o.events, "response", "response", "trailers", "data")
		body := g.chance(40)
		head := fmt.Sprintf("{ ':path': '/%d' }", i)
		if body {
			head = fmt.Sprintf("{ ':path': '/%d', ':method': 'POST' }", i)
		}
		opt := ""
		if g.chance(12) {
			opt = g.pick(", { endStream: true }", ", { endStream: false }", ", { waitForTrailers: true }", ", { exclusive: true }")
		}
		kids := []*Tree{
			fixed(fmt.Sprintf("const %s = c.request(%s%s);", r, head, opt)),
			g.watchLine(r, "'"+r+"'", append([]string{"push"}, http2StreamEvents...)),
			line(fmt.Sprintf("%[1]s.on('response', (h) => log(%[1]s.tag, 'response', h[':status'])); %[1]s.on('close', () => log(%[1]s.tag, 'rst', %[1]s.rstCode));", r)),
			g.reading2(r),
		}
		if body {
			kids = append(kids, g.wrap(line(g.fill(fmt.Sprintf("act(%[1]s, 'end', () => { %[1]s.end(Buffer.alloc($size), cb(%[1]s, 'end')); });", r))), o, c))
		}
		kids = append(kids, g.act(g.pickN(0, 0, 1, 1, 2, 3), o, o, o, c, server)...)
		if g.chance(10) {
			kids[0].Open = strings.Replace(kids[0].Open, " }", ", "+g.pick("expect: '100-continue'", "':method': 'HEAD'", "'content-length': 5", "cookie: ['a=1', 'b=2']", "te: 'trailers'", "host: 'x'", "':authority': 'z'", "big: 'x'.repeat(20000)")+" }", 1)
		}
		switch {
		case i > 1 && g.chance(25):
			out = append(out, hoist("setTimeout(() => {", fmt.Sprintf("}, %d);", g.delay()), kids))
		case i > 1 && g.chance(20):
			out = append(out, hoist("setImmediate(() => {", "});", kids))
		case g.chance(15):
			out = append(out, hoist("c.on('connect', () => {", "});", kids))
		default:
			out = append(out, block("{", "}", kids...))
		}
	}
	return out
}

func (g *gen) pickN(list ...int) int { return list[g.r.Intn(len(list))] }

// reading2 is reading without pipes to itself.
func (g *gen) reading2(name string) *Tree {
	t := g.reading(name)
	if strings.Contains(t.Open, "pipe(") {
		return line("count(" + name + ");")
	}
	return t
}

func growHTTP2(g *gen) *Tree {
	server := object{name: "server", events: []string{"close", "session", "stream"}, actions: http2ServerActions}
	n := g.pickN(1, 1, 2, 2, 3, 4)
	onStream := []*Tree{
		fixed("const id = h[':path'].slice(1);"),
		g.watchLine("s", "'s' + id", http2StreamEvents),
		line("log('stream', id); s.on('close', () => log(s.tag, 'rst', s.rstCode));"),
	}
	ss := session("ss", false)
	s := http2Stream("s", append(serverStreamActions, serverStreamActions...)...)
	for i := 1; i <= n; i++ {
		kids := []*Tree{g.reading2("s")}
		if g.chance(80) {
			kids = append(kids, g.wrap(line(g.fill(g.pick(
				"act(s, 'respond', () => { s.respond({ ':status': 200 }); });",
				"act(s, 'respond', () => { s.respond(); s.end(Buffer.alloc($size), cb(s, 'end')); });",
				"act(s, 'respond', () => { s.respond(); s.end(Buffer.alloc($size), cb(s, 'end')); });",
				"act(s, 'respond', () => { s.respond(); s.write(Buffer.alloc($size), cb(s, 'write')); s.end(); });",
				"act(s, 'respond', () => { s.respond({}, { waitForTrailers: true }); s.on('wantTrailers', () => s.sendTrailers({ t: 1 })); s.end(Buffer.alloc($size)); });",
				"act(s, 'respond', () => { s.respond(); s.pipe(s); });",
			))), s))
		}
		kids = append(kids, g.act(g.pickN(0, 1, 1, 2, 3), s, s, s, ss, server)...)
		onStream = append(onStream, block(fmt.Sprintf("if (id === '%d') {", i), "}", kids...))
	}
	onSession := []*Tree{
		fixed("ss = s;"),
		g.watchLine("s", "'ss'", sessionEvents),
	}
	if g.chance(30) {
		onSession = append(onSession, g.act(1, session("s", false))...)
	}
	c := session("c", true)
	listen := []*Tree{
		fixed("const c = http2.connect('http://127.0.0.1:' + server.address().port, " + g.http2Options() + ");"),
		g.watchLine("c", "'c'", sessionEvents),
		line("c.on('stream', (p, h) => { watch(p, 'push ' + h[':path'], 'push', 'end', 'close', 'error', 'aborted'); count(p); });"),
	}
	listen = append(listen, g.http2Requests(n, server, c)...)
	listen = append(listen, g.act(g.pickN(0, 1, 1, 2), c, c, c, server)...)
	if g.chance(80) {
		listen = append(listen, line(fmt.Sprintf("setTimeout(() => { log('cleanup'); %s server.close(cb(server, 'close')); }, %d);", g.pick("c.close();", "c.destroy();", ""), g.cleanup())))
	}
	return g.whole("const http2 = require('http2');",
		fixed("let ss;"),
		fixed("const server = http2.createServer("+g.http2Options()+");"),
		g.watchLine("server", "'server'", []string{"sessionError", "error", "close", "timeout"}),
		block("server.on('session', (s) => {", "});", onSession...),
		firm("server.on('stream', (s, h) => {", "});", onStream...),
		firm("server.listen(0, '127.0.0.1', () => {", "});", listen...))
}
