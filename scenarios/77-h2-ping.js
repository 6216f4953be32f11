// title: Pings
// notice: ping: callback after session.close(), cancelled by destroy(), order of ping ack vs data of same tick
// source: #18447, PR #18849
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const server = http2.createServer();
server.on('stream', (s) => { s.respond(); s.end('body'); });
server.on('session', (s) => { s.on('error', () => {}); s.on('ping', () => log('  server got ping')); });
function run(m, cb) {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  c.on('error', (e) => log(m + ' error ' + e.code));
  c.on('close', () => log(m + ' session close'));
  c.on('connect', () => setTimeout(() => {
    const ping = (n) => { try { log(m + ' ping' + n + ' -> ' + c.ping((e) => log(m + ' ping' + n + ' cb ' + (e ? e.code : 'ok')))); } catch (e) { log(m + ' ping' + n + ' threw ' + e.code); } };
    if (m === 'data') { const r = c.request(); watch(m, r, ['response', 'data', 'end', 'close']); ping(1); }
    if (m === 'close') { ping(1); c.close(); ping(2); }
    if (m === 'destroy') { ping(1); c.destroy(); log(m + ' returned'); ping(2); process.nextTick(() => log(m + ' tick')); setImmediate(() => log(m + ' immediate')); }
    if (m === 'many') { for (let i = 1; i < 13; i++) ping(i); }
  }, 20));
  setTimeout(() => { c.removeAllListeners('close'); c.destroy(); cb(); }, 120);
}
server.listen(0, '127.0.0.1', () => run('data', () => run('close', () => run('destroy', () => run('many', () => process.exit(0))))));
