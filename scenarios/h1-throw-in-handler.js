// title: Exceptions in an HTTP server's listeners
// notice: with uncaughtException the server lives on, but the connection is of no use: the next bytes give HPE_CB_HEADERS_COMPLETE or HPE_JS_EXCEPTION
// source: issue 3
// min: 18.0.0
'use strict';
const http = require('http'), net = require('net');
process.on('uncaughtException', (e) => console.log('uncaught', e.message));
const mode = { where: '' };
// Waits in rounds of the loop, so that a busy machine changes nothing.
function rounds(n, then) {
  if (n === 0) then(); else setTimeout(rounds, 40, n - 1, then);
}
const server = http.createServer((req, res) => {
  console.log('request', req.url);
  req.on('error', (e) => console.log('req error', e.code)).on('aborted', () => console.log('aborted')).on('close', () => console.log('req close', req.complete));
  res.on('close', () => console.log('res close', res.writableFinished)).on('finish', () => console.log('finish'));
  if (req.url === '/throw') throw new Error('in request');
  if (req.url === '/tick') process.nextTick(() => { throw new Error('in tick'); });
  if (req.url === '/data') req.on('data', () => { throw new Error('in data'); });
  else req.resume();
  if (req.url === '/end') req.on('end', () => { throw new Error('in end'); });
  else req.on('end', () => res.end('ok'));
  if (req.url === '/promise') Promise.reject(new Error('rejected'));
  if (req.url === '/after') { res.end('done'); throw new Error('after end'); }
});
server.on('clientError', (e, s) => { console.log('clientError', e.code, e.message, e.bytesParsed, e.rawPacket && e.rawPacket.length, s.writable); s.destroy(); });
server.listen(0, async () => {
  const go = (steps) => new Promise((done) => {
    const c = net.connect(server.address().port);
    let got = '';
    c.on('data', (d) => got += d).on('end', () => console.log('client end')).on('close', () => { console.log('client close', got.split('\r\n')[0], got.slice(-6)); setTimeout(done, 20); }).on('error', (e) => console.log(e.code));
    const go = () => {
      if (!steps.length) return rounds(6, () => c.destroy());
      const s = steps.shift();
      c.write(s);
      rounds(3, go);
    };
    rounds(2, go);
  });
  const G = (u) => `GET ${u} HTTP/1.1\r\nHost: a\r\n\r\n`, P = (u, b, n) => `POST ${u} HTTP/1.1\r\nHost: a\r\nContent-Length: ${n || b.length}\r\n\r\n${b}`;
  for (const s of [[G('/throw')], [G('/throw'), G('/x')], [G('/throw') + G('/x')], [G('/x') + G('/throw') + G('/y')], [P('/throw', 'abc')], [P('/throw', 'abc', 6), 'def'], [G('/tick') + G('/x'), G('/y')], [P('/tick', 'abc', 6), 'def'], [P('/data', 'abc')], [P('/data', 'abc', 6), 'def', G('/x')], [P('/end', 'abc'), G('/x')], [P('/end', 'abc') + G('/x'), G('/y')], [G('/promise'), G('/x')], [G('/after'), G('/x')], [G('/after') + G('/x')]]) { console.log('---', s.length, s[0].split(' ')[1]); await go(s); }
  server.close(() => console.log('server closed'));
});
