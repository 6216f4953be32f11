// timers/promises.
'use strict';
const { AbortError, checks } = load('errors');
const timers = native.timers();

function check(after, options) {
  if (after !== undefined) checks.number(after, 'delay');
  checks.object(options, 'options');
  if (options.signal !== undefined) checks.signal(options.signal, 'options.signal');
  if (options.ref !== undefined) checks.boolean(options.ref, 'options.ref');
}

const aborted = (signal) => new AbortError(undefined, { cause: signal?.reason });

// A promise of a timer that arm starts and disarm stops.
function promised(options, arm, disarm) {
  const { signal, ref = true } = options;
  if (signal?.aborted) return Promise.reject(aborted(signal));
  let cancel;
  const promise = new Promise((resolve, reject) => {
    const timer = arm(resolve);
    if (!ref) timer.unref();
    if (!signal) return;
    cancel = () => {
      if (timer._destroyed) return;
      disarm(timer);
      reject(aborted(signal));
    };
    signal.addEventListener('abort', cancel);
  });
  return cancel === undefined ? promise : promise.finally(() => signal.removeEventListener('abort', cancel));
}

function setTimeout(after, value, options = {}) {
  try {
    check(native.has('timers-promises-delay-checked') ? after : undefined, options);
  } catch (err) {
    return Promise.reject(err);
  }
  return promised(options, (resolve) => timers.setTimeout(resolve, after, value), timers.clearTimeout);
}

function setImmediate(value, options = {}) {
  try {
    check(undefined, options);
  } catch (err) {
    return Promise.reject(err);
  }
  return promised(options, (resolve) => timers.setImmediate(resolve, value), timers.clearImmediate);
}

// The iterator of setInterval counts what fired while nobody asked. Its first
// step checks the arguments, as a generator's would.
class Interval {
  #state = 'new';
  #args;
  #timer;
  #count = 0;
  #wake;
  #abort;
  #last = Promise.resolve();
  constructor(args) { this.#args = args; }
  [Symbol.asyncIterator]() { return this; }
  next() { return this.#queue(() => this.#step()); }
  return(value) { return this.#queue(() => { this.#finish(); return { value, done: true }; }); }
  throw(err) { return this.#queue(() => { this.#finish(); throw err; }); }
  #queue(step) {
    const p = this.#last.then(step, step);
    this.#last = p.catch(() => {});
    return p;
  }
  async #step() {
    if (this.#state === 'done') return { value: undefined, done: true };
    const { after, value, options } = this.#args;
    const signal = options?.signal;
    try {
      if (this.#state === 'new') this.#start(after, options);
      if (signal?.aborted) throw aborted(signal);
      if (this.#count === 0) await new Promise((resolve) => { this.#wake = resolve; });
      if (this.#count === 0) throw aborted(signal);
      this.#count--;
      return { value, done: false };
    } catch (err) {
      this.#finish();
      throw err;
    }
  }
  #start(after, options) {
    check(native.has('timers-promises-delay-checked') ? after : undefined, options);
    const { signal, ref = true } = options;
    this.#state = 'running';
    if (signal?.aborted) throw aborted(signal);
    const wake = () => { this.#wake?.(); this.#wake = undefined; };
    this.#timer = timers.setInterval(() => { this.#count++; wake(); }, after);
    if (!ref) this.#timer.unref();
    if (signal) {
      this.#abort = () => { timers.clearInterval(this.#timer); wake(); };
      signal.addEventListener('abort', this.#abort, { once: true });
    }
  }
  #finish() {
    this.#state = 'done';
    timers.clearInterval(this.#timer);
    if (this.#abort) this.#args.options.signal.removeEventListener('abort', this.#abort);
  }
}

function setInterval(after, value, options = {}) { return new Interval({ after, value, options }); }

class Scheduler {
  yield() { return setImmediate(); }
  wait(delay, options) { return setTimeout(delay, undefined, options); }
}

Object.assign(exports, { setTimeout, setImmediate, setInterval, scheduler: new Scheduler() });
