// title: process.exit() after stream.end()
// notice: server process.exit() right after stream.end(): sync / nextTick / immediate / finish / write callback: what arrives
// source: own
// min: 8.17.0
'use strict';
const http2 = require('http2'), cp = require('child_process');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 5500);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
if (process.argv[2] === 'srv') {
  const server = http2.createServer();
  server.on('stream', (s, h) => {
    const m = h[':path'].slice(1), x = () => process.exit(0);
    s.respond();
    if (m === 'sync') { s.end('hello'); x(); }
    if (m === 'tick') { s.end('hello'); process.nextTick(x); }
    if (m === 'micro') { s.end('hello'); Promise.resolve().then(x); }
    if (m === 'imm') { s.end('hello'); setImmediate(x); }
    if (m === 'finish') { s.on('finish', x); s.end('hello'); }
    if (m === 'close') { s.on('close', x); s.end('hello'); }
    if (m === 'wcb') s.write('hello', x);
    if (m === 'big-finish') { s.on('finish', x); s.end(Buffer.alloc(1 << 20)); }
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
} else {
  const modes = ['sync', 'tick', 'micro', 'imm', 'finish', 'close', 'wcb', 'big-finish'];
  (function next() {
    const m = modes.shift();
    if (!m) return process.exit(0);
    const ch = cp.fork(__filename, ['srv']);
    ch.on('message', (port) => {
      const c = http2.connect('http://127.0.0.1:' + port);
      let n = 0, got = '';
      c.on('error', () => {});
      c.on('remoteSettings', () => setTimeout(() => { // settings exchange is over: nothing unread on the server when it exits
        const r = c.request({ ':path': '/' + m });
        r.on('data', (d) => { n += d.length; });
        r.on('response', () => { got = 'response+'; });
        r.on('error', () => {});
        r.on('close', () => { log(m + ': ' + got + (n === 5 || n === 1 << 20 ? 'all' : n ? 'part' : 'nothing')); c.destroy(); ch.kill(); next(); });
      }, 60));
    });
  })();
}
