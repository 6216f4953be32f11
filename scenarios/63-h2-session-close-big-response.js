// title: session.close() in the middle of a big response
// notice: server session.close() in the middle of a 1 MiB response to a reading client
// source: #42713, PR #45153
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const N = 1048576;
const server = http2.createServer();
server.on('stream', (s) => {
  watch('sstream', s, ['finish', 'aborted', 'error', 'close']);
  s.respond();
  s.end(Buffer.alloc(N));
  setImmediate(() => { log('-- session.close()'); s.session.close(() => log('session close cb')); });
  s.session.on('close', () => log('ssession close'));
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  watch('csession', c, ['error', 'close']);
  c.on('goaway', (code, last) => log('csession goaway ' + code + ' last=' + last));
  const r = c.request();
  let n = 0;
  r.on('data', (d) => { n += d.length; });
  watch('creq', r, ['response', 'end', 'aborted', 'error', 'close']);
  r.on('close', () => log('got ' + (n === N ? 'all' : 'part') + ' rst=' + r.rstCode));
  setTimeout(() => process.exit(0), 400);
});
