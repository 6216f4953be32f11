package fuzz

import (
	"fmt"
	"strings"
)

// A peer made of bytes: what Node's own client or server would never send.
const framesPrelude = `const frame = (type, flags, id, body = Buffer.alloc(0)) => { const h = Buffer.alloc(9); h.writeUIntBE(body.length, 0, 3); h[3] = type; h[4] = flags; h.writeUInt32BE(id >>> 0, 5); return Buffer.concat([h, body]); };
const u32 = (...list) => { const b = Buffer.alloc(4 * list.length); list.forEach((v, i) => b.writeUInt32BE(v >>> 0, 4 * i)); return b; };
const setting = (id, v) => Buffer.concat([Buffer.from([0, id]), u32(v)]);
const get = Buffer.from([0x82, 0x86, 0x84, 0x41, 1, 97]), post = Buffer.from([0x83, 0x86, 0x84, 0x41, 1, 97]), ok = Buffer.from([0x88]);
const names = ['DATA', 'HEADERS', 'PRIORITY', 'RST_STREAM', 'SETTINGS', 'PUSH_PROMISE', 'PING', 'GOAWAY', 'WINDOW_UPDATE', 'CONTINUATION'];
const read = (o, skip) => { let b = Buffer.alloc(0); o.on('data', (d) => { b = Buffer.concat([b, d]); if (skip) { if (b.length < skip) return; b = b.subarray(skip); skip = 0; } for (let n; b.length >= 9 && b.length >= 9 + (n = b.readUIntBE(0, 3)); b = b.subarray(9 + n)) { const t = b[3], at = (i) => b.readUInt32BE(9 + i); log(o.tag, 'got', names[t] || t, 'flags', b[4], 'id', b.readUInt32BE(5), ...(t === 3 || t === 8 ? [at(0)] : t === 7 ? [at(0), at(4), b.toString('latin1', 17, 9 + n)] : t === 1 || t === 5 ? [] : [n])); } }); };
const send = (o, ...list) => { if (!o.destroyed) o.write(Buffer.concat(list)); };`

var rawFrames = []string{
	"frame(0, 0, $id, Buffer.alloc($little))", "frame(0, 1, $id, Buffer.alloc($little))", "frame(0, 1, $id, Buffer.alloc($little))", "frame(0, 9, $id, Buffer.from([2, 1, 0, 0]))",
	"frame(0, 8, $id, Buffer.from([9, 1]))", "frame(0, 0, 0, Buffer.alloc(1))",
	"frame(2, 0, $id, Buffer.from([0, 0, 0, 0, 9]))", "frame(2, 0, 1, Buffer.from([0, 0, 0, 1, 9]))", "frame(2, 0, $id, Buffer.alloc(4))",
	"frame(3, 0, $id, u32($code))", "frame(3, 0, $id, u32($code))", "frame(3, 0, 0, u32(8))", "frame(3, 0, 9, u32(8))", "frame(3, 0, $id, Buffer.alloc(3))",
	"frame(4, 0, 0)", "frame(4, 0, 0, setting(4, $little))", "frame(4, 0, 0, setting(3, 1))", "frame(4, 0, 0, setting(2, 2))", "frame(4, 0, 0, setting(4, 0x80000000))",
	"frame(4, 0, 0, setting(5, 1))", "frame(4, 0, 0, Buffer.alloc(5))", "frame(4, 0, 1)", "frame(4, 1, 0)", "frame(4, 1, 0)", "frame(4, 1, 0, Buffer.alloc(6))", "frame(4, 0, 0, setting(9, 1))",
	"frame(6, 0, 0, Buffer.alloc(8))", "frame(6, 0, 0, Buffer.alloc(8))", "frame(6, 1, 0, Buffer.alloc(8))", "frame(6, 0, 0, Buffer.alloc(7))", "frame(6, 0, 1, Buffer.alloc(8))",
	"frame(7, 0, 0, u32(0, 0))", "frame(7, 0, 0, u32(0x7fffffff, $code))", "frame(7, 0, 0, u32(1, $code))", "frame(7, 0, 0, Buffer.alloc(4))", "frame(7, 0, 1, u32(0, 0))",
	"frame(8, 0, 0, u32($little))", "frame(8, 0, $id, u32($little))", "frame(8, 0, $id, u32(0x7fffffff))", "frame(8, 0, 0, u32(0x7fffffff))", "frame(8, 0, 0, u32(0))", "frame(8, 0, 9, u32(1))", "frame(8, 0, 0, Buffer.alloc(3))",
	"frame(32, 0, 0, Buffer.alloc(3))", "frame(32, 0, $id)", "frame(9, 4, $id, get)", "frame(0, 0, $id, Buffer.alloc(20000))", "frame(0, 0, $id, Buffer.alloc(16384))",
	"frame(5, 4, $id, Buffer.concat([u32(2), get]))", "Buffer.from('GET / HTTP/1.1\\r\\n\\r\\n')", "frame(10, 0, 0, Buffer.alloc(2))",
}

var rawRequests = []string{
	"frame(1, 5, $id, get)", "frame(1, 5, $id, get)", "frame(1, 5, $id, get)", "frame(1, 4, $id, post)", "frame(1, 4, $id, post)",
	"frame(1, 1, $id, get.subarray(0, 2)), frame(9, 4, $id, get.subarray(2))", "frame(1, 1, $id, get)", "frame(1, 5, 2, get)", "frame(1, 5, 0, get)",
	"frame(1, 0x25, $id, Buffer.concat([Buffer.from([0, 0, 0, 0, 9]), get]))", "frame(1, 13, $id, Buffer.concat([Buffer.from([2]), get, Buffer.alloc(2)]))",
	"frame(1, 5, $id, Buffer.from([0x82, 0x86]))", "frame(1, 5, $id, Buffer.from([0x80]))", "frame(1, 5, $id, Buffer.from([0x40, 1, 65, 1, 97]))", "frame(1, 5, $id, Buffer.concat([get, get]))",
	"frame(1, 5, $id, Buffer.concat([get, Buffer.from([0x40, 10]), Buffer.from('connection'), Buffer.from([1, 97])]))",
	"frame(1, 5, $id, Buffer.concat([get, Buffer.from([0x40, 2, 84, 69, 1, 97])]))",
}

var rawResponses = []string{
	"frame(1, 5, $id, ok)", "frame(1, 4, $id, ok)", "frame(1, 4, $id, ok)", "frame(1, 4, $id, ok), frame(0, 1, $id, Buffer.alloc($little))", "frame(1, 4, $id, ok), frame(0, 0, $id, Buffer.alloc($little))",
	"frame(1, 4, $id, Buffer.from([0x48, 3, 49, 48, 48])), frame(1, 5, $id, ok)", "frame(1, 5, $id, Buffer.from([0x40, 1, 120, 1, 97]))", "frame(1, 5, $id, Buffer.from([0x80]))",
	"frame(1, 4, $id, ok), frame(1, 5, $id, Buffer.from([0x40, 1, 120, 1, 97]))", "frame(5, 4, $id, Buffer.concat([u32(2), get])), frame(1, 5, 2, ok)", "frame(1, 0, $id, ok)", "frame(1, 4, $id, get)",
	"frame(1, 4, $id, Buffer.concat([ok, Buffer.from([0x5c, 1, 53])])), frame(0, 1, $id, Buffer.alloc(3))",
}

// rawSteps draws what a raw peer does, in order.
func (g *gen) rawSteps(name string, n int, heads []string, cause []*Tree) []*Tree {
	var out []*Tree
	for ; n > 0; n-- {
		var parts []string
		for k := g.pickN(1, 1, 1, 2, 3); k > 0; k-- {
			list := rawFrames
			if g.chance(40) {
				list = heads
			}
			parts = append(parts, g.oneOf(list))
		}
		s := strings.Join(parts, ", ")
		for strings.Contains(s, "$id") {
			s = strings.Replace(s, "$id", g.pick("1", "1", "1", "3", "5"), 1)
		}
		for strings.Contains(s, "$little") {
			s = strings.Replace(s, "$little", g.pick("0", "1", "100", "1000", "65535"), 1)
		}
		st := line(g.fill(fmt.Sprintf("send(%s, %s);", name, s)))
		switch {
		case g.chance(8):
			st = line(name + g.pick(".end();", ".destroy();", ".resetAndDestroy();"))
		}
		if g.chance(70) {
			out = append(out, hoist("setTimeout(() => {", fmt.Sprintf("}, %d);", g.delay()), []*Tree{st}))
		} else {
			out = append(out, st)
		}
	}
	return append(out, cause...)
}

func growFrames(g *gen) *Tree {
	var kids []*Tree
	for _, l := range strings.Split(framesPrelude, "\n") {
		kids = append(kids, fixed(l))
	}
	if g.chance(60) {
		kids = append(kids, g.rawClient()...)
	} else {
		kids = append(kids, g.rawServer()...)
	}
	return g.whole("const http2 = require('http2'), net = require('net');", kids...)
}

func (g *gen) rawClient() []*Tree {
	ss := session("ss", false)
	s := http2Stream("s", serverStreamActions...)
	server := object{name: "server", events: []string{"close", "session", "stream"}, actions: http2ServerActions}
	onStream := []*Tree{
		g.watchLine("s", "'s' + s.id", http2StreamEvents),
		line("log('stream', s.id); s.on('close', () => log(s.tag, 'rst', s.rstCode));"), g.reading2("s"),
		g.wrap(line(g.fill(g.pick("act(s, 'respond', () => { s.respond(); s.end(Buffer.alloc($size)); });", "act(s, 'respond', () => { s.respond(); s.end(); });", "act(s, 'respond', () => { s.respond(); s.write('part'); });"))), s),
	}
	onStream = append(onStream, g.act(g.pickN(0, 0, 1), s, ss, server)...)
	listen := []*Tree{
		fixed("const c = net.connect(server.address().port, '127.0.0.1');"),
		fixed("watch(c, 'c', 'end', 'close', 'error'); read(c);"),
		&Tree{Open: "send(c, Buffer.from('PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n'), frame(4, 0, 0));", Fixed: true},
	}
	listen = append(listen, g.rawSteps("c", g.n(1, 4), rawRequests, g.act(g.pickN(0, 0, 1), server))...)
	listen = append(listen, line(fmt.Sprintf("setTimeout(() => { log('cleanup'); c.end(); server.close(cb(server, 'close')); }, %d);", g.cleanup())))
	return []*Tree{
		fixed("let ss;"),
		fixed("const server = http2.createServer(" + g.http2Options() + ");"),
		g.watchLine("server", "'server'", []string{"sessionError", "error", "close", "timeout", "unknownProtocol"}),
		block("server.on('session', (s) => {", "});", fixed("ss = s;"), g.watchLine("s", "'ss'", append([]string{"connect"}, sessionEvents...))),
		block("server.on('stream', (s, h) => {", "});", onStream...),
		firm("server.listen(0, '127.0.0.1', () => {", "});", listen...),
	}
}

func (g *gen) rawServer() []*Tree {
	c := session("c", true)
	conn := []*Tree{
		fixed("watch(s, 's', 'end', 'close', 'error'); read(s, 24);"),
		fixed("send(s, frame(4, 0, 0));"),
	}
	conn = append(conn, g.rawSteps("s", g.n(1, 4), rawResponses, nil)...)
	server := object{name: "server", events: []string{"close"}, actions: []string{"server.close(cb(server, 'close'));"}}
	listen := []*Tree{
		fixed("const c = http2.connect('http://127.0.0.1:' + server.address().port, " + g.http2Options() + ");"),
		g.watchLine("c", "'c'", sessionEvents),
		line("c.on('stream', (p, h) => { watch(p, 'push ' + h[':path'], 'push', 'end', 'close', 'error', 'aborted'); count(p); });"),
	}
	listen = append(listen, g.http2Requests(g.n(1, 2), server, c)...)
	listen = append(listen, g.act(g.pickN(0, 1), c, c, c)...)
	listen = append(listen, line(fmt.Sprintf("setTimeout(() => { log('cleanup'); %s server.close(cb(server, 'close')); }, %d);", g.pick("c.close();", "c.destroy();"), g.cleanup())))
	return []*Tree{
		fixed("const server = net.createServer();"),
		firm("server.on('connection', (s) => {", "});", conn...),
		firm("server.listen(0, '127.0.0.1', () => {", "});", listen...),
	}
}
