'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
process.on('warning', (w) => log(w.name, w.message, w.type, w.count, w.emitter === e));
const e = new EventEmitter();
for (let i = 0; i < 12; i++) e.on('leak', () => {});
class Foo extends EventEmitter {}
const f = new Foo(); f.setMaxListeners(1); f.on('y', log); f.on('y', log);
log(e.getMaxListeners(), f.getMaxListeners(), EventEmitter.defaultMaxListeners);
for (const bad of [-1, 'x', NaN]) try { e.setMaxListeners(bad); } catch (err) { log(str(err)); }
