// title: The client aborts under the compatibility API
// notice: compat API: client cancels mid-response / before response; later res.write/end; res.destroy()
// source: #15339, #20095, #56374
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer((req, res) => {
  const m = req.url.slice(1);
  watch('  req ' + m, req, ['end', 'aborted', 'error', 'close']);
  watch('  res ' + m, res, ['finish', 'aborted', 'error', 'close']);
  res.stream.on('error', (e) => log('  str ' + m + ' error ' + e.code));
  if (m === 'mid') res.write('x');
  if (m === 'resdestroy') { res.write('x'); return setTimeout(() => { if (res.destroy) res.destroy(); else res.stream.destroy(); }, 30); }
  setTimeout(() => {
    try { log('  write ' + m + ' -> ' + res.write('late', (e) => log('  write cb ' + m + ' ' + (e ? e.code : 'ok')))); } catch (e) { log('  write threw ' + e.code); }
    try { res.end('late', (e) => log('  end cb ' + m + ' ' + (e ? e.code : 'ok'))); } catch (e) { log('  end threw ' + e.code); }
    log('  finished=' + res.finished + ' wEnded=' + res.writableEnded);
  }, 90);
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  const modes = ['mid', 'before', 'resdestroy'];
  (function next() {
    if (!modes.length) return process.exit(0);
    const m = modes.shift(), r = c.request({ ':path': '/' + m });
    r.resume();
    watch('c ' + m, r, ['end', 'aborted', 'error']);
    r.on('close', () => log('c ' + m + ' close rst=' + r.rstCode));
    if (m !== 'resdestroy') setTimeout(() => r.close(8), 40);
    setTimeout(next, 160);
  })();
});
