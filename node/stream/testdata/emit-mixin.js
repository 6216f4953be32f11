'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
const o = Object.assign({ name: 'o' }, EventEmitter.prototype);
o.on('x', function (v) { log(this.name, v); }); o.emit('x', 1);
function Old() {} require('util').inherits(Old, EventEmitter);
const old = new Old(); old.on('y', () => log('y')); old.emit('y');
class Sub extends EventEmitter { emit(name, ...a) { log('emit', name); return super.emit(name, ...a); } }
const s = new Sub(); s.once('z', () => log('z')); s.emit('z'); s.emit('z');
const r = new Readable({ read() {} });
const orig = r.emit; r.emit = function (n, ...a) { log('r.emit', n); return orig.call(this, n, ...a); };
r.push('a'); r.push(null); r.resume();
