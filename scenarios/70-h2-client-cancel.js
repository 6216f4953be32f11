// title: The client cancels
// notice: client req.close(8) / req.destroy() / req.close() mid-response: server stream events, later writes and respond
// source: #15524, #56627, PR #35378
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer();
server.on('stream', (s, h) => {
  const m = h[':path'].slice(1);
  watch('  s ' + m, s, ['end', 'finish', 'aborted', 'error']);
  s.on('close', () => {
    log('  s ' + m + ' close rst=' + s.rstCode + ' aborted=' + s.aborted);
    setTimeout(() => { try { log('  s ' + m + ' write ' + s.write('late', (e) => log('  s ' + m + ' cb ' + (e ? e.code : 'ok')))); } catch (e) { log('  s ' + m + ' write threw ' + e.code); } }, 10);
  });
  if (m === 'norespond') return setTimeout(() => { try { s.respond(); log('  respond ok'); } catch (e) { log('  respond threw ' + e.code); } }, 70);
  s.respond();
  s.write('part');
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  const modes = [['close8', (r) => r.close(8)], ['close0', (r) => r.close()], ['destroy', (r) => r.destroy()], ['destroyerr', (r) => r.destroy(new Error('boom'))], ['norespond', (r) => r.close(8)]];
  (function next() {
    if (!modes.length) return process.exit(0);
    const m = modes.shift(), r = c.request({ ':path': '/' + m[0] });
    r.resume();
    watch('c ' + m[0], r, ['end', 'aborted', 'error']);
    r.on('close', () => log('c ' + m[0] + ' close rst=' + r.rstCode));
    setTimeout(() => m[1](r), 30);
    setTimeout(next, 130);
  })();
});
