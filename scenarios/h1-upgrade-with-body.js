// title: A request that upgrades and has a body
// notice: up to 25 the body goes to the new protocol; 26 hands over a stream at once and gives the body to the request
// source: lib/_http_server.js at 26.10.0, UpgradeStream
// min: 18.0.0
'use strict';
const http = require('http'), net = require('net');
// Waits in rounds of the loop, so that a busy machine changes nothing.
function rounds(n, then) {
  if (n === 0) then(); else setTimeout(rounds, 40, n - 1, then);
}
const server = http.createServer();
server.on('upgrade', (req, socket, head) => {
  console.log('upgrade', req.complete, socket.constructor.name, socket instanceof net.Socket, head.length, Object.keys(socket).length > 0);
  socket.on('data', (d) => console.log('tunnel', String(d))).on('end', () => { console.log('tunnel end'); socket.end('bye'); }).on('close', (e) => console.log('tunnel close', e)).on('error', (e) => console.log('tunnel error', e.code));
  if (req.url !== '/noread') req.on('data', (d) => console.log('body', String(d)));
  req.on('end', () => console.log('body end')).on('close', () => console.log('req close')).on('aborted', () => console.log('aborted'));
  socket.write('HTTP/1.1 101 S\r\n\r\n', () => console.log('written'));
});
server.listen(0, async () => {
  const go = (steps) => new Promise((done) => {
    const c = net.connect(server.address().port);
    c.on('data', (d) => console.log('client', JSON.stringify(String(d)))).on('end', () => console.log('client end')).on('close', done).on('error', (e) => console.log(e.code));
    const go = () => {
      if (!steps.length) return rounds(6, () => c.destroy());
      const s = steps.shift();
      s === null ? c.end() : s === 0 ? c.resetAndDestroy() : c.write(s);
      rounds(3, go);
    };
    rounds(2, go);
  });
  const H = (u, n) => `POST ${u} HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\nContent-Length: ${n}\r\n\r\n`;
  for (const s of [[H('/a', 6) + 'abc', 'def', 'tail', null], [H('/b', 6) + 'abc', 'defTAIL', 'more', null], [H('/noread', 6) + 'abc', 'defTAIL', null], [H('/c', 6) + 'abc', null], [H('/d', 6) + 'abc', 0], [H('/e', 3) + 'abc', 'x', 0], [H('/f', 6), 'abcdef', 'zz', null],
   ['POST /g HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n', 'zz', null]]) { console.log('---'); await go(s); }
  server.close(() => console.log('server closed'));
});
