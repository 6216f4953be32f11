// title: session.destroy() on the server
// notice: server session.destroy() / destroy(code) / close()+destroy with partial response: client view
// source: PR #28435, PR #53160
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer();
let f;
server.on('session', (s) => { s.on('error', (e) => log('ssession error ' + e.code)); s.on('close', () => log('ssession close')); });
server.on('stream', (s) => { s.on('error', (e) => log('sstream error ' + e.code)); s.on('aborted', () => log('sstream aborted')); s.on('close', () => log('sstream close rst=' + s.rstCode)); s.respond(); s.write('x'); setTimeout(() => f(s.session), 40); });
function run(label, fn, cb) {
  f = fn;
  log(label);
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  watch('csession', c, ['error', 'close']);
  c.on('goaway', (code, last) => log('goaway ' + code + ' last=' + last));
  const r = c.request();
  r.resume();
  watch('req', r, ['end', 'aborted', 'error']);
  r.on('close', () => log('req close rst=' + r.rstCode));
  setTimeout(() => { c.destroy(); cb(); }, 160);
}
server.listen(0, '127.0.0.1', () => run('destroy()', (s) => s.destroy(), () => run('destroy(2)', (s) => s.destroy(2), () => run('close+destroy', (s) => { s.close(); s.destroy(); }, () => process.exit(0)))));
