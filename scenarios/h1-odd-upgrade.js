// title: Upgrade and CONNECT, with and without listeners
// notice: a body before the switch; 26 reads it, earlier ones hand it over
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
  for (const event of ['upgrade', 'connect']) {
    server.on(event, (req, socket, head) => {
      const told = (...what) => say(req.socket, ...what);
      told(event, req.method, req.url, JSON.stringify(String(head)));
      socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
      socket.on('data', (d) => told('tunnel', JSON.stringify(String(d))));
      socket.on('end', () => { told('tunnel end'); socket.end(); });
      socket.on('error', (err) => told('tunnel', err.code));
    });
  }
}
const cases = [
  ['upgrade', GET + 'Connection: Upgrade\r\nUpgrade: echo\r\n\r\n'],
  ['upgrade with data behind', GET + 'Connection: Upgrade\r\nUpgrade: echo\r\n\r\nhello'],
  ['upgrade with a request behind', GET + 'Connection: Upgrade\r\nUpgrade: echo\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['upgrade, then data, then our end', GET + 'Connection: Upgrade\r\nUpgrade: echo\r\n\r\n', 'hello', FIN],
  ['upgrade with a body', POST + 'Connection: Upgrade\r\nUpgrade: echo\r\nContent-Length: 3\r\n\r\nabcdef'],
  ['upgrade with chunks', POST + 'Connection: Upgrade\r\nUpgrade: echo\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\ntail'],
  ['upgrade with a bad chunk', POST + 'Connection: Upgrade\r\nUpgrade: echo\r\nTransfer-Encoding: chunked\r\n\r\nzz'],
  ['upgrade without Connection', GET + 'Upgrade: echo\r\n\r\n'],
  ['Connection: upgrade without Upgrade', GET + 'Connection: upgrade\r\n\r\n'],
  ['upgrade in HTTP/1.0', 'GET / HTTP/1.0\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n'],
  ['upgrade without Host', 'GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n'],
  ['upgrade to h2c', GET + 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n'],
  ['a good request, then upgrade', 'GET /next HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n'],
  ['CONNECT', 'CONNECT b:80 HTTP/1.1\r\nHost: b:80\r\n\r\n'],
  ['CONNECT with data behind', 'CONNECT b:80 HTTP/1.1\r\nHost: b:80\r\n\r\nhello'],
  ['CONNECT with a path', 'CONNECT /x HTTP/1.1\r\nHost: b\r\n\r\n'],
  ['CONNECT with a body', 'CONNECT b:80 HTTP/1.1\r\nHost: b\r\nContent-Length: 3\r\n\r\nabc'],
  ['CONNECT in HTTP/1.0', 'CONNECT b:80 HTTP/1.0\r\n\r\n'],
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
