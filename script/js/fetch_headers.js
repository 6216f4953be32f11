// Headers: https://fetch.spec.whatwg.org/#headers-class
'use strict';

const inspectSymbol = Symbol.for('nodejs.util.inspect.custom');
const lists = new WeakMap(); // Headers → List
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const trim = (v) => v.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');

// List is a header list: lower-case name → { name as first written, value }.
class List {
  map = new Map();
  cookies = [];
  has(name) { return this.map.has(name.toLowerCase()); }
  get(name) { return this.map.get(name.toLowerCase())?.value ?? null; }
  append(name, value) {
    const key = name.toLowerCase();
    const there = this.map.get(key);
    if (there) there.value += (key === 'cookie' ? '; ' : ', ') + value;
    else this.map.set(key, { name, value });
    if (key === 'set-cookie') this.cookies.push(value);
  }
  set(name, value) {
    const key = name.toLowerCase();
    if (key === 'set-cookie') this.cookies = [value];
    this.map.set(key, { name, value });
  }
  delete(name) {
    const key = name.toLowerCase();
    if (key === 'set-cookie') this.cookies = [];
    return this.map.delete(key);
  }
  clone() {
    const c = new List();
    for (const [key, { name, value }] of this.map) c.map.set(key, { name, value });
    c.cookies = [...this.cookies];
    return c;
  }
  // sorted is the list as iterators show it.
  sorted() {
    const out = [];
    for (const key of [...this.map.keys()].sort()) {
      if (key === 'set-cookie') for (const c of this.cookies) out.push([key, c]);
      else out.push([key, this.map.get(key).value]);
    }
    return out;
  }
}

function text(v) {
  const s = `${v}`;
  for (let i = 0; i < s.length; i++) {
    if (s.charCodeAt(i) > 255) {
      throw new TypeError(`Cannot convert argument to a ByteString because the character at index ${i} has a value of ${s.charCodeAt(i)} which is greater than 255.`);
    }
  }
  return s;
}

function checkedName(name, where) {
  const s = text(name);
  if (!token.test(s)) throw new TypeError(`${where}: "${s}" is an invalid header name.`);
  return s;
}

function checkedValue(value, where) {
  const s = trim(text(value));
  if (/[\0\r\n]/.test(s)) throw new TypeError(`${where}: "${s}" is an invalid header value.`);
  return s;
}

function mutable(h) {
  const l = lists.get(h);
  if (!l) throw new TypeError('Illegal invocation');
  if (l.guard === 'immutable') throw new TypeError('immutable');
  return l.list;
}
const listOf = (h) => {
  const l = lists.get(h);
  if (!l) throw new TypeError('Illegal invocation');
  return l.list;
};

function fill(h, init) {
  if (init === null || typeof init !== 'object' && typeof init !== 'function') {
    throw new TypeError('Headers constructor: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.');
  }
  const pairs = lists.get(init)?.list.sorted() ?? (typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init));
  for (const pair of pairs) {
    const [name, value, ...rest] = pair;
    if (pair.length < 2 || rest.length > 0) throw new TypeError(`Headers constructor: expected name/value pair to be length 2, found ${pair.length}.`);
    mutable(h).append(checkedName(name, 'Headers.append'), checkedValue(value, 'Headers.append'));
  }
}

function need(n, args, where) {
  if (args.length >= n) return;
  throw new TypeError(`${where}: ${n} argument${n === 1 ? '' : 's'} required, but${args.length === 0 ? '' : ' only'} ${args.length} found.`);
}

const iterators = new WeakMap();
const iteratorPrototype = Object.setPrototypeOf({
  next() {
    const it = iterators.get(this);
    const all = it.list.sorted();
    return it.at < all.length ? { value: it.pick(all[it.at++]), done: false } : { value: undefined, done: true };
  },
}, Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));
Object.defineProperty(iteratorPrototype, Symbol.toStringTag, { __proto__: null, value: 'Headers Iterator', configurable: true });

function iterate(h, pick) {
  const it = Object.create(iteratorPrototype);
  iterators.set(it, { list: listOf(h), at: 0, pick });
  return it;
}

class Headers {
  constructor(init = undefined) {
    lists.set(this, { list: new List(), guard: 'none' });
    if (init !== undefined) fill(this, init);
  }
  append(name, value) {
    need(2, arguments, 'Headers.append');
    const l = mutable(this);
    l.append(checkedName(name, 'Headers.append'), checkedValue(value, 'Headers.append'));
  }
  delete(name) {
    need(1, arguments, 'Headers.delete');
    mutable(this).delete(checkedName(name, 'Headers.delete'));
  }
  get(name) {
    need(1, arguments, 'Headers.get');
    return listOf(this).get(checkedName(name, 'Headers.get'));
  }
  has(name) {
    need(1, arguments, 'Headers.has');
    return listOf(this).has(checkedName(name, 'Headers.has'));
  }
  set(name, value) {
    need(2, arguments, 'Headers.set');
    mutable(this).set(checkedName(name, 'Headers.set'), checkedValue(value, 'Headers.set'));
  }
  getSetCookie() { return [...listOf(this).cookies]; }
  forEach(fn, self = undefined) {
    if (typeof fn !== 'function') throw new TypeError("Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.");
    for (const [k, v] of listOf(this).sorted()) Reflect.apply(fn, self, [v, k, this]);
  }
  keys() { return iterate(this, (p) => p[0]); }
  values() { return iterate(this, (p) => p[1]); }
  entries() { return iterate(this, (p) => p); }
  [inspectSymbol](depth, options, inspect) {
    const o = {};
    for (const { name, value } of listOf(this).map.values()) o[name] = value;
    return `Headers ${inspect(o, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}
Object.defineProperty(Headers.prototype, Symbol.iterator, { __proto__: null, value: Headers.prototype.entries, writable: true, configurable: true });
Object.defineProperty(Headers.prototype, Symbol.toStringTag, { __proto__: null, value: 'Headers', configurable: true });
for (const name of ['append', 'delete', 'get', 'has', 'set', 'getSetCookie', 'forEach', 'keys', 'values', 'entries']) {
  Object.defineProperty(Headers.prototype, name, { enumerable: true });
}

// wrap is a Headers over a list that something else owns.
function wrap(list, guard) {
  const h = new Headers();
  lists.set(h, { list, guard });
  return h;
}

Object.assign(exports, { Headers, List, wrap, fill, token, need });
