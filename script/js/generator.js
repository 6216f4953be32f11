// Async generators and `for await`, which the engine lacks, out of what it has.
'use strict';

const asyncIterator = Symbol.asyncIterator;
const AWAIT = 0, YIELD = 1;

// In the body of a coroutine: x = yield wait(promise); yield give(value).
const wait = (value) => ({ op: AWAIT, value });
const give = (value) => ({ op: YIELD, value });

// An object that behaves as an async generator whose body is the generator gen:
// requests queue up, a value that is given is awaited first.
function asyncGenerator(gen) {
  const queue = [];
  let running = false, started = false, finished = false;

  const settle = (how, value) => {
    const request = queue.shift();
    request[how](value);
  };
  const step = (method, value) => {
    running = true;
    let r;
    try {
      r = gen[method](value);
    } catch (err) {
      finished = true;
      running = false;
      settle('reject', err);
      return pump();
    }
    if (r.done) {
      finished = true;
      running = false;
      settle('resolve', { value: r.value, done: true });
      return pump();
    }
    const { op, value: v } = r.value;
    Promise.resolve(v).then(
      op === AWAIT ? (x) => step('next', x) : (x) => {
        running = false;
        settle('resolve', { value: x, done: false });
        pump();
      },
      (err) => step('throw', err));
  };
  const pump = () => {
    while (!running && queue.length > 0) {
      const { method, value } = queue[0];
      if (!started && method !== 'next') finished = true;
      if (!finished) {
        started = true;
        if (method === 'return') {
          running = true;
          Promise.resolve(value).then((x) => step('return', x), (err) => step('throw', err));
        } else {
          step(method, value);
        }
        return;
      }
      if (method === 'next') {
        settle('resolve', { value: undefined, done: true });
      } else if (method === 'throw') {
        settle('reject', value);
      } else {
        running = true;
        Promise.resolve(value).then(
          (x) => { running = false; settle('resolve', { value: x, done: true }); pump(); },
          (err) => { running = false; settle('reject', err); pump(); });
        return;
      }
    }
  };
  const request = (method) => (value) => new Promise((resolve, reject) => {
    queue.push({ method, value, resolve, reject });
    if (!running) pump();
  });
  return {
    next: request('next'),
    return: request('return'),
    throw: request('throw'),
    [asyncIterator]() { return this; },
    [Symbol.toStringTag]: 'AsyncGenerator',
  };
}

// The iterator that `for await` would use.
function iterate(iterable) {
  const method = iterable[asyncIterator];
  if (method != null) return Reflect.apply(method, iterable, []);
  const it = iterable[Symbol.iterator]();
  const unwrap = ({ value, done }) => Promise.resolve(value).then((v) => ({ value: v, done }));
  return {
    next: async (v) => unwrap(it.next(v)),
    return: async (v) => (typeof it.return === 'function' ? unwrap(it.return(v)) : { value: v, done: true }),
  };
}

// for await (const x of iterable) body(x); the body may return true to break.
async function forAwait(iterable, body) {
  const it = iterate(iterable);
  let r;
  while (!(r = await it.next()).done) {
    let stop;
    try {
      stop = body(r.value);
      if (stop instanceof Promise) stop = await stop;
    } catch (err) {
      try { await it.return?.(); } catch { /* the first error counts */ }
      throw err;
    }
    if (stop === true) {
      await it.return?.();
      return;
    }
  }
}

// The same inside a coroutine: yield* forAwaitIn(iterable, function* (x) { … }).
function* forAwaitIn(iterable, body) {
  const it = iterate(iterable);
  let done = false;
  try {
    for (;;) {
      const r = yield wait(it.next());
      if (r.done) {
        done = true;
        return;
      }
      if ((yield* body(r.value)) === true) return;
    }
  } catch (err) {
    if (!done) {
      done = true;
      try { yield wait(it.return?.()); } catch { /* the first error counts */ }
    }
    throw err;
  } finally {
    if (!done) yield wait(it.return?.());
  }
}

Object.assign(exports, { asyncGenerator, wait, give, iterate, forAwait, forAwaitIn });
