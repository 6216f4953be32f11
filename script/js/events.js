// events.once, events.on and relatives: they take EventEmitters and EventTargets.
'use strict';
const { AbortError, codes, checks } = load('errors');

const watermarks = Symbol.for('nodejs.watermarkData');

function listen(target, name, fn, flags) {
  if (typeof target.on === 'function') {
    if (flags?.once) target.once(name, fn);
    else target.on(name, fn);
  } else if (typeof target.addEventListener === 'function') {
    target.addEventListener(name, fn, flags);
  } else {
    throw codes.argType('emitter', 'an instance of EventEmitter', target);
  }
}

function unlisten(target, name, fn, flags) {
  if (typeof target.removeListener === 'function') target.removeListener(name, fn);
  else if (typeof target.removeEventListener === 'function') target.removeEventListener(name, fn, flags);
  else throw codes.argType('emitter', 'an instance of EventEmitter', target);
}

function addAbortListener(signal, listener) {
  if (signal === undefined) throw codes.argType('signal', 'an instance of AbortSignal', signal);
  checks.signal(signal, 'signal');
  checks.fn(listener, 'listener');
  let remove;
  if (signal.aborted) {
    queueMicrotask(() => listener());
  } else {
    signal.addEventListener('abort', listener, { __proto__: null, once: true });
    remove = () => signal.removeEventListener('abort', listener);
  }
  const handle = { __proto__: null };
  handle[Symbol.dispose ?? '@@dispose'] = () => remove?.();
  return handle;
}

async function once(emitter, name, options = {}) {
  if (native.has('events-options-validated')) checks.object(options, 'options');
  const signal = options?.signal;
  checks.signal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  return new Promise((resolve, reject) => {
    const failed = (err) => {
      emitter.removeListener(name, happened);
      if (signal != null) unlisten(signal, 'abort', aborted);
      reject(err);
    };
    const happened = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', failed);
      if (signal != null) unlisten(signal, 'abort', aborted);
      resolve(args);
    };
    const aborted = () => {
      unlisten(emitter, name, happened);
      unlisten(emitter, 'error', failed);
      reject(new AbortError(undefined, { cause: signal?.reason }));
    };
    listen(emitter, name, happened, { __proto__: null, once: true });
    // An EventTarget has no special 'error'.
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', failed);
    if (signal != null) listen(signal, 'abort', aborted, { __proto__: null, once: true });
  });
}

const result = (value, done) => (native.has('events-on-done-first') ? { done, value } : { value, done });

function on(emitter, event, options = {}) {
  if (native.has('events-options-validated')) checks.object(options, 'options');
  const signal = options?.signal;
  checks.signal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  const bounded = native.has('events-on-watermarks');
  const high = bounded ? options.highWaterMark ?? options.highWatermark ?? Number.MAX_SAFE_INTEGER : Infinity;
  const low = bounded ? options.lowWaterMark ?? options.lowWatermark ?? 1 : 1;
  if (bounded) {
    checks.integer(high, 'options.highWaterMark', 1);
    checks.integer(low, 'options.lowWaterMark', 1);
  }
  const events = [], waiters = [], added = [];
  let paused = false, error = null, finished = false, disposable = null;

  const add = (name, fn) => {
    listen(emitter, name, fn);
    added.push([name, fn]);
  };
  const onEvent = (...args) => {
    if (waiters.length > 0) {
      waiters.shift().resolve(result(args, false));
      return;
    }
    events.push(args);
    if (!paused && events.length > high) {
      paused = true;
      emitter.pause();
    }
  };
  const onError = (err) => {
    if (!bounded) finished = true;
    if (waiters.length > 0) waiters.shift().reject(err);
    else error = err;
    close();
  };
  const close = () => {
    disposable?.();
    while (added.length > 0) unlisten(emitter, ...(bounded ? added.pop() : added.shift()));
    finished = true;
    const done = result(undefined, true);
    while (waiters.length > 0) waiters.shift().resolve(done);
    return Promise.resolve(done);
  };
  const iterator = {
    next() {
      if (events.length > 0) {
        const value = events.shift();
        if (paused && events.length < low) {
          emitter.resume();
          paused = false;
        }
        return Promise.resolve(result(value, false));
      }
      if (error) {
        const rejected = Promise.reject(error);
        error = null;
        return rejected;
      }
      if (finished) return close();
      return new Promise((resolve, reject) => waiters.push({ resolve, reject }));
    },
    return() { return close(); },
    throw(err) {
      if (!err || !native.isError(err)) throw codes.argType('EventEmitter.AsyncIterator', 'an instance of Error', err);
      onError(err);
    },
    [Symbol.asyncIterator ?? Symbol.for('Symbol.asyncIterator')]() { return this; },
  };
  if (bounded) {
    iterator[watermarks] = {
      get size() { return events.length; },
      get low() { return low; },
      get high() { return high; },
      get isPaused() { return paused; },
    };
  }
  add(event, onEvent);
  if (event !== 'error' && typeof emitter.on === 'function') add('error', onError);
  if (bounded && options.close?.length) for (const name of options.close) add(name, close);
  if (signal) {
    const aborted = () => onError(new AbortError(undefined, { cause: signal.reason }));
    signal.addEventListener('abort', aborted, { __proto__: null, once: true });
    disposable = () => signal.removeEventListener('abort', aborted);
  }
  return iterator;
}

function getEventListeners(target, name) {
  if (typeof target.listeners === 'function') return target.listeners(name);
  const listeners = native.targetListeners?.(target, name);
  if (listeners) return listeners;
  throw codes.argType('emitter', 'an instance of EventEmitter or EventTarget', target);
}

function getMaxListeners(target) {
  if (typeof target?.getMaxListeners === 'function') return target.getMaxListeners();
  throw codes.argType('emitter', 'an instance of EventEmitter or EventTarget', target);
}

function listenerCount(target, name) {
  if (typeof target.listenerCount === 'function') return target.listenerCount(name);
  if (native.has('events-listener-count-function')) throw codes.argType('emitter', 'an instance of EventEmitter or EventTarget', target);
  return native.classOf('EventEmitter').prototype.listenerCount.call(target, name);
}

function setMaxListeners(n, ...targets) {
  for (const target of targets) {
    if (typeof target.setMaxListeners === 'function') target.setMaxListeners(n);
    else if (typeof target.addEventListener !== 'function') throw codes.argType('eventTargets', 'an instance of EventEmitter or EventTarget', target);
  }
}

// An emitter that runs its listeners in an async resource of its own.
function asyncResourceClass(EventEmitter) {
  return class EventEmitterAsyncResource extends EventEmitter {
    #resource;
    constructor(options = undefined) {
      const name = typeof options === 'string' ? options : options?.name || new.target.name;
      super(typeof options === 'string' ? undefined : options);
      const { AsyncResource } = native.require('async_hooks');
      this.#resource = new AsyncResource(name, typeof options === 'string' ? undefined : options);
      this.#resource.eventEmitter = this;
    }
    emit(event, ...args) { return this.#resource.runInAsyncScope(super.emit, this, event, ...args); }
    emitDestroy() { this.#resource.emitDestroy(); }
    get asyncId() { return this.#resource.asyncId(); }
    get triggerAsyncId() { return this.#resource.triggerAsyncId(); }
    get asyncResource() { return this.#resource; }
  };
}

Object.assign(exports, { once, on, getEventListeners, getMaxListeners, listenerCount, setMaxListeners, addAbortListener, asyncResourceClass });

// server.listen({ signal }): the server closes when the signal aborts.
exports.closeOnAbort = (signal, server) => {
  checks.signal(signal, 'options.signal');
  const close = () => server.close();
  if (signal.aborted) {
    native.nextTick(close);
    return;
  }
  signal.addEventListener('abort', close, { once: true });
  server.once('close', () => signal.removeEventListener('abort', close));
};
