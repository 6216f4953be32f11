'use strict';
// Random sequences of stream calls, each logged. The seed is fixed: what real
// Node printed is in real.json like that of the other scripts.
const { Readable, Writable, Duplex, Transform, finished, pipeline } = require('stream');
let seed = 12345;
const rnd = (n) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor(seed / 4294967296 * n); };
const pick = (...a) => a[rnd(a.length)];
let out = [];
const note = (...a) => out.push(a.join(' '));
const str = (x) => (x instanceof Error ? x.code || x.message : Buffer.isBuffer(x) ? `<${x}>` : String(x));
const later = (cb, ...a) => { switch (rnd(3)) { case 0: return cb(...a); case 1: return process.nextTick(cb, ...a); default: return setImmediate(cb, ...a); } };
const events = ['data', 'readable', 'end', 'error', 'close', 'finish', 'prefinish', 'drain', 'pause', 'resume', 'pipe', 'unpipe'];
const watch = (name, s) => { for (const e of events) if (e !== 'data' && e !== 'readable') s.on(e, (x) => note(name, e, x && x.pipe ? 'S' : x === undefined ? '' : str(x))); };
const chunk = () => 'abcdefghij'.slice(0, 1 + rnd(5));

function options(name) {
  const o = {};
  if (rnd(2)) o.highWaterMark = rnd(6);
  if (!rnd(5)) o.autoDestroy = false;
  if (!rnd(6)) o.emitClose = false;
  if (!rnd(5)) o.objectMode = true;
  if (!rnd(6)) o.construct = (cb) => { note(name, 'construct'); later(cb); };
  if (!rnd(5)) o.destroy = (err, cb) => { note(name, '_destroy', str(err)); later(cb, err); };
  return o;
}
function readable(name, o = options(name)) {
  let left = rnd(6);
  const mode = rnd(3);
  o.read = function (n) {
    note(name, '_read');
    if (mode === 0) return;
    later(() => { if (left-- > 0) { this.push(chunk()); if (mode === 2 && rnd(2)) this.push(chunk()); } else if (left > -3) this.push(null); });
  };
  return o;
}
function writable(name, o = options(name)) {
  const fail = !rnd(8);
  o.write = (c, e, cb) => { note(name, '_write', str(c), e); later(cb, ...(fail && !rnd(3) ? [new Error('W')] : [])); };
  if (!rnd(3)) o.writev = (cs, cb) => { note(name, '_writev', cs.length); later(cb); };
  if (!rnd(3)) o.final = (cb) => { note(name, '_final'); later(cb, ...(!rnd(6) ? [new Error('F')] : [])); };
  if (!rnd(6)) o.decodeStrings = false;
  return o;
}
function transform(name) {
  const o = options(name);
  o.transform = (c, e, cb) => { note(name, '_transform', str(c)); later(cb, null, rnd(4) ? c : undefined); };
  if (rnd(2)) o.flush = (cb) => { note(name, '_flush'); later(cb, null, rnd(2) ? 'fl' : undefined); };
  return o;
}
function make(name) {
  let s;
  switch (rnd(5)) {
    case 0: s = new Readable(readable(name)); break;
    case 1: s = new Writable(writable(name)); break;
    case 2: { const o = writable(name, readable(name)); if (!rnd(3)) o.allowHalfOpen = false; s = new Duplex(o); break; }
    case 3: s = new Transform(transform(name)); break;
    default: s = new Transform(transform(name));
  }
  watch(name, s);
  return s;
}
function act(name, s, others) {
  const r = typeof s.read === 'function' && s._readableState, w = s._writableState;
  const ops = [];
  if (r) {
    const onData = (c) => note(name, 'data', str(c));
    ops.push(() => s.on('data', onData), () => s.pause(), () => s.resume(), () => note(name, 'read', str(s.read())), () => note(name, 'read3', str(s.read(3))),
      () => s.once('readable', () => note(name, 'readable', str(s.read()))), () => s.on('readable', () => { let c; let n = 0; while (n++ < 9 && (c = s.read()) !== null) note(name, 'got', str(c)); }),
      () => note(name, 'push', s.push(chunk())), () => note(name, 'push', s.push(null)), () => note(name, 'unshift', s.unshift(chunk())), () => s.removeAllListeners('readable'),
      () => s.read(0), () => { const d = others[rnd(others.length)]; if (d !== s && d._writableState) { note(name, 'pipe'); s.pipe(d); } }, () => s.unpipe(), () => s.setEncoding('utf8'));
  }
  if (w) {
    ops.push(() => note(name, 'write', s.write(chunk())), () => note(name, 'write', s.write(chunk(), (e) => note(name, 'wcb', str(e)))), () => note(name, 'write', s.write(chunk())),
      () => s.end(), () => s.end(chunk(), (e) => note(name, 'ecb', str(e))), () => s.cork(), () => s.uncork(), () => { s.cork(); s.write(chunk()); s.write(chunk()); process.nextTick(() => s.uncork()); });
  }
  ops.push(() => { if (!rnd(3)) s.destroy(); }, () => { if (!rnd(3)) s.destroy(new Error('D')); }, () => finished(s, (e) => note(name, 'fin', str(e))));
  try { pick(...ops)(); } catch (e) { note(name, 'threw', str(e)); }
}
const state = (s) => [s.destroyed, s.closed, str(s.errored), s.readable, s.writable, s.readableLength, s.writableLength, s.readableFlowing, s.readableEnded, s.writableFinished, s.writableNeedDrain].join();

process.on('uncaughtException', (e) => note('uncaught', str(e)));
const total = 150;
function scene(n) {
  if (n === total) return;
  out = [];
  const names = ['a', 'b', 'c'].slice(0, 1 + rnd(3)), streams = names.map(make);
  const steps = 3 + rnd(12);
  let done = 0;
  const step = () => {
    if (done++ >= steps) {
      setTimeout(() => {
        console.log(`scene ${n}\n ${out.join('\n ')}`);
        for (const s of streams) console.log(` = ${state(s)}`);
        for (const s of streams) { s.removeAllListeners(); s.on('error', () => {}); s.destroy(); }
        setTimeout(scene, 5, n + 1);
      }, 5);
      return;
    }
    const i = rnd(streams.length);
    act(names[i], streams[i], streams);
    if (rnd(3)) step(); else if (rnd(2)) process.nextTick(step); else setImmediate(step);
  };
  step();
}
scene(0);
