// title: Client session destroyed with an error and a code
// notice: which of error, aborted and close each request sees, and what the server learns
// source: own
// min: 10.0.0
'use strict';
const http2 = require('http2');
const server = http2.createServer();
server.on('sessionError', (e) => console.log('sessionError', e.code));
server.on('session', (s) => {
  s.on('goaway', (code, last) => console.log('server goaway', code, last));
  s.on('error', (e) => console.log('server session error', e.code));
  s.on('close', () => console.log('server session close'));
});
server.on('stream', (s) => {
  s.on('aborted', () => console.log('server stream aborted'));
  s.on('error', (e) => console.log('server stream error', e.code));
  s.on('close', () => console.log('server stream close', s.rstCode));
  s.respond();
  s.write('part');
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  c.on('error', (e) => console.log('session error', e.message, e.code));
  c.on('close', () => console.log('session close'));
  const r = c.request();
  r.on('data', (d) => console.log('data', String(d)));
  r.on('end', () => console.log('end'));
  r.on('aborted', () => console.log('aborted'));
  r.on('error', (e) => console.log('error', e.message, e.code));
  r.on('close', () => console.log('close', r.rstCode, r.aborted, r.destroyed));
  setTimeout(() => { console.log('destroy'); c.destroy(new Error('enough'), http2.constants.NGHTTP2_CANCEL); console.log('destroyed', c.destroyed); }, 40);
  setTimeout(() => server.close(() => console.log('server closed')), 120);
});
