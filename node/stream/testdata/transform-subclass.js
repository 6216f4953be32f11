'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
class Up extends Transform { constructor(o) { super(o); this.n = 0; } _transform(c, e, cb) { this.n++; cb(null, c.toString().toUpperCase()); } _flush(cb) { this.push('n=' + this.n); cb(); } }
const u = new Up(); u.on('data', (c) => log(str(c))); u.on('end', () => log('end')); u.write('a'); u.end('b');
const util = require('util'); function Old(o) { if (!(this instanceof Old)) return new Old(o); Transform.call(this, o); } util.inherits(Old, Transform);
Old.prototype._transform = function (c, e, cb) { this.push(c); this.push(c); cb(); }; const o = Old(); o.on('data', (c) => log('old', str(c))); o.end('x');
class W extends Writable { _write(c, e, cb) { log('W', str(c)); cb(); } _final(cb) { log('W final'); super._destroy ? cb() : cb(); } _destroy(e, cb) { log('W destroy'); super._destroy(e, cb); } }
const w = new W(); w.end('z'); w.on('close', () => log('W close'));
class R extends Readable { constructor() { super({ objectMode: true }); this.i = 0; } _read() { this.push(this.i < 3 ? { i: this.i++ } : null); } }
new R().on('data', (c) => log(str(c)));
