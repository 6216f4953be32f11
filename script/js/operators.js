// readable.map, filter, toArray …
'use strict';
const { AbortError, codes, checks } = load('errors');
const { asyncGenerator, wait, give, forAwait, forAwaitIn } = load('generator');
const { fromIterable } = load('from');

const kEmpty = Symbol('kEmpty'), kEnd = Symbol('kEof');

function checkOptions(options) {
  if (options != null) checks.object(options, 'options');
  if (options?.signal != null) checks.signal(options.signal, 'options.signal');
}
const stream = (gen) => fromIterable(native.classOf('Readable'), asyncGenerator(gen));

function mapping(source, fn, options) {
  checks.fn(fn, 'fn');
  checkOptions(options);
  let concurrency = 1;
  if (options?.concurrency != null) concurrency = Math.floor(options.concurrency);
  let mark = concurrency - 1;
  if (options?.highWaterMark != null) mark = Math.floor(options.highWaterMark);
  checks.integer(concurrency, 'options.concurrency', 1);
  checks.integer(mark, 'options.highWaterMark', 0);
  mark += concurrency;
  return asyncGenerator(mapped(source, fn, options, concurrency, mark));
}

function* mapped(source, fn, options, concurrency, mark) {
  const controller = new AbortController();
  const { signal } = controller;
  if (options?.signal) {
    if (options.signal.aborted) controller.abort(options.signal.reason);
    else options.signal.addEventListener('abort', () => controller.abort(options.signal.reason), { once: true });
  }
  const queue = [];
  let next = null, resume = null, done = false, active = 0;
  const goOn = () => {
    if (resume && !done && active < concurrency && queue.length < mark) {
      resume();
      resume = null;
    }
  };
  const processed = () => {
    active--;
    goOn();
  };
  const failed = () => {
    done = true;
    processed();
  };
  const wakeNext = () => {
    if (next) {
      next();
      next = null;
    }
  };
  const pump = async () => {
    try {
      await forAwait(source, (value) => {
        if (done) return true;
        if (signal.aborted) throw new AbortError();
        let p;
        try {
          p = fn(value, { signal });
          if (p === kEmpty) return undefined;
          p = Promise.resolve(p);
        } catch (err) {
          p = Promise.reject(err);
        }
        active++;
        p.then(processed, failed);
        queue.push(p);
        wakeNext();
        if (!done && (queue.length >= mark || active >= concurrency)) return new Promise((resolve) => { resume = resolve; });
        return undefined;
      });
      queue.push(kEnd);
    } catch (err) {
      const p = Promise.reject(err);
      p.then(processed, failed);
      queue.push(p);
    } finally {
      done = true;
      wakeNext();
    }
  };
  pump();
  try {
    for (;;) {
      while (queue.length > 0) {
        const value = yield wait(queue[0]);
        if (value === kEnd) return;
        if (signal.aborted) throw new AbortError();
        if (value !== kEmpty) yield give(value);
        queue.shift();
        goOn();
      }
      yield wait(new Promise((resolve) => { next = resolve; }));
    }
  } finally {
    done = true;
    if (resume) {
      resume();
      resume = null;
    }
  }
}

function filtering(source, fn, options) {
  checks.fn(fn, 'fn');
  return mapping(source, async (value, o) => ((await fn(value, o)) ? value : kEmpty), options);
}

function map(fn, options) { return fromIterable(native.classOf('Readable'), mapping(this, fn, options)); }
function filter(fn, options) { return fromIterable(native.classOf('Readable'), filtering(this, fn, options)); }

function flatMap(fn, options) {
  const values = mapping(this, fn, options);
  return stream(function* () {
    yield* forAwaitIn(values, function* (value) {
      yield* forAwaitIn(value, function* (x) { yield give(x); });
    });
  }());
}

function count(n) {
  n = Number(n);
  if (Number.isNaN(n)) return 0;
  if (n < 0) throw codes.outOfRange('number', '>= 0', n);
  return n;
}

function drop(number, options = undefined) {
  checkOptions(options);
  let n = count(number);
  const source = this;
  return stream(function* () {
    if (options?.signal?.aborted) throw new AbortError();
    yield* forAwaitIn(source, function* (value) {
      if (options?.signal?.aborted) throw new AbortError();
      if (n-- <= 0) yield give(value);
    });
  }());
}

function take(number, options = undefined) {
  checkOptions(options);
  let n = count(number);
  const source = this;
  return stream(function* () {
    if (options?.signal?.aborted) throw new AbortError();
    yield* forAwaitIn(source, function* (value) {
      if (options?.signal?.aborted) throw new AbortError();
      if (n-- > 0) yield give(value);
      return n <= 0;
    });
  }());
}

function asIndexedPairs(options = undefined) {
  checkOptions(options);
  const source = this;
  let index = 0;
  return stream(function* () {
    yield* forAwaitIn(source, function* (value) {
      if (options?.signal?.aborted) throw new AbortError({ cause: options.signal.reason });
      yield give([index++, value]);
    });
  }());
}

async function some(fn, options = undefined) {
  let found = false;
  await forAwait(filtering(this, fn, options), () => (found = true));
  return found;
}

async function every(fn, options = undefined) {
  checks.fn(fn, 'fn');
  return !(await some.call(this, async (...args) => !(await fn(...args)), options));
}

async function find(fn, options) {
  let result;
  await forAwait(filtering(this, fn, options), (value) => {
    result = value;
    return true;
  });
  return result;
}

async function forEach(fn, options) {
  checks.fn(fn, 'fn');
  await forAwait(mapping(this, async (value, o) => {
    await fn(value, o);
    return kEmpty;
  }, options), () => {});
}

async function reduce(reducer, initial, options) {
  checks.fn(reducer, 'reducer');
  checkOptions(options);
  let has = arguments.length > 1, any = false;
  if (options?.signal?.aborted) {
    const err = new AbortError(undefined, { cause: options.signal.reason });
    this.once('error', () => {});
    await load('finished').finishedPromise(this.destroy(err));
    throw err;
  }
  const ac = new AbortController();
  options?.signal?.addEventListener('abort', () => ac.abort(), { once: true });
  try {
    await forAwait(this, async (value) => {
      any = true;
      if (options?.signal?.aborted) throw new AbortError();
      if (!has) {
        initial = value;
        has = true;
      } else {
        initial = await reducer(initial, value, { signal: ac.signal });
      }
    });
    if (!any && !has) {
      const err = codes.missingArgs('reduce');
      err.message = 'Reduce of an empty stream requires an initial value';
      throw err;
    }
  } finally {
    ac.abort();
  }
  return initial;
}

async function toArray(options) {
  checkOptions(options);
  const result = [];
  await forAwait(this, (value) => {
    if (options?.signal?.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
    result.push(value);
  });
  return result;
}

Object.assign(exports, { map, filter, flatMap, drop, take, asIndexedPairs, some, every, find, forEach, reduce, toArray });
