// title: Good and bad requests on one connection
// notice: garbage between requests, data behind Connection: close
// source: the table of malformed requests
// min: 18.0.0
'use strict';
const http = require('http'), net = require('net');
const GET = 'GET / HTTP/1.1\r\nHost: a\r\n';
const POST = 'POST / HTTP/1.1\r\nHost: a\r\n';
// What the server says about each connection, by the client's port.
const said = new Map();
const say = (socket, ...what) => said.get(socket.peer).push('  ' + what.join(' '));
const server = http.createServer((req, res) => {
  let size = 0;
  const told = (...what) => say(req.socket, ...what);
  told('request', req.method, req.url.slice(0, 30), req.httpVersion, req.rawHeaders.length);
  req.on('data', (d) => { size += d.length; });
  req.on('aborted', () => told('aborted'));
  req.on('end', () => { told('end', req.complete, JSON.stringify(req.rawTrailers).slice(0, 60)); res.end(`got ${size}`); });
  req.on('error', (err) => told('error', err.code));
});
server.on('connection', (socket) => { socket.peer = socket.remotePort; said.set(socket.peer, []); });
function clientError(err, socket) {
  say(socket, 'clientError', err.code, err.message, err.bytesParsed, err.rawPacket && err.rawPacket.length, socket.writable);
  if (socket.writable) socket.end('HTTP/1.1 400 Told\r\n\r\n'); else socket.destroy();
}
function listen() {
  console.log('--- with listeners');
  server.on('clientError', clientError);
}
const cases = [
  ['two requests at once', 'GET /next HTTP/1.1\r\nHost: a\r\n\r\nGET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['a good request, then a bad one', 'GET /next HTTP/1.1\r\nHost: a\r\n\r\nBAD\r\n\r\n'],
  ['a good request, a pause, then a bad one', 'GET /next HTTP/1.1\r\nHost: a\r\n\r\n', 'BAD\r\n\r\n'],
  ['a bad request, then a good one', 'BAD\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a body, then a bad request', POST + 'Content-Length: 3\r\n\r\nabcBAD'],
  ['line ends between requests', 'GET /next HTTP/1.1\r\nHost: a\r\n\r\n\r\n\r\n\r\nGET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['garbage between requests', 'GET /next HTTP/1.1\r\nHost: a\r\n\r\n??GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['a request behind Connection: close', 'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['line ends behind Connection: close', 'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n\r\n\r\n'],
  ['garbage behind Connection: close', 'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\ngarbage'],
  ['a request behind HTTP/1.0', 'GET / HTTP/1.0\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['HTTP/1.0 with keep-alive', 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['Connection: close, keep-alive', GET + 'Connection: close, keep-alive\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['Connection twice', GET + 'Connection: keep-alive\r\nConnection: close\r\n\r\n'],
  ['Connection nonsense', GET + 'Connection: ,, x ,\r\n\r\n'],
  ['Connection: close without spaces', GET + 'Connection:close\r\n\r\n'],
  ['Proxy-Connection: close', GET + 'Proxy-Connection: close\r\n\r\n'],
  ['body behind Connection: close', POST + 'Connection: close\r\nContent-Length: 3\r\n\r\nabc'],
];
// Waits in rounds of the loop, so that a busy machine changes nothing.
function rounds(n, then) {
  if (n === 0) then(); else setTimeout(rounds, 40, n - 1, then);
}
// Each request has its own connection, first with nobody listening, then with listeners.
function send([name, ...what]) {
  return new Promise((done) => {
    const steps = [...what];
    const c = net.connect(server.address().port, '127.0.0.1');
    let got = '', fate = 'open', port;
    c.on('connect', () => { port = c.localPort; });
    c.on('data', (d) => { got += d.toString('latin1'); });
    c.on('end', () => { fate = 'FIN'; });
    c.on('error', (err) => { fate = err.code; });
    c.on('close', () => rounds(6, () => {
      done([name, ...said.get(port) || [], `  peer ${fate} ${JSON.stringify(got.replace(/Date: .*\r\n/g, ''))}`]);
    }));
    const act = (s) => s === 'fin' ? c.end() : s === 'rst' ? c.resetAndDestroy() : c.write(s, 'latin1');
    const go = () => {
      if (!steps.length) return rounds(8, () => c.destroy());
      act(steps.shift());
      rounds(3, go);
    };
    rounds(4, go);
  });
}
async function all() {
  for (const lines of await Promise.all(cases.map(send))) console.log(lines.join('\n'));
}
server.listen(0, '127.0.0.1', async () => {
  await all();
  listen();
  await all();
  server.close();
});
