// title: Malformed chunks
// notice: sizes, data and extensions
// source: the table of malformed requests
// min: 18.0.0
'use strict';
const http = require('http'), net = require('net');
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
  ['chunk size not hex', POST + 'Transfer-Encoding: chunked\r\n\r\nx\r\n'],
  ['chunk size negative', POST + 'Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n'],
  ['chunk size with 0x', POST + 'Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n'],
  ['chunk size empty', POST + 'Transfer-Encoding: chunked\r\n\r\n\r\nabc\r\n0\r\n\r\n'],
  ['chunk size too large', POST + 'Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc'],
  ['chunk size with zeros before', POST + 'Transfer-Encoding: chunked\r\n\r\n0000000000000000000003\r\nabc\r\n0\r\n\r\n'],
  ['chunk size with space behind', POST + 'Transfer-Encoding: chunked\r\n\r\n3 \r\nabc\r\n0\r\n\r\n'],
  ['chunk size with space before', POST + 'Transfer-Encoding: chunked\r\n\r\n 3\r\nabc\r\n0\r\n\r\n'],
  ['chunk size in both cases', POST + 'Transfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n'],
  ['chunk size ends with LF', POST + 'Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n'],
  ['chunk size ends with CR', POST + 'Transfer-Encoding: chunked\r\n\r\n3\rabc\r\n0\r\n\r\n'],
  ['chunk data too long', POST + 'Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n'],
  ['chunk data too short', POST + 'Transfer-Encoding: chunked\r\n\r\n4\r\nabc\r\n0\r\n\r\n'],
  ['chunk data ends with LF', POST + 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\n0\r\n\r\n'],
  ['chunk data ends with CR', POST + 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r0\r\n\r\n'],
  ['chunk data ends with nothing', POST + 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc0\r\n\r\n'],
  ['chunk extension', POST + 'Transfer-Encoding: chunked\r\n\r\n3;a=b;c\r\nabc\r\n0;d="e;f"\r\n\r\n'],
  ['chunk extension empty', POST + 'Transfer-Encoding: chunked\r\n\r\n3;\r\nabc\r\n0\r\n\r\n'],
  ['chunk extension with spaces', POST + 'Transfer-Encoding: chunked\r\n\r\n3 ; a = b\r\nabc\r\n0\r\n\r\n'],
  ['chunk extension ends with LF', POST + 'Transfer-Encoding: chunked\r\n\r\n3;a\nabc\r\n0\r\n\r\n'],
  ['chunk extension with a bare CR', POST + 'Transfer-Encoding: chunked\r\n\r\n3;a\rb\r\nabc\r\n0\r\n\r\n'],
  ['chunk extension with a NUL', POST + 'Transfer-Encoding: chunked\r\n\r\n3;a\x00\r\nabc\r\n0\r\n\r\n'],
  ['chunk extension without a name', POST + 'Transfer-Encoding: chunked\r\n\r\n3;=b\r\nabc\r\n0\r\n\r\n'],
  ['chunk extension with an open quotation', POST + 'Transfer-Encoding: chunked\r\n\r\n3;a="b\r\nabc\r\n0\r\n\r\n'],
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
