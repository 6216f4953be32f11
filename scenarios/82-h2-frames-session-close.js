// title: Which frames a closing session sends
// notice: frames + FIN from a server on session.close()/destroy()/goaway()/server.close() with idle or open stream (raw client)
// source: PR #57808, #57809, PR #57586
// min: 8.17.0
'use strict';
const http2 = require('http2'), net = require('net');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
function frame(t, f, id, p) { p = p || Buffer.alloc(0); const h = Buffer.alloc(9); h.writeUIntBE(p.length, 0, 3); h[3] = t; h[4] = f; h.writeUInt32BE(id, 5); return Buffer.concat([h, p]); }
const PRE = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(4, 0, 0)]);
const GET = Buffer.from([0x82, 0x86, 0x84, 0x41, 1, 0x78]), POST = Buffer.from([0x83, 0x86, 0x84, 0x41, 1, 0x78]);
const NAMES = ['DATA', 'HEADERS', 'PRIORITY', 'RST', 'SETTINGS', 'PUSH', 'PING', 'GOAWAY', 'WINUPD', 'CONT'];
function reader(cb) { let b = Buffer.alloc(0); return (d) => { b = Buffer.concat([b, d]); for (;;) { if (b.length < 9) return; const l = b.readUIntBE(0, 3); if (b.length < 9 + l) return; cb(b[3], b[4], b.readUInt32BE(5) & 0x7fffffff, b.slice(9, 9 + l)); b = b.slice(9 + l); } }; }
function show(t, f, id, p) { let s = (NAMES[t] || 'T' + t) + '(' + id + ')'; if (t === 0) s += ' ' + p.length; if (t < 2 && f & 1) s += ' ES'; if (t === 4) s = f & 1 ? 'SETTINGS-ACK' : 'SETTINGS'; if (t === 6) s = f & 1 ? 'PING-ACK' : 'PING'; if (t === 3) s += ' code=' + p.readUInt32BE(0); if (t === 7) s += ' last=' + p.readUInt32BE(0) + ' code=' + p.readUInt32BE(4); if (t === 8) s += ' +' + p.readUInt32BE(0); return s; }
const V = {
  'close idle': [(ss) => ss.close(), false], 'close open': [(ss, s) => { ss.close(); setTimeout(() => { if (!s.destroyed) { s.respond(); s.end('x'); } }, 40); }, true],
  'destroy idle': [(ss) => ss.destroy(), false], 'destroy open': [(ss) => ss.destroy(), true], 'destroy(2) open': [(ss) => ss.destroy(2), true],
  'goaway idle': [(ss) => ss.goaway(), false], 'server.close idle': [(ss, s, server) => server.close(() => log('  server close cb')), false],
  'server.close open': [(ss, s, server) => { server.close(() => log('  server close cb')); setTimeout(() => { if (!s.destroyed) { s.respond(); s.end('x'); } }, 40); }, true]
};
const names = Object.keys(V);
(function next() {
  const cur = names.shift();
  if (!cur) return process.exit(0);
  const server = http2.createServer(), out = [];
  let ss, st;
  server.on('session', (s) => { ss = s; s.on('error', () => {}); });
  server.on('stream', (s) => { st = s; s.on('error', () => {}); if (!V[cur][1]) { s.respond(); s.end(); } });
  server.listen(0, '127.0.0.1', () => {
    const c = net.connect(server.address().port, '127.0.0.1');
    c.on('error', (e) => out.push(e.code));
    c.on('end', () => out.push('FIN'));
    c.on('data', reader((t, f, id, p) => { if (t !== 4) out.push(show(t, f, id, p)); if (t === 4 && !(f & 1)) c.write(frame(4, 1, 0)); }));
    c.write(Buffer.concat([PRE, frame(1, 5, 1, GET)]));
    setTimeout(() => { out.push('||'); V[cur][0](ss, st, server); }, 50);
    setTimeout(() => { log(cur + ': ' + out.join(' | ')); c.destroy(); next(); }, 180);
  });
})();
