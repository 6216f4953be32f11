// title: server.close() while a response streams
// notice: which versions send GOAWAY at once, and whether the response still completes everywhere
// source: own
// min: 10.0.0
'use strict';
const http2 = require('http2');
const server = http2.createServer();
server.on('stream', (s) => {
  s.respond();
  let k = 0;
  const t = setInterval(() => { if (++k < 5) s.write('part ' + k + ';'); else { clearInterval(t); s.end('done'); } }, 10);
  s.on('close', () => console.log('server stream close', s.rstCode));
  if (k === 0) setTimeout(() => { console.log('-- server.close()'); server.close((e) => console.log('server closed', e ? e.code : 'ok')); }, 25);
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  c.on('goaway', (code, last) => console.log('goaway', code, last, c.closed));
  c.on('close', () => console.log('session close'));
  const r = c.request();
  let body = '';
  r.setEncoding('utf8');
  r.on('data', (d) => { body += d; });
  r.on('end', () => console.log('end', body));
  r.on('close', () => { console.log('close', r.rstCode); setTimeout(() => { console.log('client', c.closed, c.destroyed); if (!c.closed) c.close(); }, 30); });
});
