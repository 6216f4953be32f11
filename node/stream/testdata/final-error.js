'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
for (const sync of [true, false]) {
  const w = new Writable({ write(c, e, cb) { cb(); }, final(cb) { const e = new Error('final'); sync ? cb(e) : setImmediate(cb, e); } });
  watch('w' + sync, w, 'prefinish', 'error', 'finish', 'close');
  w.end('x', (e) => log('end cb', str(e)));
}
const t = new Writable({ write(c, e, cb) { cb(); }, final() { throw new Error('thrown'); } });
watch('t', t, 'error', 'finish', 'close'); t.end((e) => log('end cb', str(e)));
