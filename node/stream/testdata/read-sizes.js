'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
const r = new Readable({ read() {} });
r.push('hello'); r.push('world'); r.push('!!');
log(str(r.read(0)), str(r.read(-1)), str(r.read('3')), str(r.read(4)), r.readableLength);
r.unshift('XY'); log(str(r.read()), r.readableLength, r.readableHighWaterMark);
log(str(r.read(100)), r.readableHighWaterMark); r.push('q'); r.read(100000); log(r.readableHighWaterMark);
try { r.read(2 ** 31); } catch (e) { log(str(e)); }
r.push(null); log(str(r.read(10)), r.readableEnded); r.on('end', () => log('end'));
