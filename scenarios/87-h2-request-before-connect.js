// title: Closing a session before it is connected
// notice: client: request() then close()/destroy() before the connection exists; request in connect; close in connect
// source: PR #18988; own
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer();
server.on('session', (s) => { s.on('error', (e) => log('  ssession error ' + e.code)); });
server.on('stream', (s) => { log('  server stream'); s.on('error', (e) => log('  sstream error ' + e.code)); s.on('close', () => log('  sstream close rst=' + s.rstCode)); s.respond(); s.end('x'); });
function run(m, f, cb) {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  watch(m + ' session', c, ['connect', 'error', 'close']);
  const r = c.request();
  r.resume();
  watch(m + ' req', r, ['ready', 'response', 'end', 'aborted', 'error']);
  r.on('close', () => log(m + ' req close rst=' + r.rstCode));
  f(c, r);
  setTimeout(() => { c.removeAllListeners('close'); c.destroy(); cb(); }, 100);
}
server.listen(0, '127.0.0.1', () => run('close', (c) => c.close(), () => run('destroy', (c) => c.destroy(), () => run('destroy-err', (c) => c.destroy(new Error('boom')), () => run('req-close', (c, r) => r.close(8), () => run('close-in-connect', (c) => c.on('connect', () => c.close()), () => process.exit(0)))))));
