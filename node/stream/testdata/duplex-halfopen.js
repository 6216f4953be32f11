'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
for (const allowHalfOpen of [true, false]) {
  const d = new Duplex({ allowHalfOpen, read() {}, write(c, e, cb) { cb(); } });
  watch('d' + allowHalfOpen, d, 'end', 'finish', 'close'); d.resume(); d.push(null);
  setImmediate(() => { log(allowHalfOpen, d.writableEnded, d.destroyed); d.end(); });
}
const e = new Duplex({ read() {}, write(c, e, cb) { cb(); }, readable: false }); watch('e', e, 'end', 'finish', 'close'); e.end('x'); log(e.readable, e.writable);
const f = new Duplex({ read() {}, write(c, e, cb) { cb(); }, writable: false }); watch('f', f, 'end', 'finish', 'close'); f.resume(); f.push(null); log(f.readable, f.writable);
log(new PassThrough() instanceof Writable, new Readable() instanceof Writable, new Writable() instanceof stream, d2() instanceof Duplex);
function d2() { return Duplex(); }
