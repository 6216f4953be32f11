package fuzz

import "fmt"

var http1ResponseActions = []string{
	"act(@, 'writeHead', () => { @.writeHead(200, { a: 'b' }); });",
	"act(@, 'writeHead', () => { @.writeHead(204); });",
	"act(@, 'length', () => { @.setHeader('content-length', 100); });",
	"act(@, 'connection', () => { @.setHeader('connection', 'close'); });",
	"act(@, 'write', () => @.write(Buffer.alloc($size), cb(@, 'write')));",
	"act(@, 'write', () => @.write(Buffer.alloc($size), cb(@, 'write')));",
	"act(@, 'write', () => @.write('text'));",
	"act(@, 'end', () => { @.end(); });",
	"act(@, 'end', () => { @.end(cb(@, 'end')); });",
	"act(@, 'end', () => { @.end(Buffer.alloc($size), cb(@, 'end')); });",
	"act(@, 'destroy', () => { @.destroy(); });",
	"act(@, 'destroy', () => { @.destroy(new Error('boom')); });",
	"act(@, 'socketEnd', () => { @.socket.end(); });",
	"act(@, 'socketDestroy', () => { @.socket.destroy(); });",
	"act(@, 'flush', () => { @.flushHeaders(); });",
	"act(@, 'trailers', () => { @.addTrailers({ t: '1' }); });",
	"act(@, 'hints', () => { @.writeContinue(); });",
	"act(@, 'cork', () => { @.cork(); process.nextTick(() => @.uncork()); });",
	"act(@, 'setTimeout', () => { @.setTimeout($wait); });",
	"log(@.tag, @.headersSent, @.finished, @.writableEnded, @.writableFinished, @.writable, @.destroyed, @.closed, @.statusCode, @.writableLength);",
	"throw new Error('thrown');",
}

var http1ServerActions = []string{
	"server.close(cb(server, 'close'));",
	"server.close();",
	"server.closeIdleConnections();",
	"server.closeAllConnections();",
	"server.unref();",
	"server.keepAliveTimeout = 40;",
	"server.setTimeout($wait);",
}

var http1ClientActions = []string{
	"act(@, 'write', () => @.write(Buffer.alloc($size), cb(@, 'write')));",
	"act(@, 'end', () => { @.end(cb(@, 'end')); });",
	"act(@, 'end', () => { @.end(Buffer.alloc($size), cb(@, 'end')); });",
	"act(@, 'destroy', () => { @.destroy(); });",
	"act(@, 'destroy', () => { @.destroy(new Error('boom')); });",
	"act(@, 'abort', () => { @.abort(); });",
	"act(@, 'setTimeout', () => { @.setTimeout($wait); });",
	"act(@, 'flush', () => { @.flushHeaders(); });",
	"act(@, 'nodelay', () => { @.setNoDelay(); });",
	"log(@.tag, @.finished, @.writableEnded, @.writableFinished, @.destroyed, @.closed, @.aborted, @.reusedSocket, @.writableLength);",
}

// growHTTP writes HTTP/1: a server, an agent, requests.
func growHTTP(g *gen) *Tree {
	server := object{name: "server", events: []string{"close", "request", "connection"}, actions: http1ServerActions}
	n := g.pickN(1, 1, 2, 2, 3)
	onRequest := []*Tree{
		fixed("const id = req.url.slice(1);"),
		g.watchLine("req", "'q' + id", []string{"aborted", "end", "close", "error", "timeout"}),
		g.watchLine("res", "'s' + id", []string{"finish", "close", "error", "drain", "timeout", "prefinish"}),
		line("log('request', id, req.method, req.headers.connection);"),
	}
	res := object{name: "res", events: []string{"finish", "close", "drain"}, actions: http1ResponseActions}
	req := object{name: "req", events: []string{"end", "close", "aborted"}, actions: requestActions}
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
		kids = append(kids, g.act(g.pickN(0, 1, 1, 2, 3), res, res, res, req, server)...)
		onRequest = append(onRequest, block(fmt.Sprintf("if (id === '%d') {", i), "}", kids...))
	}
	agent := g.pick("new http.Agent({ keepAlive: true })", "new http.Agent({ keepAlive: true, maxSockets: 1 })", "new http.Agent({ keepAlive: false })", "false", "http.globalAgent")
	listen := []*Tree{fixed("const agent = " + agent + ";")}
	for i := 1; i <= n; i++ {
		listen = append(listen, g.http1Request(i, server))
	}
	if g.chance(80) {
		listen = append(listen, line(fmt.Sprintf("setTimeout(() => { log('cleanup'); %s server.close(cb(server, 'close')); }, %d);", g.pick("agent && agent.destroy();", "server.closeAllConnections();", ""), g.cleanup())))
	}
	return g.whole("const http = require('http');",
		fixed("const server = http.createServer("+g.pick("{}", "{}", "{ keepAliveTimeout: 60 }", "{ keepAlive: true }")+");"),
		g.watchLine("server", "'server'", []string{"clientError", "error", "close", "timeout", "connection", "checkContinue"}),
		firm("server.on('request', (req, res) => {", "});", onRequest...),
		firm("server.listen(0, '127.0.0.1', () => {", "});", listen...))
}

func (g *gen) http1Request(i int, server object) *Tree {
	r := fmt.Sprintf("r%d", i)
	o := object{name: r, events: []string{"response", "response", "socket", "finish", "close", "error"}, actions: http1ClientActions}
	method := g.pick("GET", "GET", "POST", "HEAD")
	kids := []*Tree{
		fixed(fmt.Sprintf("const %s = http.request({ port: server.address().port, host: '127.0.0.1', path: '/%d', method: '%s', agent });", r, i, method)),
		g.watchLine(r, "'"+r+"'", []string{"abort", "close", "error", "finish", "socket", "timeout", "drain", "continue", "information"}),
		firm(fmt.Sprintf("%s.on('response', (m) => {", r), "});",
			line(fmt.Sprintf("log('%s', 'response', m.statusCode, m.headers.connection, m.headers['content-length']);", r)),
			g.watchLine("m", fmt.Sprintf("'m%d'", i), []string{"aborted", "close", "error"}),
			g.reading2("m")),
	}
	if method == "POST" {
		kids = append(kids, g.wrap(line(g.fill(fmt.Sprintf("act(%[1]s, 'end', () => { %[1]s.end(Buffer.alloc($size), cb(%[1]s, 'end')); });", r))), o))
	} else if g.chance(95) {
		kids = append(kids, line(r+".end();"))
	}
	kids = append(kids, g.act(g.pickN(0, 0, 1, 2), o, o, o, server)...)
	switch {
	case i > 1 && g.chance(35):
		return hoist("setTimeout(() => {", fmt.Sprintf("}, %d);", g.delay()), kids)
	case i > 1 && g.chance(20):
		return hoist("setImmediate(() => {", "});", kids)
	}
	return block("{", "}", kids...)
}
