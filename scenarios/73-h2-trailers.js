// title: Trailers
// notice: trailers: wantTrailers/finish/trailers/end/close order; missing sendTrailers; session.close() inside wantTrailers
// source: PR #19959, #42713
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer();
server.on('stream', (s, h) => {
  const m = h[':path'].slice(1);
  watch('  s ' + m, s, ['finish', 'aborted', 'error']);
  s.on('close', () => log('  s ' + m + ' close rst=' + s.rstCode));
  s.respond({ ':status': 200 }, { waitForTrailers: true });
  s.on('wantTrailers', () => {
    log('  s ' + m + ' wantTrailers');
    if (m === 'none') return;
    if (m === 'late') return setTimeout(() => s.sendTrailers({ a: 'b' }), 30);
    if (m === 'sclose') s.session.close();
    if (m === 'close') return s.close();
    s.sendTrailers({ a: 'b' });
  });
  s.end('body');
});
server.listen(0, '127.0.0.1', () => {
  const modes = ['now', 'late', 'none', 'close', 'sclose'];
  (function next() {
    if (!modes.length) return process.exit(0);
    const c = http2.connect('http://127.0.0.1:' + server.address().port);
    const m = modes.shift(), r = c.request({ ':path': '/' + m });
    c.on('close', () => log('c ' + m + ' session close'));
    c.on('error', (e) => log('c ' + m + ' session error ' + e.code));
    r.resume();
    watch('c ' + m, r, ['response', 'trailers', 'end', 'aborted', 'error']);
    r.on('close', () => log('c ' + m + ' close rst=' + r.rstCode));
    setTimeout(() => { log('c ' + m + ' -- destroyed=' + r.destroyed); c.removeAllListeners(); c.on('error', () => {}); c.destroy(); next(); }, 120);
  })();
});
