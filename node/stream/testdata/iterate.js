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
  const r = new Readable({ read() {} }); r.push('a'); r.push('b'); setImmediate(() => { r.push('c'); r.push(null); });
  r.on('close', () => log('close'));
  for await (const c of r) log(str(c));
  log('done', r.destroyed);
  const q = Readable.from([1, 2, 3]); for await (const c of q) { log(c); break; } log('broken', q.destroyed);
  const k = Readable.from([1, 2, 3]); for await (const c of k.iterator({ destroyOnReturn: false })) { log(c); break; } log('kept', k.destroyed); for await (const c of k) log(c);
  const e = new Readable({ read() { this.destroy(new Error('it')); } }); try { for await (const c of e) log(c); } catch (err) { log(str(err)); }
  const d = new Duplex({ read() { this.push(null); }, write(c, x, cb) { cb(); } }); for await (const c of d) log(c); log('duplex', d.destroyed, d.writable);
  const p = new Readable({ read() {} }); setImmediate(() => p.destroy()); try { for await (const c of p) log(c); } catch (err) { log(str(err)); }
})();
