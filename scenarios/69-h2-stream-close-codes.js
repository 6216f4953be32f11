// title: stream.close() with different codes
// notice: server: respond, write, stream.close(code) for 0,2,7,8,11: client and server events
// source: #35209, #56627
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer();
let code;
server.on('stream', (s) => {
  const k = code;
  watch('  s' + k, s, ['finish', 'aborted', 'error']);
  s.on('close', () => log('  s' + k + ' close rst=' + s.rstCode));
  s.respond();
  s.write('part');
  setTimeout(() => s.close(k, () => log('  s' + k + ' close cb')), 30);
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  const codes = [0, 2, 7, 8, 11];
  (function next() {
    if (!codes.length) return process.exit(0);
    code = codes.shift();
    const k = code, r = c.request();
    let n = 0;
    r.on('data', (d) => { n += d.length; });
    watch('c' + k, r, ['end', 'aborted', 'error']);
    r.on('close', () => log('c' + k + ' close rst=' + r.rstCode + ' bytes=' + n));
    setTimeout(next, 90);
  })();
});
