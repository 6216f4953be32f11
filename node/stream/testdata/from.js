'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
const show = (n, r) => { r.on('data', (c) => log(n, str(c))); r.on('end', () => log(n, 'end')); r.on('error', (e) => log(n, str(e))); r.on('close', () => log(n, 'close')); };
show('array', Readable.from([1, 2, 3])); show('string', Readable.from('hello')); show('buffer', Readable.from(Buffer.from('buf')));
show('gen', Readable.from((function* () { yield 'x'; yield 'y'; })()));
show('async', Readable.from((async function* () { yield 1; await null; yield 2; })()));
show('promises', Readable.from([Promise.resolve('p'), 'q'])); show('null', Readable.from([1, null]));
show('throws', Readable.from((function* () { yield 1; throw new Error('gen'); })())); marks(4);
try { Readable.from(5); } catch (e) { log(str(e)); }
