// title: Requests that wait for a free stream
// notice: maxConcurrentStreams=1: queued requests when the session closes / first stream ends / destroy
// source: own
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
function run(m, f, cb) {
  const server = http2.createServer({ settings: { maxConcurrentStreams: 1 } });
  server.on('session', (s) => s.on('error', () => {}));
  server.on('stream', (s, h) => { log(m + '   server ' + h[':path']); s.on('error', () => {}); setTimeout(() => { if (!s.destroyed) { s.respond(); s.end('x'); } }, 60); });
  server.listen(0, '127.0.0.1', () => {
    const c = http2.connect('http://127.0.0.1:' + server.address().port);
    c.on('error', (e) => log(m + ' session error ' + e.code));
    c.on('close', () => log(m + ' session close'));
    c.on('remoteSettings', () => {
      ['/1', '/2'].forEach((p) => { const r = c.request({ ':path': p }); r.resume(); watch(m + ' ' + p, r, ['response', 'aborted', 'error']); r.on('close', () => log(m + ' ' + p + ' close rst=' + r.rstCode)); });
      setTimeout(() => f(c), 30);
    });
    setTimeout(() => { c.removeAllListeners('close'); c.destroy(); server.close(); cb(); }, 260);
  });
}
run('nothing', () => {}, () => run('close', (c) => c.close(), () => run('destroy', (c) => c.destroy(), () => process.exit(0))));
