package fuzz

import (
	"fmt"
	"strings"
)

// A peer made of text: what Node's own HTTP/1 client or server would never
// send, or not in these pieces.
const messagesPrelude = `const said = (b) => b.toString('latin1').replace(/(Date|Host): [^\r]*/g, '$1: -').replace(/\r\n/g, '|').replace(/\0{9,}/g, (m) => '<' + m.length + '>');
const hear = (o, when = 'close') => { const all = []; o.on('data', (d) => all.push(d)); o.on(when, () => log(o.tag, 'heard', said(Buffer.concat(all)))); };
const say = (o, s) => { if (!o.destroyed && !o.writableEnded) o.write(s, 'latin1'); };`

// Heads end in the lines that $head stands for, so that one may be cut anywhere.
var rawHTTP1Requests = []string{
	"GET /$id HTTP/1.1|Host: a||", "GET /$id HTTP/1.1|Host: a||", "GET /$id HTTP/1.1|Host: a|Connection: close||", "GET /$id HTTP/1.1|Host: a|Connection: keep-alive||",
	"GET /$id HTTP/1.0||", "GET /$id HTTP/1.0|Connection: keep-alive||", "HEAD /$id HTTP/1.1|Host: a||",
	"POST /$id HTTP/1.1|Host: a|Content-Length: 5||hello", "POST /$id HTTP/1.1|Host: a|Content-Length: 5||hel", "POST /$id HTTP/1.1|Host: a|Content-Length: 5||hello, world",
	"POST /$id HTTP/1.1|Host: a|Content-Length: 0||", "POST /$id HTTP/1.1|Host: a||",
	"POST /$id HTTP/1.1|Host: a|Transfer-Encoding: chunked||5|hello|0||", "POST /$id HTTP/1.1|Host: a|Transfer-Encoding: chunked||5|hel", "POST /$id HTTP/1.1|Host: a|Transfer-Encoding: chunked||5|hello|",
	"POST /$id HTTP/1.1|Host: a|Transfer-Encoding: chunked|Trailer: t||5|hello|0|T: 1||", "POST /$id HTTP/1.1|Host: a|Transfer-Encoding: chunked||z|hello|0||",
	"POST /$id HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 5||5|hello|0||",
	"POST /$id HTTP/1.1|Host: a|Content-Length: 5|Expect: 100-continue||", "POST /$id HTTP/1.1|Host: a|Content-Length: 5|Expect: 100-continue||hello", "GET /$id HTTP/1.1|Host: a|Expect: nonsense||",
	"GET /$id HTTP/1.1|Host: a|Connection: Upgrade|Upgrade: foo||", "GET /$id HTTP/1.1|Host: a|Connection: Upgrade|Upgrade: foo||more", "CONNECT a:1 HTTP/1.1|Host: a||", "CONNECT a:1 HTTP/1.1|Host: a||more",
	"GET /$id HTTP/1.1||", "GET /$id HTTP/1.1|Host: a|Host: b||", "OPTIONS * HTTP/1.1|Host: a||", "BREW /$id HTTP/1.1|Host: a||", "GET /$id HTTP/1.1|Host: a|bad header||", "GET /$id HTTP/2.0|Host: a||",
	"GET /$id HTTP/1.1|Ho", "GET /$id HTTP/1.1|Host: a|X: 1|", "GET", "|", "||GET /$id HTTP/1.1|Host: a||", "hello", "hello",
}

var rawHTTP1Responses = []string{
	"HTTP/1.1 200 OK|Content-Length: 5||hello", "HTTP/1.1 200 OK|Content-Length: 5||hello", "HTTP/1.1 200 OK|Content-Length: 5||hel", "HTTP/1.1 200 OK|Content-Length: 5||hello, world",
	"HTTP/1.1 200 OK||hello", "HTTP/1.1 200 OK|Connection: close||hello", "HTTP/1.1 200 OK|Content-Length: 0||", "HTTP/1.1 200 OK|Connection: close|Content-Length: 5||hello",
	"HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0||", "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hel", "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|", "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0|T: 1||",
	"HTTP/1.1 200 OK|Transfer-Encoding: chunked||z|", "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Connection: close||5|hello|0||",
	"HTTP/1.1 100 Continue||", "HTTP/1.1 100 Continue||HTTP/1.1 200 OK|Content-Length: 2||ok", "HTTP/1.1 103 Early Hints|Link: a||HTTP/1.1 200 OK|Content-Length: 2||ok", "HTTP/1.1 102 Processing||",
	"HTTP/1.1 101 Switching Protocols|Connection: Upgrade|Upgrade: foo||", "HTTP/1.1 101 Switching Protocols|Connection: Upgrade|Upgrade: foo||more",
	"HTTP/1.1 204 No Content||", "HTTP/1.1 204 No Content||body", "HTTP/1.1 304 Not Modified|Content-Length: 5||", "HTTP/1.0 200 OK||hello", "HTTP/1.0 200 OK|Connection: keep-alive|Content-Length: 5||hello",
	"HTTP/1.1 200 OK|Content-Length: 2|Keep-Alive: timeout=1||ok", "HTTP/1.1 200 OK|Content-Length: 2||okHTTP/1.1 200 OK|Content-Length: 2||ko",
	"HTTP/1.1 20", "HTTP/1.1 200 OK|Content-Le", "HTTP/9.9 200 OK||", "nonsense||", "HTTP/1.1 200 OK|bad header||", "hello", "hello",
}

// rawText is a piece of a list, perhaps cut, as a JavaScript string.
func (g *gen) rawText(list []string, ids int) string {
	s := strings.ReplaceAll(g.oneOf(list), "$id", fmt.Sprint(g.n(1, ids)))
	if g.chance(10) {
		s = s[:g.n(0, len(s))]
	}
	return "'" + strings.ReplaceAll(s, "|", `\r\n`) + "'"
}

// rawEnds is how a peer of text goes.
var rawEnds = []string{
	"@.end();", "@.end();", "@.destroy();", "@.resetAndDestroy();", "@.pause(); setTimeout(() => @.resume(), $wait);", "@.setTimeout($wait, () => { log(@.tag, 'idle'); @.destroy(); });",
}

// rawTalk is what a peer of text does: it says the first thing at once.
func (g *gen) rawTalk(name string, list []string, ids int, scope ...object) []*Tree {
	say := func() *Tree { return line(fmt.Sprintf("say(%s, %s);", name, g.rawText(list, ids))) }
	out := []*Tree{say()}
	for k := g.pickN(0, 0, 1, 1, 2, 3); k > 0; k-- {
		out = append(out, g.wrap(say(), scope...))
	}
	if g.chance(60) {
		out = append(out, g.wrap(line(g.fill(strings.ReplaceAll(g.oneOf(rawEnds), "@", name))), scope...))
	}
	return out
}

// growMessages writes HTTP/1 with one end of text.
func growMessages(g *gen) *Tree {
	if g.chance(60) {
		return g.textClient()
	}
	return g.textServer()
}

var http1ServerOptions = []string{
	"", "", "", "keepAliveTimeout: 60", "requireHostHeader: false", "joinDuplicateHeaders: true", "insecureHTTPParser: true", "maxHeaderSize: 64", "noDelay: false",
	"headersTimeout: 98, connectionsCheckingInterval: 30", "requestTimeout: 98, headersTimeout: 98, connectionsCheckingInterval: 30",
}

// http1ServerListeners answer what is no ordinary request.
var http1ServerListeners = []string{
	"server.on('clientError', (e, s) => { log('clientError', code(e), s.writable); s.end('HTTP/1.1 400 Bad Request\\r\\n\\r\\n'); });",
	"server.on('clientError', (e, s) => { log('clientError', code(e)); s.destroy(); });",
	"server.on('clientError', (e, s) => { log('clientError', code(e), e.bytesParsed, e.rawPacket ? e.rawPacket.length : ''); });",
	"server.on('upgrade', (req, s, head) => { log('upgrade', head.length); s.tag = 'u'; hear(s); s.write('HTTP/1.1 101 S\\r\\n\\r\\n'); });",
	"server.on('upgrade', (req, s, head) => { log('upgrade', said(head)); s.end('HTTP/1.1 101 S\\r\\n\\r\\nbye'); });",
	"server.on('connect', (req, s, head) => { log('connect', req.url, said(head)); s.tag = 'u'; hear(s); s.end('HTTP/1.1 200 C\\r\\n\\r\\n'); });",
	"server.on('checkContinue', (req, res) => { log('checkContinue'); res.writeContinue(() => log('continued')); server.emit('request', req, res); });",
	"server.on('checkContinue', (req, res) => { log('checkContinue'); res.writeHead(417); res.end(); });",
	"server.on('checkExpectation', (req, res) => { log('checkExpectation', req.headers.expect); res.end('fine'); });",
	"server.on('dropRequest', (req, s) => { log('dropRequest', req.url); });",
	"server.maxRequestsPerSocket = 1;", "server.maxRequestsPerSocket = 2;",
	"server.setTimeout(98, (s) => { log('server timeout'); s.end(); });", "server.timeout = 98;", "server.keepAliveTimeout = 50;",
}

// textClient is a server, and connections on which text comes.
func (g *gen) textClient() *Tree {
	server := object{name: "server", events: []string{"close", "request", "connection"}, actions: http1ServerActions}
	res := object{name: "res", events: []string{"finish", "close", "drain"}, actions: http1ResponseActions}
	req := object{name: "req", events: []string{"end", "close", "aborted"}, actions: requestActions}
	onRequest := []*Tree{
		fixed("const id = req.url.slice(1);"),
		g.watchLine("req", "'q' + id", []string{"aborted", "end", "close", "error"}),
		g.watchLine("res", "'s' + id", []string{"finish", "close", "error"}),
		line("log('request', id, req.method, req.httpVersion, Object.keys(req.headers).join(), req.complete);"),
		g.reading2("req"),
		g.wrap(line(g.fill(g.pick("res.end('ok');", "res.end('ok', cb(res, 'end'));", "req.pipe(res);", "res.write('a'); res.end('b');", "res.writeHead(200, { 'content-length': 2 }); res.end('ok');",
			"req.on('end', () => { log('trailers', JSON.stringify(req.trailers)); res.end(); });", "res.end(Buffer.alloc($size));"))), res, req),
	}
	onRequest = append(onRequest, g.act(g.pickN(0, 0, 1, 1, 2), res, req, server)...)
	listen := []*Tree{}
	for i := 1; i <= g.pickN(1, 1, 2, 3); i++ {
		c := fmt.Sprintf("c%d", i)
		o := object{name: c, events: []string{"data", "end", "close", "connect"}, actions: socketActions}
		kids := []*Tree{
			fixed(fmt.Sprintf("const %s = net.connect({ port: server.address().port, host: '127.0.0.1'%s });", c, g.pick("", "", ", allowHalfOpen: true"))),
			g.watchLine(c, "'"+c+"'", []string{"end", "error", "close"}),
			fixed("hear(" + c + ");"),
		}
		kids = append(kids, g.rawTalk(c, rawHTTP1Requests, 3, o)...)
		listen = append(listen, block("{", "}", kids...))
	}
	listen = append(listen, line(fmt.Sprintf("setTimeout(() => { log('cleanup'); server.close(cb(server, 'close')); %s }, %d);", g.pick("", "server.closeAllConnections();"), g.cleanup())))
	kids := []*Tree{
		fixed(messagesPrelude),
		fixed("const server = http.createServer({ " + g.pick(http1ServerOptions...) + " });"),
		g.watchLine("server", "'server'", []string{"error", "close", "connection"}),
	}
	for k := g.pickN(0, 1, 1, 2, 3); k > 0; k-- {
		kids = append(kids, line(g.oneOf(http1ServerListeners)))
	}
	kids = append(kids, firm("server.on('request', (req, res) => {", "});", onRequest...), firm("server.listen(0, '127.0.0.1', () => {", "});", listen...))
	return g.whole("const net = require('net'), http = require('http');", kids...)
}

// textServer answers requests with text.
func (g *gen) textServer() *Tree {
	s := object{name: "s", events: []string{"data", "end", "close"}, actions: socketActions}
	onConn := []*Tree{g.watchLine("s", "'s' + ++k", []string{"end", "error", "close"}), fixed("hear(s);")}
	for i := 1; i <= g.pickN(1, 2, 3); i++ {
		kids := g.rawTalk("s", rawHTTP1Responses, 1, s)
		if g.chance(60) {
			kids = []*Tree{{Open: "s.once('data', () => {", Close: "});", Hoist: true, Kids: kids}}
		}
		onConn = append(onConn, block(fmt.Sprintf("if (k === %d) {", i), "}", kids...))
	}
	server := object{name: "server", events: []string{"close", "connection"}, actions: []string{"server.close(cb(server, 'close'));", "server.unref();", "server.maxConnections = 1;"}}
	listen := []*Tree{fixed("const agent = " + g.pick("new http.Agent({ keepAlive: true })", "new http.Agent({ keepAlive: true, maxSockets: 1 })", "new http.Agent({ keepAlive: true, maxSockets: 1, scheduling: 'fifo', timeout: 60 })", "false", "http.globalAgent") + ";")}
	for i := 1; i <= g.pickN(1, 1, 2, 3); i++ {
		t := g.http1Request(i, server)
		t.Kids = append(t.Kids, line(fmt.Sprintf("r%d.on(%s);", i, g.pick(
			"'upgrade', (m, s, head) => { log('upgraded', m.statusCode, said(head)); s.end('bye'); }", "'information', (m) => log('info', m.statusCode)", "'continue', () => log('go on')"))))
		listen = append(listen, t)
	}
	listen = append(listen, line(fmt.Sprintf("setTimeout(() => { log('cleanup'); agent && agent.destroy(); server.close(cb(server, 'close')); }, %d);", g.cleanup())))
	return g.whole("const net = require('net'), http = require('http');",
		fixed(messagesPrelude), fixed("let k = 0;"),
		fixed("const server = net.createServer({ "+g.pick("", "", "allowHalfOpen: true")+" });"),
		firm("server.on('connection', (s) => {", "});", onConn...),
		firm("server.listen(0, '127.0.0.1', () => {", "});", listen...))
}
