'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
const mk = () => new PassThrough();
const a = mk(), b = mk(), c = mk(); watch('a', a, 'error', 'close'); watch('b', b, 'error', 'close'); watch('c', c, 'error', 'close');
pipeline(a, b, c, (e) => log('cb', str(e))); a.write('x'); setImmediate(() => b.destroy(new Error('B')));
const d = mk(), f = mk(); pipeline(d, f, (e) => log('premature', str(e))); d.destroy();
const g = mk(), h = mk(); pipeline(g, h, (e) => log('dest closed', str(e))); h.destroy();
try { pipeline(mk(), () => {}); } catch (e) { log(str(e)); } try { pipeline(mk(), mk()); } catch (e) { log(str(e)); }
