// stream.pipeline.
'use strict';
const k = load('streamkinds');
const { AbortError, codes, checks, aggregate, once } = load('errors');
const { finished, destroyer } = load('finished');
const { addAbortListener } = load('events');
const { forAwait } = load('generator');

const Premature = 'ERR_STREAM_PREMATURE_CLOSE';

// A stage's end: destroy unless it ended well by itself.
function guard(stream, reading, writing) {
  let over = false;
  stream.on('close', () => { over = true; });
  const cleanup = finished(stream, { readable: reading, writable: writing }, (err) => { over = !err; });
  const destroy = (err) => {
    if (over) return;
    over = true;
    destroyer(stream, err || codes.destroyed('pipe'));
  };
  return { destroy, cleanup };
}

// Writes an iterable to a stream.
async function pump(iterable, writable, finish, end) {
  let error, wake = null;
  const resume = (err) => {
    if (err) error = err;
    if (wake) {
      const f = wake;
      wake = null;
      f();
    }
  };
  const wait = () => new Promise((resolve, reject) => {
    if (error) {
      reject(error);
    } else {
      wake = () => (error ? reject(error) : resolve());
    }
  });
  writable.on('drain', resume);
  const cleanup = finished(writable, { readable: false }, resume);
  try {
    if (writable.writableNeedDrain) await wait();
    await forAwait(iterable, (chunk) => (writable.write(chunk) ? undefined : wait()));
    if (end) {
      writable.end();
      await wait();
    }
    finish();
  } catch (err) {
    finish(error !== err ? aggregate(error, err) : err);
  } finally {
    cleanup();
    writable.off('drain', resume);
  }
}

function asIterable(value) {
  if (k.isIterable(value)) return value;
  if (k.isReadableNode(value)) return native.classOf('Readable').prototype[Symbol.asyncIterator].call(value);
  throw codes.argType('val', 'an instance of Readable, Iterable, or AsyncIterable', value);
}

// One stage piped into the next.
function join(src, dst, finish, failOnly, end) {
  let ended = false;
  dst.on('close', () => { if (!ended) failOnly(codes.prematureClose()); });
  src.pipe(dst, { end: false });
  if (end) {
    const endDst = () => {
      ended = true;
      dst.end();
    };
    if (k.isReadableFinished(src)) process.nextTick(endDst);
    else src.once('end', endDst);
  } else {
    finish();
  }
  finished(src, { readable: true, writable: false }, (err) => {
    const r = src._readableState;
    if (err && err.code === Premature && r && r.ended && !r.errored && !r.errorEmitted) {
      // Some close before 'end', which will still come.
      src.once('end', finish).once('error', finish);
    } else {
      finish(err);
    }
  });
  return finished(dst, { readable: false, writable: true }, finish);
}

class Run {
  constructor(streams, callback, opts) {
    this.streams = streams;
    this.callback = callback;
    this.opts = opts;
    this.pending = 0;
    this.destroys = [];
    this.cleanups = [];
    this.finish = (err) => this.settle(err, --this.pending === 0);
    this.fail = native.has('stream-pipeline-errors-do-not-count') ? (err) => this.settle(err, false) : this.finish;
    this.abort = () => this.settle(new AbortError(undefined,
      native.has('stream-pipeline-abort-cause') ? { cause: opts?.signal?.reason } : undefined));
    this.controller = new AbortController();
  }

  settle(err, final) {
    if (err && (!this.error || this.error.code === Premature ||
        (this.error.name === 'AbortError' && native.has('stream-pipeline-abort-overwritten')))) {
      this.error = err;
    }
    if (!this.error && !final) return;
    while (this.destroys.length) this.destroys.shift()(this.error);
    this.disposable?.[Symbol.dispose]();
    this.controller.abort();
    if (final) {
      if (!this.error) this.cleanups.forEach((fn) => fn());
      process.nextTick(this.callback, this.error, this.value);
    }
  }

  // Watches a stage that is a stream.
  watch(stream, reading, writing, end, last) {
    if (end) {
      const { destroy, cleanup } = guard(stream, reading, writing);
      this.destroys.push(destroy);
      if (k.isReadable(stream) && last) this.cleanups.push(cleanup);
    }
    const onError = (err) => {
      if (err && err.name !== 'AbortError' && err.code !== Premature) this.fail(err);
    };
    stream.on('error', onError);
    if (k.isReadable(stream) && last) this.cleanups.push(() => stream.removeListener('error', onError));
  }

  source(stream) {
    if (typeof stream === 'function') {
      const made = stream({ signal: this.controller.signal });
      if (!k.isIterable(made)) throw codes.returnValue('Iterable, AsyncIterable or Stream', 'source', made);
      return made;
    }
    if (k.isIterable(stream) || k.isReadableNode(stream) || k.isTransformWeb(stream)) return stream;
    return native.classOf('Duplex').from(stream);
  }

  // A stage that is a function of the one before.
  through(fn, before, i, reading, end, last) {
    const made = fn(asIterable(k.isTransformWeb(before) ? before?.readable : before), { signal: this.controller.signal });
    if (reading) {
      if (!k.isIterable(made, true)) throw codes.returnValue('AsyncIterable', `transform[${i - 1}]`, made);
      return made;
    }
    const { PassThrough } = { PassThrough: native.classOf('PassThrough') };
    const pt = new PassThrough({ objectMode: true });
    const then = made?.then;
    if (typeof then === 'function') {
      this.pending++;
      Reflect.apply(then, made, [(value) => {
        this.value = value;
        if (value != null) pt.write(value);
        if (end) pt.end();
        process.nextTick(this.finish);
      }, (err) => {
        pt.destroy(err);
        process.nextTick(this.finish, err);
      }]);
    } else if (k.isIterable(made, true)) {
      this.pending++;
      pump(made, pt, this.finish, end);
    } else {
      throw codes.returnValue('AsyncIterable or Promise', 'destination', made);
    }
    const { destroy, cleanup } = guard(pt, false, true);
    this.destroys.push(destroy);
    if (last) this.cleanups.push(cleanup);
    return pt;
  }

  into(stream, before, end, last) {
    if (k.isReadableNode(before)) {
      this.pending += 2;
      const cleanup = join(before, stream, this.finish, this.fail, end);
      if (k.isReadable(stream) && last) this.cleanups.push(cleanup);
    } else if (k.isIterable(before)) {
      this.pending++;
      pump(before, stream, this.finish, end);
    } else {
      throw codes.argType('val', 'an instance of Readable, Iterable, AsyncIterable, ReadableStream, or TransformStream', before);
    }
  }

  start() {
    const { streams, opts } = this;
    let ret;
    for (let i = 0; i < streams.length; i++) {
      const stream = streams[i], last = i === streams.length - 1;
      const reading = !last, writing = i > 0;
      const end = reading || opts?.end !== false;
      if (k.isNode(stream)) {
        const next = streams[i + 1];
        if (!last && (next?.closed || next?.destroyed) && native.has('stream-pipeline-unable-to-pipe')) throw codes.unableToPipe();
        this.watch(stream, reading, writing, end, last);
      }
      if (i === 0) {
        ret = this.source(stream);
      } else if (typeof stream === 'function') {
        ret = this.through(stream, ret, i, reading, end, last);
      } else if (k.isNode(stream)) {
        this.into(stream, ret, end, last);
        ret = stream;
      } else {
        ret = native.classOf('Duplex').from(stream);
      }
    }
    if (this.controller.signal.aborted || opts?.signal?.aborted) process.nextTick(this.abort);
    return ret;
  }
}

function run(streams, callback, opts) {
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
  if (streams.length < 2) throw codes.missingArgs('streams');
  const r = new Run(streams, callback, opts);
  checks.signal(opts?.signal, 'options.signal');
  if (opts?.signal) r.disposable = addAbortListener(opts.signal, r.abort);
  return r.start();
}

function pipeline(...streams) {
  checks.fn(streams[streams.length - 1], 'streams[stream.length - 1]');
  return run(streams, once(streams.pop()));
}

function pipelinePromise(...streams) {
  return new Promise((resolve, reject) => {
    let signal, end;
    const last = streams[streams.length - 1];
    if (last && typeof last === 'object' && !k.isNode(last) && !k.isIterable(last) && !k.isWeb(last)) {
      ({ signal, end } = streams.pop());
    }
    run(streams, (err, value) => (err ? reject(err) : resolve(value)), { signal, end });
  });
}

Object.assign(exports, { pipeline, pipelinePromise });
