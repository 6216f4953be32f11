// title: Malformed Content-Length
// notice: numbers that are none, repeated ones, bodies that are too long
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
  ['Content-Length not a number', POST + 'Content-Length: x\r\n\r\n'],
  ['Content-Length negative', POST + 'Content-Length: -1\r\n\r\n'],
  ['Content-Length with a sign', POST + 'Content-Length: +3\r\n\r\nabc'],
  ['Content-Length in hex', POST + 'Content-Length: 0x3\r\n\r\nabc'],
  ['Content-Length with a fraction', POST + 'Content-Length: 3.0\r\n\r\nabc'],
  ['Content-Length with spaces inside', POST + 'Content-Length: 1 2\r\n\r\nabc'],
  ['Content-Length with space behind', POST + 'Content-Length: 3  \r\n\r\nabc'],
  ['Content-Length with a tab behind', POST + 'Content-Length: 3\t\r\n\r\nabc'],
  ['Content-Length with zeros before', POST + 'Content-Length: 0003\r\n\r\nabc'],
  ['Content-Length as a list', POST + 'Content-Length: 3, 3\r\n\r\nabc'],
  ['Content-Length empty', POST + 'Content-Length:\r\n\r\n'],
  ['Content-Length too large', POST + 'Content-Length: 99999999999999999999\r\n\r\n'],
  ['Content-Length as large as may be', POST + 'Content-Length: 18446744073709551615\r\n\r\nabc'],
  ['Content-Length twice, equal', POST + 'Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc'],
  ['Content-Length twice, different', POST + 'Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'],
  ['Content-Length 0 with a body', POST + 'Content-Length: 0\r\n\r\nabc'],
  ['body without framing', POST + '\r\nabc'],
  ['body longer than announced', POST + 'Content-Length: 3\r\n\r\nabcde'],
  ['GET with a body', GET + 'Content-Length: 3\r\n\r\nabc'],
  ['HEAD with a body', 'HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc'],
  ['answer 204', 'POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc'],
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
