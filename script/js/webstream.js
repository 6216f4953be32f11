// ReadableStream and what it is made of: https://streams.spec.whatwg.org/#rs
// A stream's machine is one record (machine below); the classes that a script
// sees hold one each. Byte streams are read by default readers only.
'use strict';

const inspectSymbol = Symbol.for('nodejs.util.inspect.custom');
const invalid = (what) => native.error('TypeError', 'ERR_INVALID_STATE', `Invalid state: ${what}`);
const illegal = () => native.error('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
const argType = (name, want, v) => load('errors').codes.argType(name, want, v);
const machines = new WeakMap(); // what a script sees → its machine
const step = native.has('webstreams-done-first') ? (value, done) => ({ done, value }) : (value, done) => ({ value, done });
const secret = Symbol('constructed by the machine');

// deferred is a promise with its ends; a rejection of it is no news.
function deferred() {
  const d = {};
  d.promise = new Promise((resolve, reject) => { d.resolve = resolve; d.reject = reject; });
  d.promise.then(undefined, () => {});
  return d;
}

// attempt calls an algorithm that may throw, and gives a promise.
function attempt(fn, ...args) {
  try {
    return Promise.resolve(fn === undefined ? undefined : fn(...args));
  } catch (err) {
    return Promise.reject(err);
  }
}

function method(source, name) {
  const f = source[name];
  if (f === undefined) return undefined;
  if (typeof f !== 'function') throw argType(`source.${name}`, 'of type function', f);
  return (...args) => Reflect.apply(f, source, args);
}

function highWaterMark(strategy, otherwise) {
  const v = strategy?.highWaterMark;
  if (v === undefined) return otherwise;
  const n = +v;
  if (Number.isNaN(n) || n < 0) throw native.error('RangeError', 'ERR_INVALID_ARG_VALUE', `The property 'strategy.highWaterMark' is invalid. Received ${native.inspect(v)}`);
  return n;
}

// newMachine makes a stream's machine; start comes from the source.
function newMachine(stream, algorithms) {
  const m = {
    stream, state: 'readable', error: undefined, disturbed: false, reader: null,
    queue: [], size: 0, started: false, closing: false, pulling: false, again: false,
    bytes: false, hwm: 1, measure: undefined, pull: undefined, cancel: undefined, ...algorithms,
  };
  machines.set(stream, m);
  m.controller = m.bytes ? new ReadableByteStreamController(secret, m) : new ReadableStreamDefaultController(secret, m);
  return m;
}

function begin(m, started) {
  Promise.resolve(started).then(() => {
    m.started = true;
    pullIfNeeded(m);
  }, (err) => fail(m, err));
}

const desired = (m) => (m.state === 'errored' ? null : m.state === 'closed' ? 0 : m.hwm - m.size);

function pullIfNeeded(m) {
  if (m.state !== 'readable' || m.closing || !m.started) return;
  if (!(m.reader?.asked.length > 0) && desired(m) <= 0) return;
  if (m.pulling) {
    m.again = true;
    return;
  }
  m.pulling = true;
  attempt(m.pull, m.controller).then(() => {
    m.pulling = false;
    if (!m.again) return;
    m.again = false;
    pullIfNeeded(m);
  }, (err) => fail(m, err));
}

function forget(m) {
  m.queue = [];
  m.size = 0;
  m.pull = m.cancel = m.measure = undefined;
}

function enqueue(m, chunk) {
  if (m.reader?.asked.length > 0) {
    m.reader.asked.shift().chunk(chunk);
  } else {
    let size = m.bytes ? chunk.byteLength : 1;
    try {
      if (m.measure) size = +m.measure(chunk);
      if (!(size >= 0) || size === Infinity) throw native.error('RangeError', 'ERR_INVALID_ARG_VALUE', `The argument 'size' is invalid. Received ${native.inspect(size)}`);
    } catch (err) {
      fail(m, err);
      throw err;
    }
    m.queue.push({ chunk, size });
    m.size += size;
  }
  pullIfNeeded(m);
}

function finish(m) {
  m.state = 'closed';
  forget(m);
  const r = m.reader;
  if (!r) return;
  r.closed.resolve(undefined);
  for (const request of r.asked.splice(0)) request.close();
}

function closeWhenEmpty(m) {
  if (m.queue.length > 0) m.closing = true;
  else finish(m);
}

function fail(m, err) {
  if (m.state !== 'readable') return;
  m.state = 'errored';
  m.error = err;
  forget(m);
  const r = m.reader;
  if (!r) return;
  r.closed.reject(err);
  for (const request of r.asked.splice(0)) request.error(err);
}

// read is one request of a reader: {chunk, close, error}.
function read(m, request) {
  m.disturbed = true;
  if (m.state === 'closed') return request.close();
  if (m.state === 'errored') return request.error(m.error);
  if (m.queue.length === 0) {
    m.reader.asked.push(request);
    return pullIfNeeded(m);
  }
  const { chunk, size } = m.queue.shift();
  m.size = Math.max(0, m.size - size);
  if (m.closing && m.queue.length === 0) finish(m);
  else pullIfNeeded(m);
  request.chunk(chunk);
}

function cancel(m, reason) {
  m.disturbed = true;
  if (m.state === 'closed') return Promise.resolve(undefined);
  if (m.state === 'errored') return Promise.reject(m.error);
  const algorithm = m.cancel;
  finish(m);
  return attempt(algorithm, reason).then(() => undefined);
}

function acquire(m, reader) {
  if (m.reader) throw invalid('ReadableStream is locked');
  const r = { m, reader, asked: [], closed: deferred() };
  m.reader = r;
  if (m.state === 'closed') r.closed.resolve(undefined);
  if (m.state === 'errored') r.closed.reject(m.error);
  return r;
}

function release(r) {
  const m = r.m;
  if (!m) return;
  const err = invalid('Releasing reader');
  if (m.state !== 'readable') r.closed = deferred();
  r.closed.reject(err);
  for (const request of r.asked.splice(0)) request.error(err);
  m.reader = null;
  r.m = null;
}

const of = (o, cls, what) => {
  const m = machines.get(o);
  if (!m || !(o instanceof cls)) throw native.error('TypeError', 'ERR_INVALID_THIS', `Value of "this" must be of type ${what}`);
  return m;
};
const show = (name, fields) => function (depth, options, inspect) {
  if (depth < 0) return this;
  return `${name} ${inspect(fields(machines.get(this)), { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
};

class ReadableStreamDefaultController {
  constructor(key, m) {
    if (key !== secret) throw illegal();
    machines.set(this, m);
  }
  get desiredSize() { return desired(of(this, ReadableStreamDefaultController, 'ReadableStreamDefaultController')); }
  close() {
    const m = of(this, ReadableStreamDefaultController, 'ReadableStreamDefaultController');
    if (m.closing || m.state !== 'readable') throw invalid('Controller is already closed');
    closeWhenEmpty(m);
  }
  enqueue(chunk = undefined) {
    const m = of(this, ReadableStreamDefaultController, 'ReadableStreamDefaultController');
    if (m.closing || m.state !== 'readable') throw invalid('Controller is already closed');
    enqueue(m, chunk);
  }
  error(err = undefined) { fail(of(this, ReadableStreamDefaultController, 'ReadableStreamDefaultController'), err); }
}

class ReadableByteStreamController {
  constructor(key, m) {
    if (key !== secret) throw illegal();
    machines.set(this, m);
  }
  get byobRequest() { return null; }
  get desiredSize() { return desired(of(this, ReadableByteStreamController, 'ReadableByteStreamController')); }
  close() {
    const m = of(this, ReadableByteStreamController, 'ReadableByteStreamController');
    if (m.closing) throw invalid('Controller is already closed');
    if (m.state !== 'readable') throw invalid('ReadableStream is already closed');
    closeWhenEmpty(m);
  }
  enqueue(chunk) {
    const m = of(this, ReadableByteStreamController, 'ReadableByteStreamController');
    if (!ArrayBuffer.isView(chunk)) throw argType('buffer', 'an instance of Buffer, TypedArray, or DataView', chunk);
    if (chunk.byteLength === 0) throw invalid('chunk ArrayBuffer is zero-length or detached');
    if (m.closing) throw invalid('Controller is already closed');
    if (m.state !== 'readable') throw invalid('ReadableStream is already closed');
    enqueue(m, new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }
  error(err = undefined) { fail(of(this, ReadableByteStreamController, 'ReadableByteStreamController'), err); }
}

class ReadableStreamDefaultReader {
  constructor(stream) {
    const m = machines.get(stream);
    if (!m || !(stream instanceof ReadableStream)) throw argType('stream', 'an instance of ReadableStream', stream);
    machines.set(this, acquire(m, this));
  }
  get closed() { return of(this, ReadableStreamDefaultReader, 'ReadableStreamDefaultReader').closed.promise; }
  read() {
    let r;
    try {
      r = of(this, ReadableStreamDefaultReader, 'ReadableStreamDefaultReader');
      if (!r.m) throw invalid('The reader is not attached to a stream');
    } catch (err) {
      return Promise.reject(err);
    }
    return new Promise((resolve, reject) => read(r.m, {
      chunk: (value) => resolve(step(value, false)), close: () => resolve(step(undefined, true)), error: reject,
    }));
  }
  releaseLock() { release(of(this, ReadableStreamDefaultReader, 'ReadableStreamDefaultReader')); }
  cancel(reason = undefined) {
    const r = machines.get(this);
    return r?.m ? cancel(r.m, reason) : Promise.reject(invalid('The reader is not attached to a stream'));
  }
}

// The async iterator of a stream: one step at a time.
const iteratorPrototype = Object.setPrototypeOf({
  next() {
    const it = machines.get(this);
    const next = () => new Promise((resolve, reject) => {
      if (it.ended) return resolve(step(undefined, true));
      if (!it.r.m) return reject(invalid('The reader is not bound to a ReadableStream'));
      read(it.r.m, {
        chunk(value) { resolve(step(value, false)); },
        close() { it.ended = true; release(it.r); resolve(step(undefined, true)); },
        error(err) { it.ended = true; release(it.r); reject(err); },
      });
    });
    it.last = it.last ? it.last.then(next, next) : next();
    return it.last;
  },
  return(value) {
    const it = machines.get(this);
    const end = () => {
      if (it.ended) return Promise.resolve(step(value, true));
      it.ended = true;
      const m = it.r.m;
      const ending = it.preventCancel || !m ? Promise.resolve() : cancel(m, value);
      release(it.r);
      return ending.then(() => step(value, true));
    };
    it.last = it.last ? it.last.then(end, end) : end();
    return it.last;
  },
}, { [Symbol.asyncIterator]() { return this; } });

class ReadableStream {
  constructor(source = {}, strategy = {}) {
    if (source === secret) return; // a machine comes along
    if (source === null || typeof source !== 'object') throw argType('source', 'of type object', source);
    const type = source.type;
    if (type !== undefined && `${type}` !== 'bytes') throw native.error('TypeError', 'ERR_INVALID_ARG_VALUE', `The property 'source.type' is invalid. Received ${native.inspect(type)}`);
    const bytes = type !== undefined;
    const start = method(source, 'start');
    const m = newMachine(this, { bytes, hwm: highWaterMark(strategy, bytes ? 0 : 1), measure: bytes ? undefined : strategy?.size,
      pull: method(source, 'pull'), cancel: method(source, 'cancel') });
    begin(m, start?.(m.controller));
  }
  static from(iterable) {
    const get = iterable?.[Symbol.asyncIterator] ?? iterable?.[Symbol.iterator];
    if (typeof get !== 'function') throw argType('iterable', 'an instance of Iterable', iterable);
    const it = Reflect.apply(get, iterable, []);
    return made({ hwm: 0,
      pull: async (c) => {
        const { done, value } = await it.next();
        if (done) c.close();
        else c.enqueue(await value);
      },
      cancel: async (reason) => { await it.return?.(reason); },
    });
  }
  get locked() { return of(this, ReadableStream, 'ReadableStream').reader !== null; }
  cancel(reason = undefined) {
    const m = machines.get(this);
    if (!m) return Promise.reject(native.error('TypeError', 'ERR_INVALID_THIS', 'Value of "this" must be of type ReadableStream'));
    return m.reader ? Promise.reject(invalid('ReadableStream is locked')) : cancel(m, reason);
  }
  getReader(options = {}) {
    of(this, ReadableStream, 'ReadableStream');
    if (options?.mode !== undefined) native.unsupported('ReadableStreamBYOBReader');
    return new ReadableStreamDefaultReader(this);
  }
  pipeThrough(transform, options = {}) { return load('webstream_pipe').pipeThrough(this, transform, options); }
  pipeTo(destination, options = {}) { return load('webstream_pipe').pipeTo(this, destination, options); }
  tee() { return load('webstream_pipe').tee(this); }
  values(options = {}) {
    of(this, ReadableStream, 'ReadableStream');
    const r = machines.get(new ReadableStreamDefaultReader(this));
    const it = Object.create(iteratorPrototype);
    machines.set(it, { r, ended: false, last: null, preventCancel: !!options?.preventCancel });
    return it;
  }
}
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, { __proto__: null, value: ReadableStream.prototype.values, writable: true, configurable: true });

// made is a stream of our own algorithms.
function made(algorithms) {
  const stream = new ReadableStream(secret);
  begin(newMachine(stream, algorithms), undefined);
  return stream;
}

for (const [cls, fields] of [
  [ReadableStream, (m) => ({ locked: m.reader !== null, state: m.state, supportsBYOB: m.bytes })],
  [ReadableStreamDefaultReader, (r) => ({ stream: r.m?.stream, readRequests: r.asked.length, close: r.closed.promise })],
  [ReadableStreamDefaultController, () => ({})],
  [ReadableByteStreamController, () => ({})],
]) {
  Object.defineProperty(cls.prototype, Symbol.toStringTag, { __proto__: null, value: cls.name, configurable: true });
  Object.defineProperty(cls.prototype, inspectSymbol, { __proto__: null, value: show(cls.name, fields), writable: true, configurable: true });
}
for (const cls of [ReadableStream, ReadableStreamDefaultReader, ReadableStreamDefaultController, ReadableByteStreamController]) {
  for (const name of Object.getOwnPropertyNames(cls.prototype)) {
    if (name !== 'constructor') Object.defineProperty(cls.prototype, name, { enumerable: true });
  }
}

Object.assign(exports, {
  ReadableStream, ReadableStreamDefaultReader, ReadableStreamDefaultController, ReadableByteStreamController,
  machines, deferred, attempt, invalid, argType, method, highWaterMark, made, acquire, release, read, cancel, fail, closeWhenEmpty, show, secret,
  isDisturbed: (s) => machines.get(s)?.disturbed ?? false,
  stateOf: (s) => machines.get(s)?.state,
});
