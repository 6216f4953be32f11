'use strict';
// What goja's language library lacks.

exports.Promise = {
  withResolvers() {
    let resolve, reject;
    const promise = new this((a, b) => { resolve = a; reject = b; });
    return { promise, resolve, reject };
  },
  // goja has it, but its AggregateError says nothing.
  any(list) {
    return new this((resolve, reject) => {
      const errors = [];
      let left = 1;
      const done = () => {
        if (--left === 0) reject(new AggregateError(errors, 'All promises were rejected'));
      };
      let i = 0;
      for (const x of list) {
        const at = i++;
        left++;
        this.resolve(x).then(resolve, (e) => { errors[at] = e; done(); });
      }
      done();
    });
  },
  try(fn, ...args) {
    return new this((resolve) => resolve(fn(...args)));
  },
};

function group(items, keyOf, add) {
  let i = 0;
  for (const item of items) add(keyOf(item, i++), item);
}

exports.Object = {
  groupBy(items, keyOf) {
    const out = { __proto__: null };
    group(items, keyOf, (k, v) => { (out[k] ??= []).push(v); });
    return out;
  },
};

exports.Map = {
  groupBy(items, keyOf) {
    const out = new Map();
    group(items, keyOf, (k, v) => {
      const have = out.get(k);
      if (have) have.push(v); else out.set(k, [v]);
    });
    return out;
  },
};

exports.Array = {
  async fromAsync(source, map, thisArg) {
    const out = [];
    const take = async (v) => {
      v = await v;
      out.push(map ? await map.call(thisArg, v, out.length) : v);
    };
    const open = source[Symbol.asyncIterator] ?? source[Symbol.iterator];
    if (open === undefined) {
      for (let i = 0; i < source.length; i++) await take(source[i]);
      return out;
    }
    const it = open.call(source);
    for (;;) {
      const step = await it.next();
      if (step.done) return out;
      await take(step.value);
    }
  },
};

// goja's RegExp does not know \p{…}: the ranges that it stands for do.
exports.regExp = (native, expand) => {
  const RegExp = function RegExp(pattern, flags) {
    if (new.target === undefined && flags === undefined && pattern instanceof native && pattern.constructor === RegExp) return pattern;
    const text = pattern instanceof native ? pattern.source : pattern;
    const u = flags === undefined && pattern instanceof native ? pattern.flags : `${flags}`;
    if (typeof text === 'string' && /\\[pP]\{/.test(text) && /[uv]/.test(u)) [pattern, flags] = [expand(text), u];
    return Reflect.construct(native, [pattern, flags], new.target ?? native);
  };
  Object.defineProperty(RegExp, 'prototype', { __proto__: null, value: native.prototype, writable: false });
  for (const key of Reflect.ownKeys(native)) {
    if (key !== 'prototype') Object.defineProperty(RegExp, key, Object.getOwnPropertyDescriptor(native, key));
  }
  Object.defineProperty(native.prototype, 'constructor', { __proto__: null, value: RegExp, writable: true, configurable: true });
  return RegExp;
};

// Nothing is collected while a script could notice, which the standard allows.
exports.WeakRef = class WeakRef {
  #target;
  constructor(target) {
    if (target === null || (typeof target !== 'object' && typeof target !== 'function' && typeof target !== 'symbol')) {
      throw new TypeError('WeakRef: target must be an object');
    }
    this.#target = target;
  }
  deref() { return this.#target; }
  get [Symbol.toStringTag]() { return 'WeakRef'; }
};

exports.FinalizationRegistry = class FinalizationRegistry {
  constructor(cleanup) {
    if (typeof cleanup !== 'function') throw new TypeError('FinalizationRegistry: cleanup must be callable');
  }
  register() {}
  unregister() { return false; }
  get [Symbol.toStringTag]() { return 'FinalizationRegistry'; }
};
