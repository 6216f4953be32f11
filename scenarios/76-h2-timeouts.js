// title: Stream, session and server timeouts
// notice: stream.setTimeout / session.setTimeout / server.setTimeout idle: who fires, default action, effect of traffic
// source: own
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer();
server.setTimeout(120);
server.on('timeout', () => log('server timeout'));
server.on('session', (s) => { s.on('error', (e) => log('ssession error ' + e.code)); watch('ssession', s, ['timeout', 'close']); });
server.on('stream', (s) => { s.on('error', (e) => log('sstream error ' + e.code)); s.setTimeout(60, () => log('sstream timeout')); watch('sstream', s, ['aborted', 'close']); s.respond(); s.write('x'); });
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  watch('csession', c, ['timeout', 'error', 'close']);
  c.on('goaway', (code) => log('goaway ' + code));
  const r = c.request();
  r.resume();
  r.setTimeout(90, () => { log('creq timeout'); r.close(8); });
  watch('creq', r, ['end', 'aborted', 'error']);
  r.on('close', () => log('creq close rst=' + r.rstCode));
  setTimeout(() => process.exit(0), 450);
});
