// stream.finished and stream.destroy, for anything that looks like a stream.
'use strict';
const k = load('streamkinds');
const { AbortError, codes, checks, once } = load('errors');
const { addAbortListener } = load('events');

const nop = () => {};
const dispose = Symbol.dispose;

// What the stream failed of, if it did.
function failure(s) {
  const err = k.writableErrored(s) || k.readableErrored(s);
  return (typeof err !== 'boolean' && err) || null;
}

function finished(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    checks.object(options, 'options');
  }
  checks.fn(callback, 'callback');
  checks.signal(options.signal, 'options.signal');
  if (!k.isNode(stream)) throw codes.argType('stream', 'an instance of ReadableStream, WritableStream, or Stream', stream);

  const readable = options.readable ?? k.isReadableNode(stream);
  const writable = options.writable ?? k.isWritableNode(stream);
  const w = stream._writableState, r = stream._readableState;
  let willClose = k.willEmitClose(stream) && k.isReadableNode(stream) === readable && k.isWritableNode(stream) === writable;
  let wDone = k.isWritableFinished(stream, false);
  let rDone = k.isReadableFinished(stream, false);
  const user = callback;
  let call = once(function (...args) { Reflect.apply(callback, stream, args); });

  const report = (err) => (err === null ? call() : call(err));
  const closeError = () => {
    const err = failure(stream);
    if (err) return err;
    if (readable && !rDone && k.isReadableNode(stream, true) && !k.isReadableFinished(stream, false)) return codes.prematureClose();
    if (writable && !wDone && !k.isWritableFinished(stream, false)) return codes.prematureClose();
    return null;
  };
  // Whether it is over already, and how that is found out.
  const over = () => {
    const settled = !native.has('stream-finished-waits-for-callbacks') || w == null || w.pendingcb === undefined || w.pendingcb === 0;
    if (k.isClosed(stream)) return closeError;
    if (w?.errorEmitted || r?.errorEmitted) return willClose ? null : () => failure(stream);
    if (!readable && (!willClose || k.isReadable(stream)) && (wDone || k.isWritable(stream) === false) && settled) return () => failure(stream);
    if (!writable && (!willClose || k.isWritable(stream)) && (rDone || k.isReadable(stream) === false)) return () => failure(stream);
    if (r && stream.req && stream.aborted) return () => failure(stream);
    return null;
  };

  if (native.has('stream-finished-settles-without-listeners')) {
    const how = over();
    let result = how?.();
    if (how === null && options.signal?.aborted) result = new AbortError(undefined, { cause: options.signal.reason });
    else if (how !== null && options.error !== false) stream.on('error', nop);
    if (result !== undefined) {
      process.nextTick(() => report(result));
      return () => {
        callback = nop;
        if (how !== null && options.error !== false) stream.removeListener('error', nop);
      };
    }
  }

  const onfinish = () => {
    wDone = true;
    if (stream.destroyed) willClose = false;
    if (willClose && (!stream.readable || readable)) return;
    if (!readable || rDone) call();
  };
  const onend = () => {
    rDone = true;
    if (stream.destroyed) willClose = false;
    if (willClose && (!stream.writable || writable)) return;
    if (!writable || wDone) call();
  };
  const onlegacyfinish = () => { if (!stream.writable) onfinish(); };
  const onerror = (err) => call(err);
  const onclose = () => report(closeError());
  const onrequest = () => stream.req.on('finish', onfinish);

  if (k.isRequest(stream)) {
    stream.on('complete', onfinish);
    if (!willClose) stream.on('abort', onclose);
    if (stream.req) onrequest();
    else stream.on('request', onrequest);
  } else if (writable && !w) {
    stream.on('end', onlegacyfinish);
    stream.on('close', onlegacyfinish);
  }
  if (!willClose && typeof stream.aborted === 'boolean') stream.on('aborted', onclose);
  stream.on('end', onend);
  stream.on('finish', onfinish);
  if (options.error !== false) stream.on('error', onerror);
  stream.on('close', onclose);

  const closed = k.isClosed(stream);
  const how = over();
  if (how !== null) process.nextTick(() => report(how()));

  const cleanup = () => {
    callback = nop;
    call = nop;
    stream.removeListener('aborted', onclose);
    stream.removeListener('complete', onfinish);
    stream.removeListener('abort', onclose);
    stream.removeListener('request', onrequest);
    if (stream.req) stream.req.removeListener('finish', onfinish);
    stream.removeListener('end', onlegacyfinish);
    stream.removeListener('close', onlegacyfinish);
    stream.removeListener('finish', onfinish);
    stream.removeListener('end', onend);
    stream.removeListener('error', onerror);
    stream.removeListener('close', onclose);
  };
  if (options.signal && !closed) {
    const abort = () => {
      const waiting = callback;
      cleanup();
      Reflect.apply(waiting, stream, [new AbortError(undefined, { cause: options.signal.reason })]);
    };
    if (options.signal.aborted) {
      process.nextTick(abort);
    } else {
      const handle = addAbortListener(options.signal, abort);
      callback = once(function (...args) {
        handle[dispose]();
        Reflect.apply(user, stream, args);
      });
    }
  }
  return cleanup;
}

// Ends a stream of any make.
function destroyer(stream, err) {
  if (!stream || k.isDestroyed(stream)) return;
  if (!err && !k.isFinished(stream)) err = new AbortError();
  if (k.isServerRequest(stream)) {
    stream.socket = null;
    stream.destroy(err);
  } else if (k.isRequest(stream)) {
    stream.abort();
  } else if (k.isRequest(stream.req)) {
    stream.req.abort();
  } else if (typeof stream.destroy === 'function') {
    stream.destroy(err);
  } else if (typeof stream.close === 'function') {
    stream.close();
  } else if (err) {
    process.nextTick(() => {
      stream.emit('error', err);
      process.nextTick(() => stream.emit('close'));
    });
  } else {
    process.nextTick(() => stream.emit('close'));
  }
  if (!stream.destroyed) stream[k.kDestroyed] = true;
}

function finishedPromise(stream, opts) {
  let auto = false;
  if (opts === null) opts = {};
  if (opts?.cleanup) {
    checks.boolean(opts.cleanup, 'cleanup');
    auto = opts.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanup = finished(stream, opts, (err) => {
      if (auto) cleanup();
      if (err) reject(err);
      else resolve();
    });
  });
}

function addAbortSignal(signal, stream) {
  if (typeof signal !== 'object' || !('aborted' in signal)) throw codes.argType('signal', 'an instance of AbortSignal', signal);
  if (!k.isNode(stream)) throw codes.argType('stream', 'an instance of ReadableStream, WritableStream, or Stream', stream);
  const abort = () => stream.destroy(new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    abort();
  } else {
    const handle = addAbortListener(signal, abort);
    finished(stream, handle[dispose]);
  }
  return stream;
}

Object.assign(exports, { finished, destroyer, finishedPromise, addAbortSignal });
