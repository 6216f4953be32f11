'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
const t = new Transform({ transform(c, e, cb) { cb(new Error('T')); } }); watch('t', t, 'error', 'close', 'end', 'finish'); t.write('a', (e) => log('cb', str(e)));
const f = new Transform({ transform(c, e, cb) { cb(); }, flush(cb) { cb(new Error('F')); } }); watch('f', f, 'error', 'close', 'end', 'finish'); f.end('x'); f.resume();
const p = new Transform({ transform(c, e, cb) { this.push(null); cb(); } }); watch('p', p, 'error', 'close', 'end', 'finish'); p.resume(); p.write('a', () => log('p cb')); setImmediate(() => p.end());
const u = new Transform(); watch('u', u, 'error', 'close'); try { u.write('x'); } catch (e) { log(str(e)); }
const fin = new Transform({ transform(c, e, cb) { cb(null, c); }, final(cb) { log('final'); cb(); }, flush(cb) { log('flush'); cb(); } }); watch('fin', fin, 'end', 'finish', 'close'); fin.resume(); fin.end('q');
