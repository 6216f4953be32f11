// title: Bare CR, bare LF, folded lines
// notice: 18 takes line ends that 20 and later refuse
// source: the table of malformed requests
// min: 18.0.0
'use strict';
const http = require('http'), net = require('net');
const GET = 'GET / HTTP/1.1\r\nHost: a\r\n';
const FIN = 'fin', RST = 'rst'; // what the client does besides sending
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
  ['version 0.9 spelled out', 'GET / HTTP/0.9\r\nHost: a\r\n\r\n'],
  ['empty lines before', '\r\n\r\n\n\rGET / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['HTTP/0.9', 'GET /\r\n'],
  ['HTTP/0.9 and our end', 'GET /\r\n', FIN],
  ['HTTP/0.9 with LF', 'GET /\n\n'],
  ['bare LF behind the request line', 'GET / HTTP/1.1\nHost: a\r\n\r\n'],
  ['bare CR behind the request line', 'GET / HTTP/1.1\rHost: a\r\n\r\n'],
  ['only line ends', '\r\n\r\n\r\n', FIN],
  ['one byte at a time', 'G', 'ET /', ' HTTP/1.1\r', '\nHo', 'st: a\r\n\r', '\n'],
  ['an error in the second piece', 'GET / HT', 'TQ/1.1\r\n\r\n'],
  ['value with a bare CR', GET + 'a: x\ry\r\n\r\n'],
  ['bare LF behind a value', GET + 'a: x\nb: y\r\n\r\n'],
  ['bare CR behind a value', GET + 'a: x\rb: y\r\n\r\n'],
  ['bare LF behind an empty value', GET + 'a:\nb: y\r\n\r\n'],
  ['folded line', GET + 'a: x\r\n y\r\n\r\n'],
  ['folded line of a tab', GET + 'a: x\r\n\ty\r\n\r\n'],
  ['folded empty line', GET + 'a:\r\n y\r\n\r\n'],
  ['folded Content-Length', GET + 'Content-Length:\r\n 0\r\n\r\n'],
  ['folded first line', 'GET / HTTP/1.1\r\n Host: a\r\n\r\n'],
  ['bare LF at the end', GET + '\n'],
  ['bare LF all over', 'GET / HTTP/1.1\nHost: a\n\n'],
  ['bare CR at the end', GET + '\r', 'x'],
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
