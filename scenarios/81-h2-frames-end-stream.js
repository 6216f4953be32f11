// title: Where END_STREAM rides
// notice: frames a server sends for respond/write/end variants (raw client): END_STREAM on last DATA or separate empty DATA
// source: #33891, PR #33875
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
  'respond+end()': (s) => { s.respond(); s.end(); },
  'respond+end(x)': (s) => { s.respond(); s.end('x'); },
  'respond{endStream}': (s) => { s.respond({}, { endStream: true }); },
  'write+end()': (s) => { s.respond(); s.write('x'); s.end(); },
  'write+end(y)': (s) => { s.respond(); s.write('x'); s.end('y'); },
  'write,write': (s) => { s.respond(); s.write('x'); s.write('y'); s.end('z'); },
  'write,imm end': (s) => { s.respond(); s.write('x'); setImmediate(() => s.end()); },
  'write cb end': (s) => { s.respond(); s.write('x', () => s.end()); },
  '20000': (s) => { s.respond(); s.end(Buffer.alloc(20000)); },
  'trailers': (s) => { s.respond({}, { waitForTrailers: true }); s.on('wantTrailers', () => s.sendTrailers({ a: 'b' })); s.end('x'); }
};
const names = Object.keys(V);
let cur;
const server = http2.createServer();
server.on('stream', (s) => { s.on('error', () => {}); V[cur](s); });
server.listen(0, '127.0.0.1', () => (function next() {
  cur = names.shift();
  if (!cur) return process.exit(0);
  const k = cur, out = [], c = net.connect(server.address().port, '127.0.0.1');
  c.on('error', () => {});
  c.on('data', reader((t, f, id, p) => { if (t !== 4) out.push(show(t, f, id, p)); }));
  c.write(Buffer.concat([PRE, frame(1, 5, 1, GET)]));
  setTimeout(() => { log(k + ': ' + out.join(' | ')); c.destroy(); next(); }, 50);
})());
