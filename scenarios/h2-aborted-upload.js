// title: The client gives up in the middle of an upload
// notice: 'aborted' without 'end' on the server, and what the half-read request still delivers
// source: own
// min: 10.0.0
'use strict';
const http2 = require('http2');
const server = http2.createServer();
server.on('stream', (s, h, flags) => {
  let n = 0;
  s.on('data', (d) => { n += d.length; });
  for (const v of ['end', 'aborted', 'error', 'close']) s.on(v, (e) => console.log('server', v, v === 'error' ? e.code : '', n));
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  const r = c.request({ ':method': 'POST', ':path': '/upload' });
  r.on('error', (e) => console.log('client error', e.code));
  r.on('close', () => { console.log('client close', r.rstCode); setTimeout(() => { c.close(); server.close(() => console.log('server closed')); }, 30); });
  r.write(Buffer.alloc(1000), (e) => console.log('write cb', e ? e.code : 'ok'));
  setTimeout(() => { r.write(Buffer.alloc(500), (e) => console.log('write cb 2', e ? e.code : 'ok')); r.destroy(new Error('gave up')); }, 30);
});
