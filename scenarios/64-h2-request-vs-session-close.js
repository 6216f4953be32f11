// title: A request against session.close()
// notice: request racing with server session.close(): sent before / after the client saw GOAWAY
// source: #55888, help#2105
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer();
let ss;
server.on('session', (s) => { ss = s; watch('ssession', s, ['close']); });
server.on('stream', (s, h) => { log('server stream ' + h[':path']); s.on('error', (e) => log('sstream error ' + e.code)); s.on('close', () => log('sstream close ' + h[':path'] + ' rst=' + s.rstCode)); setTimeout(() => { if (!s.destroyed) { s.respond(); s.end('x'); } }, 300); });
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  watch('csession', c, ['error', 'close']);
  function go(p) { try { const r = c.request({ ':path': p }); r.resume(); watch('req ' + p, r, ['response', 'aborted', 'error']); r.on('close', () => log('req ' + p + ' close rst=' + r.rstCode)); } catch (e) { log('req ' + p + ' threw ' + e.code); } }
  c.on('goaway', (code, last) => { log('goaway ' + code + ' last=' + last + ' closed=' + c.closed); go('/ongoaway'); });
  go('/first');
  setTimeout(() => { log('-- close'); ss.close(); go('/race'); }, 50);
  setTimeout(() => go('/late'), 180);
  setTimeout(() => process.exit(0), 550);
});
