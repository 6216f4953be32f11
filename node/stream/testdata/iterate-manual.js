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
  const r = Readable.from([1, 2, 3]); const it = r[Symbol.asyncIterator]();
  const [a, b] = await Promise.all([it.next(), it.next()]); log(a, b);
  log(await it.return('x'), r.destroyed); log(await it.next());
  const q = Readable.from([1, 2]); const jt = q[Symbol.asyncIterator](); log(await jt.next()); try { await jt.throw(new Error('T')); } catch (e) { log(e.message); } log(q.destroyed); q.on('error', (e) => log('q', str(e)));
})();
