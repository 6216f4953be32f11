// title: A client that never reads
// notice: the response waits in flow control; closing the session gracefully then never ends, until the client goes away
// source: own
// min: 10.0.0
'use strict';
const http2 = require('http2');
const server = http2.createServer();
server.on('session', (s) => s.on('close', () => console.log('server session close')));
server.on('stream', (s) => {
  s.on('finish', () => console.log('server finish'));
  s.on('aborted', () => console.log('server aborted'));
  s.on('error', (e) => console.log('server error', e.code));
  s.on('close', () => console.log('server close', s.rstCode));
  s.respond();
  s.end(Buffer.alloc(500000));
  setTimeout(() => { console.log('-- session.close()'); s.session.close(() => console.log('session close cb')); }, 40);
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  c.on('goaway', (code, last) => console.log('goaway', code, last));
  c.on('error', (e) => console.log('session error', e.code));
  c.on('close', () => console.log('client session close'));
  const r = c.request();
  r.on('response', () => console.log('response'));
  r.on('error', (e) => console.log('error', e.code));
  r.on('close', () => console.log('client close', r.rstCode));
  setTimeout(() => { console.log('-- client.destroy()'); c.destroy(); server.close(() => console.log('server closed')); }, 150);
});
