// title: Malformed request lines
// notice: methods and targets that are refused, and those that pass
// source: the table of malformed requests
// min: 18.0.0
'use strict';
const http = require('http'), net = require('net');
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
  ['unknown method', 'BREW / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['lower-case method', 'get / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['method too long', 'GETT / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['method too short', 'GE / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['QUERY', 'QUERY /q HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['two spaces before the target', 'GET  / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['tab before the target', 'GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['space inside the target', 'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['no target', 'GET HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['empty target', 'GET  HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['relative target', 'GET index.html HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['target with a control character', 'GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['target with a NUL', 'GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['target with DEL', 'GET /\x7f HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['target with a high byte', 'GET /\xe9 HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['target with a fragment', 'GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['target with a quotation mark', 'GET /"<>^`{|} HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['absolute form', 'GET http://b.example/path?q HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['absolute form with two @', 'GET http://a@b@c/ HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['absolute form of another scheme', 'GET ftp://b/ HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['absolute form without a host', 'GET http:/// HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['asterisk', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['asterisk with GET', 'GET * HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['space before', ' GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a response', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'],
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
