'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
(async () => {
  const e = new EventEmitter();
  setTimeout(() => e.emit('a', 1, 2), 1);
  log(await EventEmitter.once(e, 'a'));
  setTimeout(() => e.emit('error', new Error('bad')), 1);
  try { await EventEmitter.once(e, 'b'); } catch (err) { log(err.message); }
  log(e.eventNames());
  setTimeout(() => { e.emit('c', 1); e.emit('c', 2); e.emit('error', new Error('stop')); }, 1);
  const it = EventEmitter.on(e, 'c');
  log(await it.next(), await it.next());
  try { await it.next(); } catch (err) { log(err.message); }
  log(await it.next(), e.eventNames());
  log(EventEmitter.getEventListeners(e, 'c').length, EventEmitter.listenerCount(e, 'c'));
})();
