// title: Closing a stream that nobody reads
// notice: client never reads: server ends / closes(0) / closes(8) the stream; close only after resume?
// source: #27863
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer();
server.on('stream', (s, h) => {
  const m = h[':path'].slice(1);
  s.on('error', (e) => log('  s ' + m + ' error ' + e.code));
  s.on('close', () => log('  s ' + m + ' close rst=' + s.rstCode));
  s.respond();
  if (m === 'end') s.end('body'); else { s.write('body'); setTimeout(() => s.close(m === 'close8' ? 8 : 0), 30); }
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  const modes = ['end', 'close0', 'close8'];
  (function next() {
    if (!modes.length) return process.exit(0);
    const m = modes.shift(), r = c.request({ ':path': '/' + m });
    watch('c ' + m, r, ['response', 'end', 'aborted', 'error']);
    r.on('close', () => log('c ' + m + ' close rst=' + r.rstCode));
    setTimeout(() => { log('c ' + m + ' -- resume destroyed=' + r.destroyed); r.on('data', (d) => log('c ' + m + ' data ' + d.length)); }, 90);
    setTimeout(next, 150);
  })();
});
