// title: Malformed protocol versions
// notice: what is HTTP/1 and what is not
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
  ['method of RTSP', 'DESCRIBE / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['protocol RTSP', 'OPTIONS / RTSP/1.0\r\nHost: a\r\n\r\n'],
  ['two spaces before the version', 'GET /  HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['protocol in lower case', 'GET / http/1.1\r\nHost: a\r\n\r\n'],
  ['another protocol', 'GET / FTP/1.1\r\nHost: a\r\n\r\n'],
  ['no slash in the version', 'GET / HTTP1.1\r\nHost: a\r\n\r\n'],
  ['no minor version', 'GET / HTTP/1\r\nHost: a\r\n\r\n'],
  ['version 1.2', 'GET / HTTP/1.2\r\nHost: a\r\n\r\n'],
  ['version 2.0', 'GET / HTTP/2.0\r\nHost: a\r\n\r\n'],
  ['version 3.0', 'GET / HTTP/3.0\r\nHost: a\r\n\r\n'],
  ['version of two digits', 'GET / HTTP/1.10\r\nHost: a\r\n\r\n'],
  ['version 11.1', 'GET / HTTP/11.1\r\nHost: a\r\n\r\n'],
  ['version not a number', 'GET / HTTP/x.y\r\nHost: a\r\n\r\n'],
  ['space behind the version', 'GET / HTTP/1.1 \r\nHost: a\r\n\r\n'],
  ['HTTP/1.0', 'GET / HTTP/1.0\r\nHost: a\r\n\r\n'],
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
