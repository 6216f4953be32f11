// title: server.close() with an idle session
// notice: http2 server.close() with one idle session (nothing open)
// source: #57611, #20630, PR #57586
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer();
server.on('session', (s) => watch('ssession', s, ['goaway', 'close']));
server.on('stream', (s) => { s.respond(); s.end('x'); });
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  watch('csession', c, ['error', 'close']);
  c.on('goaway', (code, last) => log('csession goaway ' + code + ' last=' + last));
  const r = c.request();
  r.resume();
  r.on('close', () => setTimeout(() => {
    log('-- server.close()');
    server.close(() => log('server close cb'));
    log('-- returned');
    setImmediate(() => log('immediate'));
    setTimeout(() => {
      log('closed=' + c.closed + ' destroyed=' + c.destroyed);
      try { const q = c.request(); q.resume(); watch('req2', q, ['response', 'error', 'close']); } catch (e) { log('request threw ' + e.code); }
    }, 100);
    setTimeout(() => { log('-- client destroy'); c.destroy(); }, 250);
    setTimeout(() => process.exit(0), 350);
  }, 40));
});
