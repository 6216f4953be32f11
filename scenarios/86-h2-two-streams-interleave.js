// title: Two responses share a connection
// notice: two 100 KB responses started in the same tick: DATA frame order on the wire, and small third one (raw client)
// source: nghttp2 PR #2068 (RFC 7540 priority removal)
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
const server = http2.createServer();
const q = [];
server.on('stream', (s) => { s.on('error', () => {}); q.push(s); if (q.length === 3) { q.forEach((k) => k.respond()); q[0].end(Buffer.alloc(50000)); q[1].end(Buffer.alloc(50000)); q[2].end('tiny'); } });
server.listen(0, '127.0.0.1', () => {
  const out = [], c = net.connect(server.address().port, '127.0.0.1');
  c.on('data', reader((t, f, id, p) => { if (t !== 4) out.push(show(t, f, id, p)); }));
  const win = Buffer.alloc(4); win.writeUInt32BE(1000000, 0);
  c.write(Buffer.concat([PRE, frame(8, 0, 0, win), frame(1, 5, 1, GET), frame(1, 5, 3, GET), frame(1, 5, 5, GET)]));
  setTimeout(() => { out.forEach((l) => log(l)); process.exit(0); }, 120);
});
