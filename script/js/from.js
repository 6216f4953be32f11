// Readable.from, Duplex.from and compose.
'use strict';
const k = load('streamkinds');
const { AbortError, codes, aggregate } = load('errors');
const { finished, destroyer } = load('finished');
const { pipeline } = load('pipeline');
const { asyncGenerator, wait, give } = load('generator');

// The values of an iterable, pushed as the stream is read.
class Feed {
  constructor(readable, iterator, isAsync) {
    this.readable = readable;
    this.iterator = iterator;
    this.reading = false; // _read may come again before the last one is through
    this.mode = isAsync ? 'async' : native.has('stream-from-sync-iterator') ? 'sync' : 'old';
  }

  read() {
    if (this.reading) return;
    this.reading = true;
    if (this.mode === 'async') this.pullAsync();
    else if (this.mode === 'sync') this.pull();
    else this.pullMixed();
  }

  // push gives a value away; it reports whether to go on.
  push(value) {
    if (value === null) {
      this.reading = false;
      throw codes.nullValues();
    }
    if (this.readable.push(value)) return true;
    this.reading = false;
    return false;
  }

  pull() {
    try {
      for (;;) {
        const { value, done } = this.iterator.next();
        if (done) {
          this.readable.push(null);
          return;
        }
        if (value && typeof value.then === 'function') {
          this.goMixed(value);
          return;
        }
        if (!this.push(value)) return;
      }
    } catch (err) {
      this.readable.destroy(err);
    }
  }

  // The first promise among the values: from now on they are awaited.
  async goMixed(value) {
    this.mode = 'mixed';
    try {
      if (this.push(await value)) this.pullMixed();
    } catch (err) {
      this.readable.destroy(err);
    }
  }

  async pullMixed() {
    try {
      for (;;) {
        const { value, done } = this.iterator.next();
        if (done) {
          this.readable.push(null);
          return;
        }
        const res = value && typeof value.then === 'function' ? await value : value;
        if (!this.push(res)) return;
      }
    } catch (err) {
      this.readable.destroy(err);
    }
  }

  async pullAsync() {
    try {
      for (;;) {
        const { value, done } = await this.iterator.next();
        if (done) {
          this.readable.push(null);
          return;
        }
        const res = native.has('stream-from-sync-iterator') || !(value && typeof value.then === 'function') ? value : await value;
        if (!this.push(res)) return;
      }
    } catch (err) {
      this.readable.destroy(err);
    }
  }

  async close(error) {
    const it = this.iterator;
    if (error !== undefined && error !== null && typeof it.throw === 'function') {
      const { value, done } = await it.throw(error);
      await value;
      if (done) return;
    }
    if (typeof it.return === 'function') {
      const { value } = await it.return();
      await value;
    }
  }
}

function fromIterable(Readable, iterable, opts) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({ objectMode: true, ...opts, read() {
      this.push(iterable);
      this.push(null);
    } });
  }
  const isAsync = !!iterable?.[Symbol.asyncIterator];
  if (!isAsync && !iterable?.[Symbol.iterator]) throw codes.argType('iterable', 'an instance of Iterable', iterable);
  const iterator = isAsync ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...opts });
  const feed = new Feed(readable, iterator, isAsync);
  const ownDestroy = readable._destroy;
  readable._read = () => feed.read();
  readable._destroy = function (error, cb) {
    if (!native.has('stream-from-calls-own-destroy')) {
      feed.close(error).then(() => process.nextTick(cb, error), (e) => process.nextTick(cb, e || error));
      return;
    }
    ownDestroy.call(this, error, (err) => {
      const first = err || error;
      feed.close(first).then(() => process.nextTick(cb, first), (e) => process.nextTick(cb, aggregate(first, e)));
    });
  };
  return readable;
}

// Passes calls of a callback slot on, once.
const take = (slots, name) => {
  const cb = slots[name];
  slots[name] = null;
  return cb;
};

function pair(r, w) {
  const Duplex = native.classOf('Duplex');
  if (r && typeof r.read !== 'function') r = native.classOf('Readable').wrap(r);
  let readable = !!k.isReadable(r), writable = !!k.isWritable(w);
  const slots = { drain: null, finish: null, readable: null };
  let onclose;
  const onfinished = (err) => {
    const cb = onclose;
    onclose = null;
    if (cb) cb(err);
    else if (err) d.destroy(err);
  };
  const d = new Duplex({ readableObjectMode: !!r?.readableObjectMode, writableObjectMode: !!w?.writableObjectMode, readable, writable });
  if (writable) {
    finished(w, (err) => {
      writable = false;
      if (err) destroyer(r, err);
      onfinished(err);
    });
    d._write = (chunk, encoding, callback) => {
      if (w.write(chunk, encoding)) callback();
      else slots.drain = callback;
    };
    d._final = (callback) => {
      w.end();
      slots.finish = callback;
    };
    w.on('drain', () => take(slots, 'drain')?.());
    w.on('finish', () => take(slots, 'finish')?.());
  }
  if (readable) {
    finished(r, (err) => {
      readable = false;
      if (err) destroyer(w, err);
      onfinished(err);
    });
    r.on('readable', () => take(slots, 'readable')?.());
    r.on('end', () => d.push(null));
    d._read = () => readAll(r, d, slots);
  }
  d._destroy = (err, callback) => {
    if (!err && onclose !== null) err = new AbortError();
    slots.readable = slots.drain = slots.finish = null;
    if (onclose === null) {
      callback(err);
    } else {
      onclose = callback;
      const both = native.has('stream-duplex-from-unblocks') ? [r, w] : [w, r];
      for (const s of both) destroyer(s, err);
    }
  };
  return d;
}

// An async function of an iterable, as a writable that feeds it.
function fromFunction(fn) {
  let promise, resolve;
  const renew = () => { promise = new Promise((res) => { resolve = res; }); };
  renew();
  const ac = new AbortController();
  const { signal } = ac;
  const input = asyncGenerator(function* () {
    for (;;) {
      const current = promise;
      promise = null;
      const { chunk, done, cb } = yield wait(current);
      process.nextTick(cb);
      if (done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      renew();
      yield give(chunk);
    }
  }());
  const send = (message) => {
    const r = resolve;
    resolve = null;
    r(message);
  };
  return {
    value: fn(input, { signal }),
    write(chunk, encoding, cb) { send({ chunk, done: false, cb }); },
    final(cb) { send({ done: true, cb }); },
    destroy(err, cb) {
      if (native.has('stream-duplex-from-unblocks')) {
        ac.abort(err);
        if (resolve !== null) send({ done: true, cb() {} });
      } else {
        ac.abort();
      }
      cb(err);
    },
  };
}

function duplexFrom(body, name = 'body') {
  const Duplex = native.classOf('Duplex');
  if (k.isDuplexNode(body)) return body;
  if (k.isReadableNode(body)) return pair(body, undefined);
  if (k.isWritableNode(body)) return pair(undefined, body);
  if (k.isNode(body)) return pair(undefined, undefined);
  if (typeof body === 'function') {
    const { value, write, final, destroy } = fromFunction(body);
    if (k.isDuplexNode(value) && native.has('stream-from-sync-iterator')) return value;
    if (k.isIterable(value)) return fromIterable(Duplex, value, { objectMode: true, write, final, destroy });
    if (typeof value?.then === 'function') {
      let d, finalized = !native.has('stream-duplex-from-returned-early');
      const promise = value.then((v) => {
        if (v != null) throw codes.returnValue('nully', 'body', v);
        // It returned without taking all of its input.
        if (!finalized) destroyer(d);
        finalized = true;
      }, (err) => destroyer(d, err));
      d = new Duplex({ objectMode: true, readable: false, write, destroy, final(cb) {
        finalized = true;
        final(async () => {
          try {
            await promise;
            process.nextTick(cb, null);
          } catch (err) {
            process.nextTick(cb, err);
          }
        });
      } });
      return d;
    }
    throw codes.returnValue('Iterable, AsyncIterable or AsyncFunction', name, value);
  }
  if (k.isIterable(body)) return fromIterable(Duplex, body, { objectMode: true, writable: false });
  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') {
    const r = body?.readable ? k.isReadableNode(body.readable) ? body.readable : duplexFrom(body.readable) : undefined;
    const w = body?.writable ? k.isWritableNode(body.writable) ? body.writable : duplexFrom(body.writable) : undefined;
    return pair(r, w);
  }
  if (typeof body?.then === 'function') {
    const d = new Duplex({ objectMode: true, writable: false, read() {} });
    body.then((v) => {
      if (v != null) d.push(v);
      d.push(null);
    }, (err) => destroyer(d, err));
    return d;
  }
  throw codes.argType(name, 'of type function or an instance of Blob, ReadableStream, WritableStream, Stream, Iterable, AsyncIterable, or Promise or { readable, writable } pair', body);
}

// Reads all there is of one stream into another, and again when there is more.
function readAll(from, into, slots) {
  for (;;) {
    const buf = from.read();
    if (buf === null) {
      slots.readable = into._read;
      return;
    }
    if (!into.push(buf)) return;
  }
}

function compose(...streams) {
  const flows = native.has('stream-compose-flows');
  if (streams.length === 0) throw codes.missingArgs('streams');
  if (streams.length === 1) return duplexFrom(streams[0]);
  const given = streams.slice();
  const last = streams.length - 1;
  if (typeof streams[0] === 'function') streams[0] = duplexFrom(streams[0]);
  if (typeof streams[last] === 'function') streams[last] = duplexFrom(streams[last]);
  for (let n = 0; n <= last; n++) {
    if (!k.isNode(streams[n])) continue;
    if (n < last && !k.isReadable(streams[n])) throw codes.argValue(`streams[${n}]`, given[n], 'must be readable');
    if (n > 0 && !k.isWritable(streams[n])) throw codes.argValue(`streams[${n}]`, given[n], 'must be writable');
  }
  const slots = { drain: null, finish: null, readable: null };
  let onclose;
  const onfinished = (err) => {
    const cb = onclose;
    onclose = null;
    if (cb) cb(err);
    else if (err) d.destroy(err);
    else if (!readable && !writable) d.destroy();
  };
  const head = streams[0];
  const tail = pipeline(...streams, onfinished);
  const writable = !!k.isWritable(head), readable = !!k.isReadable(tail);
  const Duplex = native.classOf('Duplex');
  const d = new Duplex({ writableObjectMode: !!head?.writableObjectMode, readableObjectMode: !!tail?.readableObjectMode, writable, readable });
  if (writable) {
    d._write = (chunk, encoding, callback) => {
      if (head.write(chunk, encoding)) callback();
      else slots.drain = callback;
    };
    d._final = (callback) => {
      head.end();
      slots.finish = callback;
    };
    head.on('drain', () => take(slots, 'drain')?.());
    finished(tail, () => take(slots, 'finish')?.());
  }
  if (readable && flows) {
    d._read = () => tail.resume();
    tail.on('data', (chunk) => { if (!d.push(chunk)) tail.pause(); });
    tail.on('end', () => d.push(null));
  } else if (readable) {
    tail.on('readable', () => take(slots, 'readable')?.());
    tail.on('end', () => d.push(null));
    d._read = () => readAll(tail, d, slots);
  }
  d._destroy = (err, callback) => {
    if (!err && onclose !== null) err = new AbortError();
    slots.readable = slots.drain = slots.finish = null;
    const always = native.has('stream-compose-destroys-tail');
    if (always) destroyer(tail, err);
    if (onclose === null) {
      callback(err);
    } else {
      onclose = callback;
      if (!always) destroyer(tail, err);
    }
  };
  return d;
}

Object.assign(exports, { fromIterable, duplexFrom, compose });
