// title: insecureHTTPParser
// notice: what the lenient parser lets pass, by version
// source: the table of malformed requests
// min: 18.0.0
'use strict';
const http = require('http'), net = require('net');
const GET = 'GET / HTTP/1.1\r\nHost: a\r\n';
const POST = 'POST / HTTP/1.1\r\nHost: a\r\n';
const FIN = 'fin', RST = 'rst'; // what the client does besides sending
// What the server says about each connection, by the client's port.
const said = new Map();
const say = (socket, ...what) => said.get(socket.peer).push('  ' + what.join(' '));
const server = http.createServer({ insecureHTTPParser: true }, (req, res) => {
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
  ['bare LF all over', 'GET / HTTP/1.1\nHost: a\n\n'],
  ['bare CR behind the request line', 'GET / HTTP/1.1\rHost: a\r\n\r\n'],
  ['bare CR behind a value', GET + 'a: x\rb: y\r\n\r\n'],
  ['value with control characters', GET + 'a: x\x00\x01\x7fy\r\n\r\n'],
  ['name with a slash', GET + 'a/b: x\r\n\r\n'],
  ['space before the colon', GET + 'a : x\r\n\r\n'],
  ['folded line', GET + 'a: x\r\n y\r\n\r\n'],
  ['folded empty line', GET + 'a:\r\n y\r\n\r\n'],
  ['space behind the request line', 'GET / HTTP/1.1\r\n Host: a\r\n\r\n'],
  ['space behind the version', 'GET / HTTP/1.1  \r\nHost: a\r\n\r\n'],
  ['version 1.2', 'GET / HTTP/1.2\r\nHost: a\r\n\r\n'],
  ['unknown method', 'BREW / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['Content-Length, then chunked', POST + 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'],
  ['chunked, then Content-Length', POST + 'Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n3\r\nabc\r\n0\r\n\r\n'],
  ['Content-Length twice', POST + 'Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc'],
  ['Content-Length not a number', POST + 'Content-Length: x\r\n\r\n'],
  ['Transfer-Encoding chunked, identity', POST + 'Transfer-Encoding: chunked, identity\r\n\r\n3\r\nabc\r\n0\r\n\r\n', FIN],
  ['Transfer-Encoding gzip', POST + 'Transfer-Encoding: gzip\r\n\r\nabc', FIN],
  ['chunked twice', POST + 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'],
  ['chunk size with space behind', POST + 'Transfer-Encoding: chunked\r\n\r\n3  \r\nabc\r\n0\r\n\r\n'],
  ['chunk size ends with LF', POST + 'Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n'],
  ['chunk data ends with LF', POST + 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\n0\r\n\r\n'],
  ['chunk data ends with nothing', POST + 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc0\r\n\r\n'],
  ['chunk extension ends with LF', POST + 'Transfer-Encoding: chunked\r\n\r\n3;a=b\nabc\r\n0\r\n\r\n'],
  ['chunk size not hex', POST + 'Transfer-Encoding: chunked\r\n\r\nx\r\n'],
  ['data behind Connection: close', 'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['header too long', GET + 'a: ' + 'a'.repeat(20000) + '\r\n\r\n'],
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
