// What connects web streams: pipeTo, pipeThrough, tee.
'use strict';

const { machines, argType, invalid, made, acquire, read, cancel, fail, closeWhenEmpty } = load('webstream');
const { WritableStream } = load('webstream_write');
const next = (m) => new Promise((resolve, reject) => read(m, {
  chunk: (value) => resolve({ value, done: false }), close: () => resolve({ value: undefined, done: true }), error: reject,
}));

async function pipe(source, destination, { preventClose, preventAbort, preventCancel, signal }) {
  const reader = source.getReader(), writer = destination.getWriter();
  const m = machines.get(source), w = machines.get(destination);
  let stopped = false;
  const onAbort = () => {
    stopped = true;
    if (!preventAbort && w.state === 'writable') writer.abort(signal.reason).catch(() => {});
    if (!preventCancel && m.state === 'readable') cancel(m, signal.reason).catch(() => {});
  };
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted) onAbort();
  let last = Promise.resolve();
  try {
    for (;;) {
      await Promise.race([writer.ready, writer.closed]);
      if (stopped) throw signal.reason;
      if (w.state !== 'writable') throw w.state === 'closed' ? invalid('Destination WritableStream is closed') : w.error;
      const { done, value } = await Promise.race([next(m), writer.closed.then(() => { throw invalid('Destination WritableStream is closed'); })]);
      if (stopped) throw signal.reason;
      if (done) break;
      last = writer.write(value);
      last.catch(() => {});
    }
    await last;
    if (!preventClose) await writer.close();
  } catch (err) {
    if (m.state === 'errored') {
      if (!preventAbort) await writer.abort(err).catch(() => {});
    } else if (!stopped && !preventCancel) await cancel(m, err).catch(() => {});
    throw err;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    reader.releaseLock();
    writer.releaseLock();
  }
}

function pipeTo(source, destination, options) {
  if (!(destination instanceof WritableStream)) return Promise.reject(argType('transform.writable', 'an instance of WritableStream', destination));
  if (source.locked) return Promise.reject(invalid('The ReadableStream is locked'));
  if (destination.locked) return Promise.reject(invalid('The WritableStream is locked'));
  return pipe(source, destination, options ?? {});
}

function pipeThrough(source, transform, options) {
  const { readable, writable } = transform;
  pipeTo(source, writable, options).catch(() => {});
  return readable;
}

// tee gives two streams of what one has: both are pulled by either.
function tee(source) {
  const m = machines.get(source);
  acquire(m, null);
  let reading = false, again = false;
  const gone = [false, false], reasons = [];
  let cancelled;
  const ended = new Promise((resolve) => { cancelled = resolve; });
  const outs = [];
  const each = (f) => outs.forEach((o, i) => { if (!gone[i] && machines.get(o).state === 'readable') f(machines.get(o), i); });
  function pull() {
    if (reading) {
      again = true;
      return Promise.resolve();
    }
    reading = true;
    read(m, {
      chunk(value) {
        queueMicrotask(() => {
          again = false;
          each((o, i) => o.controller.enqueue(m.bytes && i === 1 ? new Uint8Array(value) : value));
          reading = false;
          if (again) pull();
        });
      },
      close() {
        reading = false;
        each((o) => closeWhenEmpty(o));
        cancelled(undefined);
      },
      error(err) {
        reading = false;
        each((o) => fail(o, err));
        cancelled(undefined);
      },
    });
    return Promise.resolve();
  }
  for (const i of [0, 1]) {
    outs.push(made({ bytes: m.bytes, hwm: m.bytes ? 0 : 1, pull, cancel(reason) {
      gone[i] = true;
      reasons[i] = reason;
      if (gone[0] && gone[1]) cancelled(cancel(m, reasons));
      return ended;
    } }));
  }
  m.reader.closed.promise.catch((err) => { each((o) => fail(o, err)); cancelled(undefined); });
  return outs;
}

Object.assign(exports, { pipeTo, pipeThrough, tee });
