// title: GOAWAY with a last stream that leaves one out
// notice: the stream above last-stream-id is refused: the client may retry it; the one below is served
// source: own; RFC 9113 section 6.8
// min: 10.0.0
'use strict';
const http2 = require('http2');
const server = http2.createServer();
server.on('session', (s) => s.on('close', () => console.log('server session close')));
server.on('stream', (s, h) => {
  console.log('server stream', s.id, h[':path']);
  s.on('close', () => console.log('server stream close', s.id, s.rstCode));
  s.on('error', (e) => console.log('server stream error', e.code));
  if (s.id === 1) s.session.goaway(0, 1, Buffer.from('later'));
  setTimeout(() => { if (!s.destroyed) { s.respond(); s.end('ok'); } }, 30);
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  c.on('goaway', (code, last, data) => console.log('goaway', code, last, data && data.toString()));
  c.on('error', (e) => console.log('session error', e.code));
  c.on('close', () => { console.log('session close'); server.close(() => console.log('server closed')); });
  for (const p of ['/a', '/b']) {
    const r = c.request({ ':path': p });
    r.resume();
    r.on('response', () => console.log(p, 'response'));
    r.on('error', (e) => console.log(p, 'error', e.code));
    r.on('close', () => console.log(p, 'close', r.rstCode));
  }
  setTimeout(() => c.close(), 120);
});
