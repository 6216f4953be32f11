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
  const src = () => Readable.from([1, 2, 3, 4]);
  log(await src().map((x) => x * 2).toArray(), await src().filter((x) => x % 2).toArray(), await src().take(2).toArray(), await src().drop(2).toArray());
  log(await src().reduce((a, b) => a + b), await src().reduce((a, b) => a + b, 10), await src().some((x) => x > 3), await src().every((x) => x > 1), await src().find((x) => x > 2));
  log(await src().flatMap((x) => [x, x]).toArray()); await src().forEach((x) => log('each', x));
  log(await src().map(async (x) => { await null; return -x; }, { concurrency: 2 }).toArray());
  try { await src().map((x) => { if (x === 2) throw new Error('two'); return x; }).toArray(); } catch (e) { log(str(e)); }
  try { await Readable.from([]).reduce((a, b) => a); } catch (e) { log(str(e)); }
})();
