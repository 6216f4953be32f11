// What the stream classes take from here.
'use strict';
const k = load('streamkinds');
const { AbortError, codes, checks, aggregate } = load('errors');
const { asyncGenerator, wait, give } = load('generator');
const { finished, destroyer, finishedPromise, addAbortSignal } = load('finished');

const nop = () => {};

// Readable[Symbol.asyncIterator] up to 25 is an async generator.
function* chunks(stream, options) {
  let wake = nop;
  let error;
  // Both a 'readable' listener and a promise's executor.
  function next(resolve) {
    if (this === stream) {
      wake();
      wake = nop;
    } else {
      wake = resolve;
    }
  }
  stream.on('readable', next);
  const cleanup = finished(stream, { writable: false }, (err) => {
    error = err ? aggregate(error, err) : null;
    wake();
    wake = nop;
  });
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield give(chunk);
      else if (error) throw error;
      else if (error === null) return;
      else yield wait(new Promise(next));
    }
  } catch (err) {
    error = aggregate(error, err);
    throw error;
  } finally {
    const keep = native.has('stream-iterator-keeps-half-open') && error === null && stream.allowHalfOpen === true &&
      stream.writable === true && stream.writableEnded !== true;
    if ((error || options?.destroyOnReturn !== false) && (error === undefined || stream._readableState.autoDestroy) && !keep) {
      destroyer(stream, null);
    } else {
      stream.off('readable', next);
      cleanup();
    }
  }
}

// From 26 on it is an object with a queue of its own.
function iteratorByHand(stream, options) {
  let wake = nop, error, cleanup, started = false, completed = false, busy = false;
  const queue = [];
  function wakeup(resolve) {
    if (this === stream) {
      wake();
      wake = nop;
    } else {
      wake = resolve;
    }
  }
  const start = () => {
    started = true;
    stream.on('readable', wakeup);
    cleanup = finished(stream, { writable: false }, (err) => {
      error = err ? aggregate(error, err) : null;
      wake();
      wake = nop;
    });
  };
  const finalize = () => {
    completed = true;
    if ((error || options?.destroyOnReturn !== false) && (error === undefined || stream._readableState.autoDestroy)) {
      destroyer(stream, null);
    } else {
      stream.off('readable', wakeup);
      cleanup();
    }
  };
  const fail = (err, reject) => {
    error = aggregate(error, err);
    finalize();
    reject(error);
  };
  const free = () => {
    busy = false;
    while (!busy && queue.length > 0) queue.shift()();
  };
  const read = () => (stream.destroyed ? null : stream.read());
  const pump = (resolve, reject) => {
    const chunk = read();
    if (chunk !== null) {
      const then = chunk?.then;
      if (typeof then === 'function') {
        Reflect.apply(then, chunk, [
          (value) => { busy = false; resolve({ done: false, value }); free(); },
          (err) => { busy = false; fail(err, reject); free(); }]);
        return;
      }
      busy = false;
      resolve({ done: false, value: chunk });
    } else if (error) {
      busy = false;
      fail(error, reject);
    } else if (error === null) {
      busy = false;
      finalize();
      resolve({ done: true, value: undefined });
    } else {
      new Promise(wakeup).then(() => pump(resolve, reject));
      return;
    }
    free();
  };
  const later = (fn) => new Promise((resolve, reject) => {
    if (busy) queue.push(() => fn(resolve, reject));
    else fn(resolve, reject);
  });
  return {
    next() {
      if (!busy && !completed) {
        if (!started) start();
        const chunk = read();
        if (chunk !== null) {
          const then = chunk?.then;
          if (typeof then !== 'function') return Promise.resolve({ done: false, value: chunk });
          busy = true;
          return Reflect.apply(then, chunk, [
            (value) => { free(); return { done: false, value }; },
            (err) => {
              busy = false;
              error = aggregate(error, err);
              finalize();
              free();
              throw error;
            }]);
        }
        if (error) {
          finalize();
          return Promise.reject(error);
        }
        if (error === null) {
          finalize();
          return Promise.resolve({ done: true, value: undefined });
        }
        busy = true;
        return new Promise((resolve, reject) => { new Promise(wakeup).then(() => pump(resolve, reject)); });
      }
      return later((resolve, reject) => {
        if (completed) {
          resolve({ done: true, value: undefined });
          return;
        }
        if (!started) start();
        busy = true;
        pump(resolve, reject);
      });
    },
    return(value) {
      return later((resolve) => {
        if (!completed) {
          if (started) finalize();
          else completed = true;
        }
        resolve({ done: true, value });
      });
    },
    throw(err) {
      return later((resolve, reject) => {
        if (completed || !started) {
          completed = true;
          reject(err);
        } else {
          fail(err, reject);
        }
      });
    },
    [Symbol.asyncIterator]() { return this; },
  };
}

function iterateStream(stream, options) {
  if (typeof stream.read !== 'function') stream = native.classOf('Readable').wrap(stream, { objectMode: true });
  const it = native.has('stream-iterator-by-hand') ? iteratorByHand(stream, options) : asyncGenerator(chunks(stream, options));
  it.stream = stream;
  return it;
}

function asyncIterator() { return iterateStream(this); }

function iterator(options) {
  if (options !== undefined) checks.object(options, 'options');
  return iterateStream(this, options);
}

async function asyncDispose() {
  let error;
  if (!this.destroyed) {
    const over = this.readable === undefined ? this.writableFinished : this.readableEnded;
    error = over ? null : new AbortError();
    this.destroy(error);
  }
  await new Promise((resolve, reject) => finished(this, (err) => (err && err !== error ? reject(err) : resolve(null))));
}

// The oldest streams: no read(), only 'data'.
function wrap(old) {
  let paused = false;
  old.on('data', (chunk) => {
    if (!this.push(chunk) && old.pause) {
      paused = true;
      old.pause();
    }
  });
  old.on('end', () => this.push(null));
  old.on('error', (err) => { if (!this.destroyed) this.destroy(err); });
  old.on('close', () => this.destroy());
  old.on('destroy', () => this.destroy());
  this._read = () => {
    if (paused && old.resume) {
      paused = false;
      old.resume();
    }
  };
  for (const name of Object.keys(old)) {
    if (this[name] === undefined && typeof old[name] === 'function') this[name] = old[name].bind(old);
  }
  return this;
}

function wrapStatic(src, options) {
  const Readable = native.classOf('Readable');
  return new Readable({ objectMode: src.readableObjectMode ?? src.objectMode ?? true, ...options, destroy(err, callback) {
    destroyer(src, err);
    callback(err);
  } }).wrap(src);
}

function legacyPipe(dest, options) {
  const source = this;
  const ondata = (chunk) => {
    if (dest.writable && dest.write(chunk) === false && source.pause) source.pause();
  };
  const ondrain = () => { if (source.readable && source.resume) source.resume(); };
  let over = false;
  const onend = () => {
    if (over) return;
    over = true;
    dest.end();
  };
  const onclose = () => {
    if (over) return;
    over = true;
    if (typeof dest.destroy === 'function') dest.destroy();
  };
  const onerror = function (err) {
    cleanup();
    if (this.listenerCount?.('error') === 0) this.emit('error', err);
  };
  const cleanup = () => {
    source.removeListener('data', ondata);
    dest.removeListener('drain', ondrain);
    source.removeListener('end', onend);
    source.removeListener('close', onclose);
    source.removeListener('error', onerror);
    dest.removeListener('error', onerror);
    source.removeListener('end', cleanup);
    source.removeListener('close', cleanup);
    dest.removeListener('close', cleanup);
  };
  source.on('data', ondata);
  dest.on('drain', ondrain);
  if (!dest._isStdio && (!options || options.end !== false)) {
    source.on('end', onend);
    source.on('close', onclose);
  }
  source.prependListener('error', onerror);
  dest.prependListener('error', onerror);
  source.on('end', cleanup);
  source.on('close', cleanup);
  dest.on('close', cleanup);
  dest.emit('pipe', source);
  return dest;
}

// Two Duplexes, each of which reads what is written to the other.
function duplexPair(options) {
  const Duplex = native.classOf('Duplex');
  class Side extends Duplex {
    _read() {
      const cb = this.pending;
      if (cb) {
        this.pending = null;
        cb();
      }
    }
    _write(chunk, encoding, callback) {
      if (chunk.length === 0) {
        process.nextTick(callback);
      } else {
        this.other.push(chunk);
        this.other.pending = callback;
      }
    }
    _final(callback) {
      this.other.on('end', callback);
      this.other.push(null);
    }
  }
  const a = new Side(options), b = new Side(options);
  a.other = b;
  b.other = a;
  return [a, b];
}

function from(iterable, opts) { return load('from').fromIterable(this ?? native.classOf('Readable'), iterable, opts); }
function duplexFrom(body) { return load('from').duplexFrom(body, 'body'); }
function compose(...streams) { return load('from').compose(...streams); }

function composeMethod(stream, options) {
  if (options != null) checks.object(options, 'options');
  if (options?.signal != null) checks.signal(options.signal, 'options.signal');
  const composed = compose(this, stream);
  if (options?.signal) addAbortSignal(options.signal, composed);
  return composed;
}

function checkHighWaterMark(n) { checks.integer(n, 'value', 0); }

function pipeline(...streams) { return load('pipeline').pipeline(...streams); }

const promises = {
  finished: finishedPromise,
  pipeline(...streams) { return load('pipeline').pipelinePromise(...streams); },
};

// util.promisify(stream.finished) and (stream.pipeline) are the promises' ones.
const promisify = Symbol.for('nodejs.util.promisify.custom');
for (const name of ['finished', 'pipeline']) {
  const f = native.classOf('Stream')[name];
  Object.defineProperty(f, promisify, { enumerable: true, get() { return promises[name]; } });
}

Object.assign(exports, {
  asyncIterator, iterator, asyncDispose, wrap, wrapStatic, legacyPipe, duplexPair, from, duplexFrom, compose, composeMethod, pipeline, finished,
  destroyer, addAbortSignal, promises, checkHighWaterMark, isDestroyed: k.isDestroyed, isDisturbed: k.isDisturbed, isErrored: k.isErrored,
  isReadable: k.isReadable, isWritable: k.isWritable,
});
