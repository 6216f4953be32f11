'use strict';
// What hangs on prototypes and goja lacks: see language.go.

const hide = (o, name, value) => Object.defineProperty(o, name, { __proto__: null, value, writable: true, configurable: true });

// wellFormed is s with every lone surrogate replaced.
function wellFormed(s) {
  let out = '';
  for (const c of s) out += c.length === 1 && c >= '\ud800' && c <= '\udfff' ? '\ufffd' : c;
  return out;
}
exports.wellFormed = (proto) => {
  const methods = {
    isWellFormed() { return wellFormed(`${this}`) === `${this}`; },
    toWellFormed() { return wellFormed(`${this}`); },
  };
  for (const name of Object.keys(methods)) hide(proto, name, methods[name]);
};

const base = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

function Iterator() {
  if (new.target === undefined) throw new TypeError('Constructor Iterator requires \'new\'');
  if (new.target === Iterator) throw new TypeError('Abstract class Iterator not directly constructable');
}
Object.defineProperty(Iterator, 'prototype', { __proto__: null, value: base, writable: false, enumerable: false, configurable: false });

// An iterator as the helpers read it: its next method is asked for once.
function direct(it) {
  if (it === null || typeof it !== 'object' && typeof it !== 'function') throw new TypeError('Iterator helper called on non-object');
  return { it, next: it.next };
}
function step(d) {
  const r = Reflect.apply(d.next, d.it, []);
  if (r === null || typeof r !== 'object') throw new TypeError(`Iterator result ${String(r)} is not an object`);
  return r;
}
const end = (d) => { const f = d.it.return; if (f !== undefined) Reflect.apply(f, d.it, []); };

// guarded calls a script's function, and ends the iterator if it throws.
function guarded(d, fn, ...args) {
  try {
    return fn(...args);
  } catch (err) {
    try { end(d); } catch { /* the first error is the one */ }
    throw err;
  }
}
function callable(d, fn) {
  if (typeof fn === 'function') return;
  end(d);
  throw new TypeError(`${typeof fn} ${String(fn)} is not a function`);
}
function count(d, n) {
  const v = Number(n);
  if (Number.isNaN(v) || Math.trunc(v) < 0) {
    end(d);
    throw new RangeError(`${String(n)} must be positive`);
  }
  return Math.trunc(v);
}

const helper = Object.create(base);
const states = new WeakMap();
hide(helper, 'next', function next() {
  const s = states.get(this);
  if (s.done) return { value: undefined, done: true };
  const out = s.advance();
  if (out === undefined) {
    s.done = true;
    return { value: undefined, done: true };
  }
  return { value: out.value, done: false };
});
hide(helper, 'return', function () {
  const s = states.get(this);
  if (!s.done) {
    s.done = true;
    s.end();
  }
  return { value: undefined, done: true };
});
Object.defineProperty(helper, Symbol.toStringTag, { __proto__: null, value: 'Iterator Helper', configurable: true });

function made(d, advance, finish = () => end(d)) {
  const h = Object.create(helper);
  states.set(h, { done: false, advance, end: finish });
  return h;
}

const methods = {
  map(fn) {
    const d = direct(this);
    callable(d, fn);
    let i = 0;
    return made(d, () => { const r = step(d); return r.done ? undefined : { value: guarded(d, fn, r.value, i++) }; });
  },
  filter(fn) {
    const d = direct(this);
    callable(d, fn);
    let i = 0;
    return made(d, () => {
      for (;;) {
        const r = step(d);
        if (r.done) return undefined;
        if (guarded(d, fn, r.value, i++)) return { value: r.value };
      }
    });
  },
  take(n) {
    const d = direct(this);
    let left = count(d, n);
    return made(d, () => {
      if (left-- <= 0) return void end(d);
      const r = step(d);
      return r.done ? undefined : { value: r.value };
    });
  },
  drop(n) {
    const d = direct(this);
    let left = count(d, n);
    return made(d, () => {
      for (;;) {
        const r = step(d);
        if (r.done) return undefined;
        if (left-- <= 0) return { value: r.value };
      }
    });
  },
  flatMap(fn) {
    const d = direct(this);
    callable(d, fn);
    let i = 0, inner = null;
    return made(d, () => {
      for (;;) {
        if (inner) {
          const r = step(inner);
          if (!r.done) return { value: r.value };
          inner = null;
        }
        const r = step(d);
        if (r.done) return undefined;
        const v = guarded(d, fn, r.value, i++);
        inner = direct(typeof v?.[Symbol.iterator] === 'function' && typeof v !== 'string' ? v[Symbol.iterator]() : v);
      }
    }, () => { if (inner) end(inner); end(d); });
  },
  reduce(fn, ...start) {
    const d = direct(this);
    callable(d, fn);
    let i = 0, sum;
    if (start.length > 0) sum = start[0];
    else {
      const r = step(d);
      if (r.done) throw new TypeError('Reduce of a done iterator with no initial value');
      sum = r.value;
      i = 1;
    }
    for (let r = step(d); !r.done; r = step(d)) sum = guarded(d, fn, sum, r.value, i++);
    return sum;
  },
  toArray() {
    const d = direct(this), out = [];
    for (let r = step(d); !r.done; r = step(d)) out.push(r.value);
    return out;
  },
  forEach(fn) {
    const d = direct(this);
    callable(d, fn);
    let i = 0;
    for (let r = step(d); !r.done; r = step(d)) guarded(d, fn, r.value, i++);
  },
  some(fn) { return found(this, fn, (v, is) => (is ? { value: true } : undefined), false); },
  every(fn) { return found(this, fn, (v, is) => (is ? undefined : { value: false }), true); },
  find(fn) { return found(this, fn, (v, is) => (is ? { value: v } : undefined), undefined); },
};

function found(it, fn, decide, otherwise) {
  const d = direct(it);
  callable(d, fn);
  let i = 0;
  for (let r = step(d); !r.done; r = step(d)) {
    const out = decide(r.value, guarded(d, fn, r.value, i++));
    if (out) {
      end(d);
      return out.value;
    }
  }
  return otherwise;
}

hide(Iterator, 'from', function from(o) {
  const it = typeof o === 'string' || typeof o?.[Symbol.iterator] === 'function' ? o[Symbol.iterator]() : o;
  if (base.isPrototypeOf(it)) return it;
  const d = direct(it);
  return made(d, () => { const r = step(d); return r.done ? undefined : { value: r.value }; });
});

exports.Iterator = Iterator;
exports.iterators = () => {
  for (const name of Object.keys(methods)) hide(base, name, methods[name]);
  hide(base, 'constructor', Iterator);
  Object.defineProperty(base, Symbol.toStringTag, { __proto__: null, value: 'Iterator', configurable: true });
};
