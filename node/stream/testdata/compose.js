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
  const c = stream.compose(new Transform({ transform(ch, e, cb) { cb(null, String(ch).toUpperCase()); } }), new PassThrough());
  c.on('data', (x) => log(str(x))); c.on('end', () => log('end')); c.on('finish', () => log('finish')); c.on('close', () => log('close')); c.write('a'); c.end('b');
  await new Promise((r) => c.on('close', r));
  const d = Duplex.from(async function* (src) { for await (const x of src) yield '[' + x + ']'; }); d.on('data', (x) => log('d', str(x))); d.on('end', () => log('d end')); d.write('1'); d.end('2');
  const p = Duplex.from({ readable: Readable.from(['r']), writable: new Writable({ write(ch, e, cb) { log('w', str(ch)); cb(); } }) }); p.on('data', (x) => log('p', str(x))); p.end('in');
})();
