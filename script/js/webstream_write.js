// WritableStream and TransformStream: https://streams.spec.whatwg.org/#ws
'use strict';

const { machines, deferred, attempt, invalid, argType, method, highWaterMark, show, secret, made, fail: failReadable, closeWhenEmpty } = load('webstream');

// A writable's machine: writable, erroring (a write is still in progress), errored or
// closed. ready is what a writer waits for, flushed what close() waits for.
function newWritable(stream, { start, write, close, abort, hwm, measure }) {
  const m = {
    stream, state: 'writable', error: undefined, writer: null, queue: [], size: 0, started: false,
    inFlight: null, closing: null, aborting: null, pressure: false, write, close, abort, hwm, measure, signal: undefined,
  };
  machines.set(stream, m);
  m.controller = new WritableStreamDefaultController(secret, m);
  m.pressure = desired(m) <= 0;
  Promise.resolve(start?.(m.controller)).then(() => {
    m.started = true;
    advance(m);
  }, (err) => {
    m.started = true;
    reject(m, err);
  });
  return m;
}

const desired = (m) => m.hwm - m.size;
const closeAsked = (m) => m.closing !== null;

function pressed(m, pressure) {
  if (m.state !== 'writable' || closeAsked(m)) return;
  if (m.writer && pressure !== m.pressure) {
    if (pressure) m.writer.ready = deferred();
    else m.writer.ready.resolve(undefined);
  }
  m.pressure = pressure;
}

// advance starts the next write, or the close, if nothing is in progress.
function advance(m) {
  if (!m.started || m.inFlight) return;
  if (m.state === 'erroring') return void finishErroring(m);
  if (m.state !== 'writable' || m.queue.length === 0) return;
  const next = m.queue[0];
  m.inFlight = next;
  if (next.close) {
    m.queue.shift();
    attempt(m.close).then(() => {
      m.inFlight = null;
      m.state = 'closed';
      next.done.resolve(undefined);
      m.aborting?.done.resolve(undefined);
      m.aborting = null;
      m.writer?.closed.resolve(undefined);
    }, (err) => {
      m.inFlight = null;
      next.done.reject(err);
      m.aborting?.done.reject(err);
      m.aborting = null;
      reject(m, err);
    });
    return;
  }
  attempt(m.write, next.chunk, m.controller).then(() => {
    m.inFlight = null;
    m.queue.shift();
    m.size -= next.size;
    next.done.resolve(undefined);
    pressed(m, desired(m) <= 0);
    advance(m);
  }, (err) => {
    m.inFlight = null;
    m.queue.shift();
    next.done.reject(err);
    reject(m, err);
  });
}

function reject(m, err) {
  if (m.state === 'writable') {
    m.state = 'erroring';
    m.error = err;
    if (m.writer) {
      m.writer.ready.reject(err);
      m.writer.ready = deferred();
      m.writer.ready.reject(err);
    }
  }
  if (m.state === 'erroring' && m.started && !m.inFlight) finishErroring(m);
}

function finishErroring(m) {
  m.state = 'errored';
  for (const w of m.queue.splice(0)) w.done.reject(m.error);
  const end = () => {
    m.closing?.done.reject(m.error);
    m.writer?.closed.reject(m.error);
  };
  const a = m.aborting;
  m.aborting = null;
  if (!a) return end();
  if (a.already) {
    a.done.reject(m.error);
    return end();
  }
  attempt(m.abort, a.reason).then(() => { a.done.resolve(undefined); end(); }, (err) => { a.done.reject(err); end(); });
}

function write(m, chunk) {
  if (m.state === 'errored') return Promise.reject(m.error);
  if (closeAsked(m) || m.state === 'closed') return Promise.reject(invalid('WritableStream is closed'));
  if (m.state === 'erroring') return Promise.reject(m.error);
  let size = 1;
  try {
    if (m.measure) size = +m.measure(chunk);
  } catch (err) {
    reject(m, err);
    return Promise.reject(err);
  }
  const done = deferred();
  m.queue.push({ chunk, size, done });
  m.size += size;
  pressed(m, desired(m) <= 0);
  advance(m);
  return done.promise;
}

function close(m) {
  if (m.state === 'closed' || m.state === 'errored' || closeAsked(m)) return Promise.reject(invalid('WritableStream is closed'));
  const done = deferred();
  m.closing = { done };
  if (m.writer && m.pressure && m.state === 'writable') m.writer.ready.resolve(undefined);
  m.queue.push({ close: true, size: 0, done });
  advance(m);
  return done.promise;
}

function abort(m, reason) {
  if (m.state === 'closed' || m.state === 'errored') return Promise.resolve(undefined);
  m.abortSignal?.abort(reason);
  if (m.aborting) return m.aborting.done.promise;
  m.aborting = { done: deferred(), reason, already: m.state === 'erroring' };
  const { promise } = m.aborting.done;
  if (m.state === 'writable') reject(m, reason);
  return promise;
}

class WritableStreamDefaultController {
  #m;
  constructor(key, m) {
    if (key !== secret) throw native.error('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    this.#m = m;
    machines.set(this, m);
  }
  get signal() {
    this.#m.abortSignal ??= new AbortController();
    return this.#m.abortSignal.signal;
  }
  error(err = undefined) { if (this.#m.state === 'writable') reject(this.#m, err); }
}

class WritableStream {
  constructor(sink = {}, strategy = {}) {
    const s = sink ?? {};
    if (s.type !== undefined) throw native.error('RangeError', 'ERR_INVALID_ARG_VALUE', `The argument 'type' is invalid. Received ${native.inspect(s.type)}`);
    newWritable(this, {
      start: method(s, 'start'), write: method(s, 'write'), close: method(s, 'close'), abort: method(s, 'abort'),
      hwm: highWaterMark(strategy, 1), measure: strategy?.size,
    });
  }
  get locked() { return machines.get(this).writer !== null; }
  abort(reason = undefined) { return this.locked ? Promise.reject(invalid('WritableStream is locked')) : abort(machines.get(this), reason); }
  close() { return this.locked ? Promise.reject(invalid('WritableStream is locked')) : close(machines.get(this)); }
  getWriter() { return new WritableStreamDefaultWriter(this); }
}

class WritableStreamDefaultWriter {
  constructor(stream) {
    const m = machines.get(stream);
    if (!m || !(stream instanceof WritableStream)) throw argType('stream', 'an instance of WritableStream', stream);
    if (m.writer) throw invalid('WritableStream is locked');
    const w = { m, ready: deferred(), closed: deferred() };
    if (m.state === 'closed') { w.ready.resolve(); w.closed.resolve(); }
    else if (m.state === 'errored') { w.ready.reject(m.error); w.closed.reject(m.error); }
    else if (m.state === 'erroring') w.ready.reject(m.error);
    else if (closeAsked(m) || !m.pressure) w.ready.resolve(undefined);
    m.writer = w;
    machines.set(this, w);
  }
  get closed() { return machines.get(this).closed.promise; }
  get ready() { return machines.get(this).ready.promise; }
  get desiredSize() {
    const { m } = machines.get(this);
    if (!m) throw invalid('Writer is not bound to a WritableStream');
    return m.state === 'errored' || m.state === 'erroring' ? null : m.state === 'closed' ? 0 : desired(m);
  }
  write(chunk = undefined) { return on(this, (m) => write(m, chunk)); }
  close() { return on(this, close); }
  abort(reason = undefined) { return on(this, (m) => abort(m, reason)); }
  releaseLock() {
    const w = machines.get(this);
    if (!w.m) return;
    const err = invalid('Writer has been released');
    if (w.m.state !== 'writable' || !w.m.pressure) { w.ready = deferred(); w.closed = deferred(); }
    w.ready.reject(err);
    w.closed.reject(err);
    w.m.writer = null;
    w.m = null;
  }
}
const on = (writer, f) => {
  const { m } = machines.get(writer);
  return m ? f(m) : Promise.reject(invalid('Writer is not bound to a WritableStream'));
};

class TransformStreamDefaultController {
  #t;
  constructor(key, t) {
    if (key !== secret) throw native.error('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    this.#t = t;
  }
  get desiredSize() { return this.#t.out.controller.desiredSize; }
  enqueue(chunk = undefined) {
    this.#t.out.controller.enqueue(chunk);
    if (!this.#t.pressure && this.#t.out.controller.desiredSize <= 0 && !(this.#t.out.reader?.asked.length > 0)) this.#t.press(true);
  }
  error(err = undefined) { this.#t.fail(err); }
  terminate() {
    closeWhenEmpty(this.#t.out);
    this.#t.failInput(invalid('TransformStream has been terminated'));
  }
}

// A transform's writes wait while its readable side has enough.
class TransformStream {
  #readable;
  #writable;
  constructor(transformer = {}, writableStrategy = {}, readableStrategy = {}) {
    const s = transformer ?? {};
    const t = { change: deferred(), pressure: true };
    t.press = (pressure) => {
      t.pressure = pressure;
      t.change.resolve(undefined);
      t.change = deferred();
    };
    t.failInput = (err) => {
      reject(machines.get(this.#writable), err);
      if (t.pressure) t.press(false);
    };
    t.fail = (err) => { failReadable(t.out, err); t.failInput(err); };
    const transform = method(s, 'transform') ?? ((chunk, c) => c.enqueue(chunk));
    const flush = method(s, 'flush');
    const started = deferred();
    this.#readable = made({ hwm: highWaterMark(readableStrategy, 0), measure: readableStrategy?.size,
      pull: () => { t.press(false); return t.change.promise; },
      cancel: (reason) => t.failInput(reason),
    });
    t.out = machines.get(this.#readable);
    const controller = new TransformStreamDefaultController(secret, t);
    this.#writable = new WritableStream({
      start: () => started.promise,
      write: async (chunk) => {
        if (t.pressure) await t.change.promise;
        const w = machines.get(this.#writable);
        if (w.state === 'erroring') throw w.error;
        try {
          await transform(chunk, controller);
        } catch (err) {
          t.fail(err);
          throw err;
        }
      },
      close: async () => {
        try {
          await flush?.(controller);
          if (t.out.state === 'readable' && !t.out.closing) closeWhenEmpty(t.out);
        } catch (err) {
          failReadable(t.out, err);
          throw err;
        }
      },
      abort: (reason) => failReadable(t.out, reason),
    }, writableStrategy);
    started.resolve(method(s, 'start')?.(controller));
  }
  get readable() { return this.#readable; }
  get writable() { return this.#writable; }
}

class CountQueuingStrategy {
  constructor({ highWaterMark: n }) { this.highWaterMark = +n; }
  get size() { return () => 1; }
}
class ByteLengthQueuingStrategy {
  constructor({ highWaterMark: n }) { this.highWaterMark = +n; }
  get size() { return (chunk) => chunk.byteLength; }
}
class TextEncoderStream extends TransformStream {
  constructor() {
    const encoder = new TextEncoder();
    super({ transform(chunk, c) { const b = encoder.encode(`${chunk}`); if (b.length > 0) c.enqueue(b); } });
  }
  get encoding() { return 'utf-8'; }
}
class TextDecoderStream extends TransformStream {
  constructor(label = 'utf-8', options = {}) {
    const decoder = new TextDecoder(label, options);
    super({
      transform(chunk, c) { const s = decoder.decode(chunk, { stream: true }); if (s) c.enqueue(s); },
      flush(c) { const s = decoder.decode(); if (s) c.enqueue(s); },
    });
  }
}

for (const [cls, fields] of [
  [WritableStream, (m) => ({ locked: m.writer !== null, state: m.state })],
  [WritableStreamDefaultWriter, (w) => ({ stream: w.m?.stream, close: w.closed.promise, ready: w.ready.promise })],
]) {
  Object.defineProperty(cls.prototype, Symbol.for('nodejs.util.inspect.custom'), { __proto__: null, value: show(cls.name, fields), writable: true, configurable: true });
}
for (const cls of [WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController, TransformStream, TransformStreamDefaultController]) {
  Object.defineProperty(cls.prototype, Symbol.toStringTag, { __proto__: null, value: cls.name, configurable: true });
}

Object.assign(exports, {
  WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController, TransformStream, TransformStreamDefaultController,
  CountQueuingStrategy, ByteLengthQueuingStrategy, TextEncoderStream, TextDecoderStream,
});
