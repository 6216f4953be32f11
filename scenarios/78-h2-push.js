// title: Server push
// notice: server push: event order; push after parent end; client closes pushed stream; push then session.close()
// source: oven-sh/bun #43514; own
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer();
server.on('stream', (s, h) => {
  const m = h[':path'].slice(1);
  s.on('error', (e) => log('  s error ' + e.code));
  s.on('close', () => log('  s ' + m + ' close rst=' + s.rstCode));
  s.respond();
  const push = () => { try { s.pushStream({ ':path': '/p' }, (e, p) => { if (e) return log('  push err ' + e.code); log('  push cb ' + p.id); p.on('close', () => log('  p close rst=' + p.rstCode)); p.on('error', (x) => log('  p error ' + x.code)); p.respond(); p.end('pushed'); if (m === 'pclose') s.session.close(); }); } catch (e) { log('  pushStream threw ' + e.code); } };
  if (m === 'afterend') { s.end('main'); push(); } else { push(); s.end('main'); }
});
server.listen(0, '127.0.0.1', () => {
  const modes = ['normal', 'afterend', 'reject', 'pclose'];
  (function next() {
    if (!modes.length) return process.exit(0);
    const m = modes.shift(), c = http2.connect('http://127.0.0.1:' + server.address().port);
    c.on('error', (e) => log(m + ' session error ' + e.code));
    c.on('stream', (p, h) => { log(m + ' client push stream'); p.on('push', () => log(m + ' push headers')); watch(m + ' p', p, ['end', 'aborted', 'error']); p.on('close', () => log(m + ' p close rst=' + p.rstCode)); if (m === 'reject') p.close(8); else p.resume(); });
    c.on('close', () => log(m + ' session close'));
    const r = c.request({ ':path': '/' + m });
    r.resume();
    watch(m + ' r', r, ['response', 'end', 'aborted', 'error', 'close']);
    setTimeout(() => { c.removeAllListeners('close'); c.destroy(); next(); }, 100);
  })();
});
