'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
const e = new EventEmitter();
for (const v of [new TypeError('t'), 'text', undefined, { a: 1 }, null, 42]) {
  try { e.emit('error', v); } catch (err) { log(str(err), err === v, err.context); }
}
try { e.emit('error'); } catch (err) { log(str(err)); }
e.on(EventEmitter.errorMonitor, (x) => log('monitor', str(x)));
try { e.emit('error', new Error('m')); } catch (err) { log(str(err)); }
e.on('error', (x) => log('handler', str(x)));
log(e.emit('error', new Error('n')));
