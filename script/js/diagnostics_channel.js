'use strict';
// Named channels: publish calls the subscribers at once.

const channels = new Map();

class Channel {
  constructor(name) { this._subscribers = undefined; this._stores = new Map(); this.name = name; }
  get hasSubscribers() { return !!this._subscribers?.length || this._stores.size > 0; }
  subscribe(fn) {
    if (typeof fn !== 'function') {
      throw native.error('TypeError', 'ERR_INVALID_ARG_TYPE', `The "subscription" argument must be of type function.${native.received(fn)}`);
    }
    this._subscribers = [...this._subscribers ?? [], fn];
  }
  unsubscribe(fn) {
    const i = this._subscribers?.indexOf(fn) ?? -1;
    if (i < 0) return false;
    this._subscribers = this._subscribers.filter((_, k) => k !== i);
    return true;
  }
  bindStore(store, transform) { this._stores.set(store, transform); }
  unbindStore(store) { return this._stores.delete(store); }
  publish(data) {
    for (const fn of this._subscribers ?? []) {
      try { fn(data, this.name); } catch (err) { native.nextTick(() => { throw err; }); }
    }
  }
  runStores(data, fn, thisArg, ...args) {
    let run = () => { this.publish(data); return fn.apply(thisArg, args); };
    for (const [store, transform] of this._stores) {
      const next = run;
      run = () => store.run(transform ? transform(data) : data, next);
    }
    return run();
  }
}

const channel = (name) => {
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    throw native.error('TypeError', 'ERR_INVALID_ARG_TYPE', `The "channel" argument must be one of type string or symbol.${native.received(name)}`);
  }
  let c = channels.get(name);
  if (!c) channels.set(name, c = new Channel(name));
  return c;
};

const traced = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

class TracingChannel {
  constructor(name) {
    for (const k of traced) this[k] = typeof name === 'string' ? channel(`tracing:${name}:${k}`) : name[k];
  }
  get hasSubscribers() { return traced.some((k) => this[k].hasSubscribers); }
  subscribe(handlers) { for (const k of traced) if (handlers[k]) this[k].subscribe(handlers[k]); }
  unsubscribe(handlers) { return traced.map((k) => !handlers[k] || this[k].unsubscribe(handlers[k])).every(Boolean); }
  traceSync(fn, context = {}, thisArg, ...args) {
    return this.start.runStores(context, () => {
      try {
        return context.result = fn.apply(thisArg, args);
      } catch (err) {
        context.error = err;
        this.error.publish(context);
        throw err;
      } finally {
        this.end.publish(context);
      }
    });
  }
  tracePromise(fn, context = {}, thisArg, ...args) {
    const settle = (name, publish) => (v) => {
      context[name] = v;
      if (publish) this.error.publish(context);
      this.asyncStart.publish(context);
      this.asyncEnd.publish(context);
      if (publish) throw v;
      return v;
    };
    return this.start.runStores(context, () => {
      try {
        return Promise.resolve(fn.apply(thisArg, args)).then(settle('result', false), settle('error', true));
      } finally {
        this.end.publish(context);
      }
    });
  }
}

Object.assign(exports, {
  channel,
  hasSubscribers: (name) => channels.get(name)?.hasSubscribers ?? false,
  subscribe: (name, fn) => channel(name).subscribe(fn),
  unsubscribe: (name, fn) => channel(name).unsubscribe(fn),
  tracingChannel: (name) => new TracingChannel(name),
  Channel,
});
