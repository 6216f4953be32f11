'use strict';
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
const EventEmitter = require('events');
const log = (...a) => console.log(...a);
const str = (x) => (x instanceof Error ? `${x.name}[${x.code}] ${x.message}` : Buffer.isBuffer(x) ? `<${x}>` : typeof x === 'object' && x !== null ? JSON.stringify(x) : String(x));
const watch = (name, s, ...events) => { for (const e of events) s.on(e, (...a) => log(name, e, ...a.map((x) => (x && x.pipe ? '[stream]' : str(x))))); };
const tick = (n, f) => (n ? process.nextTick(tick, n - 1, f) : f());
const marks = (n) => { for (let i = 1; i <= n; i++) tick(i, () => log('-- tick', i)); Promise.resolve().then(() => log('-- micro')); setImmediate(() => log('-- immediate')); };
const { finished: fin, pipeline: pl } = require('stream/promises');
(async () => {
  const r = Readable.from(['a', 'b']); r.resume(); await fin(r); log('r done');
  const w = new Writable({ write(c, e, cb) { cb(new Error('bad')); } }); w.write('x'); try { await fin(w); } catch (e) { log(str(e)); }
  const chunks = []; await pl(Readable.from(['x', 'y']), async function* (src) { for await (const c of src) yield c + c; }, async (src) => { for await (const c of src) chunks.push(c); }); log(chunks);
  try { await pl(Readable.from(['x']), new Transform({ transform(c, e, cb) { cb(new Error('mid')); } }), new PassThrough()); } catch (e) { log(str(e)); }
  log(await require('util').promisify(pipeline)(Readable.from(['q']), new PassThrough({ objectMode: true }).resume()));
})();
