// title: 'finish' is not flushed
// notice: when do write callback / finish / end callback fire for a stalled 300 KB response (client window 64 KB, paused 80 ms)
// source: #24983
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer();
server.on('stream', (s) => {
  s.respond();
  log('w1 ' + s.write(Buffer.alloc(300000), () => log('cb1')));
  log('w2 ' + s.write('tail', () => log('cb2')));
  s.end('end', () => log('end cb'));
  watch('s', s, ['drain', 'prefinish', 'finish', 'close']);
  process.nextTick(() => log('tick'));
  setImmediate(() => log('immediate'));
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  const r = c.request();
  let n = 0;
  r.on('response', () => { log('response'); setTimeout(() => { log('-- read'); r.on('data', (d) => { n += d.length; }); }, 80); });
  r.on('end', () => log('client end ' + n));
  r.on('close', () => { log('client close'); setTimeout(() => process.exit(0), 40); });
});
