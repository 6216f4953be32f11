// title: Malformed header fields
// notice: names and values with bytes that do not belong there
// source: the table of malformed requests
// min: 18.0.0
'use strict';
const http = require('http'), net = require('net');
const GET = 'GET / HTTP/1.1\r\nHost: a\r\n';
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
  ['no colon', GET + 'Broken\r\n\r\n'],
  ['space before the colon', GET + 'Broken : x\r\n\r\n'],
  ['tab before the colon', GET + 'Broken\t: x\r\n\r\n'],
  ['space before a known name\'s colon', GET + 'Content-Length : 0\r\n\r\n'],
  ['empty name', GET + ': x\r\n\r\n'],
  ['name with a slash', GET + 'a/b: x\r\n\r\n'],
  ['name with a NUL', GET + 'a\x00b: x\r\n\r\n'],
  ['name with a high byte', GET + '\xe9: x\r\n\r\n'],
  ['name in quotation marks', GET + '"a": x\r\n\r\n'],
  ['odd name', GET + '!#$%&\'*+-.^_`|~0: x\r\n\r\n'],
  ['__proto__', GET + '__proto__: x\r\nconstructor: y\r\n\r\n'],
  ['value with a NUL', GET + 'a: x\x00y\r\n\r\n'],
  ['value with a control character', GET + 'a: x\x01y\r\n\r\n'],
  ['value with DEL', GET + 'a: x\x7fy\r\n\r\n'],
  ['value with a high byte', GET + 'a: \xff\xe9\r\n\r\n'],
  ['value with a tab', GET + 'a: x\ty\r\n\r\n'],
  ['value with spaces around', GET + 'a:  \t x \t \r\n\r\n'],
  ['empty value', GET + 'a:\r\n\r\n'],
  ['a second request in a value', GET + 'a: GET / HTTP/1.1\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['many equal fields', GET + 'Cookie: a=b\r\nCookie: a=b\r\nCookie: a=b\r\nX: 1\r\nX: 2\r\nAge: 1\r\nAge: 2\r\n\r\n'],
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
