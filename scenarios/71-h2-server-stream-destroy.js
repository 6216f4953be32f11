// title: stream.destroy() on the server
// notice: server stream.destroy() / destroy(err) after write, after end(), before respond: client view
// source: PR #35378, PR #53160
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer();
server.on('sessionError', (e) => log('sessionError ' + e.code));
server.on('stream', (s, h) => {
  const m = h[':path'].slice(1);
  watch('  s ' + m, s, ['finish', 'aborted', 'error']);
  s.on('close', () => log('  s ' + m + ' close rst=' + s.rstCode));
  if (m === 'bare') return s.destroy();
  s.respond();
  if (m === 'end-destroy') { s.end('part'); s.destroy(); return; }
  if (m === 'write-destroy-sync') { s.write('part'); s.destroy(); return; }
  s.write('part');
  setTimeout(() => { if (m === 'err') s.destroy(new Error('boom')); else s.destroy(); }, 30);
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  const modes = ['plain', 'err', 'bare', 'end-destroy', 'write-destroy-sync'];
  (function next() {
    if (!modes.length) return process.exit(0);
    const m = modes.shift(), r = c.request({ ':path': '/' + m });
    let n = 0;
    r.on('data', (d) => { n += d.length; });
    watch('c ' + m, r, ['response', 'end', 'aborted', 'error']);
    r.on('close', () => log('c ' + m + ' close rst=' + r.rstCode + ' bytes=' + n));
    setTimeout(next, 100);
  })();
});
