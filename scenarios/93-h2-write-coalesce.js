// title: Which writes share a packet
// notice: server: respond/write/end spread over tick, microtask, immediate: number of socket reads seen by raw client per turn
// source: own
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
server.on('stream', (s) => { s.on('error', () => {}); s.respond(); s.write('a'); process.nextTick(() => s.write('b')); Promise.resolve().then(() => s.write('c')); setImmediate(() => { s.write('d'); log('immediate'); setImmediate(() => { s.end('e'); log('immediate2'); }); }); });
server.listen(0, '127.0.0.1', () => {
  const c = net.connect(server.address().port, '127.0.0.1');
  let out = [];
  const rd = reader((t, f, id, p) => { out.push(show(t, f, id, p)); });
  c.on('data', (d) => { out = []; rd(d); log('read: ' + out.join(' | ')); });
  c.write(PRE);
  setTimeout(() => c.write(frame(1, 5, 1, GET)), 50);
  setTimeout(() => process.exit(0), 150);
});
