'use strict';
// The parts of the web platform that Node has as globals and that event-driven
// scripts use: events, abort signals, DOMException, structuredClone.

const inspectSymbol = Symbol.for('nodejs.util.inspect.custom');
const hide = (o, name, value) => Object.defineProperty(o, name, { __proto__: null, value, writable: true, configurable: true });
const tag = (cls, name) => Object.defineProperty(cls.prototype, Symbol.toStringTag, { __proto__: null, value: name, configurable: true });

const domCodes = {
  IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5, NoModificationAllowedError: 7,
  NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10, InvalidStateError: 11, SyntaxError: 12, InvalidModificationError: 13,
  NamespaceError: 14, InvalidAccessError: 15, TypeMismatchError: 17, SecurityError: 18, NetworkError: 19, AbortError: 20,
  URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23, InvalidNodeTypeError: 24, DataCloneError: 25,
};

class DOMException extends Error {
  #name;
  constructor(message = '', options = 'Error') {
    super(`${message}`);
    let name = options;
    if (options !== null && typeof options === 'object') {
      name = options.name ?? 'Error';
      if ('cause' in options) hide(this, 'cause', options.cause);
    }
    this.#name = `${name}`;
    const stack = this.stack;
    if (typeof stack === 'string' && stack.startsWith('Error')) hide(this, 'stack', this.#name + stack.slice(5));
  }
  get name() { return #name in this ? this.#name : 'Error'; } // asked for while super() notes the stack
  get code() { return domCodes[this.#name] ?? 0; }
}
delete DOMException.prototype.toString;
tag(DOMException, 'DOMException');
for (const [name, code] of Object.entries(domCodes)) {
  const constant = name.replace(/Error$/, '').replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase() + '_ERR';
  Object.defineProperty(DOMException, constant, { __proto__: null, value: code, enumerable: true });
  Object.defineProperty(DOMException.prototype, constant, { __proto__: null, value: code, enumerable: true });
}

const stop = Symbol('kStop'), target = Symbol('kTarget'), current = Symbol('kCurrentTarget'), busy = Symbol('kIsBeingDispatched');
const trusted = new WeakSet();

class Event {
  #type; #cancelable; #bubbles; #composed; #prevented = false; #propagation = false; #time = performance.now();
  constructor(type, options = undefined) {
    if (arguments.length === 0) throw native.error('TypeError', 'ERR_MISSING_ARGS', 'The "type" argument must be specified');
    this.#type = `${type}`;
    this.#cancelable = !!options?.cancelable;
    this.#bubbles = !!options?.bubbles;
    this.#composed = !!options?.composed;
    hide(this, target, null);
    hide(this, current, null);
    hide(this, stop, false);
    hide(this, busy, false);
    Object.defineProperty(this, 'isTrusted', { __proto__: null, get: () => trusted.has(this), enumerable: true });
  }
  get type() { return this.#type; }
  get target() { return this[target]; }
  get currentTarget() { return this[current]; }
  get srcElement() { return this[target]; }
  get cancelable() { return this.#cancelable; }
  get bubbles() { return this.#bubbles; }
  get composed() { return this.#composed; }
  get defaultPrevented() { return this.#cancelable && this.#prevented; }
  get returnValue() { return !this.#cancelable || !this.#prevented; }
  get timeStamp() { return this.#time; }
  get eventPhase() { return this[busy] ? 2 : 0; }
  get cancelBubble() { return this.#propagation; }
  set cancelBubble(v) { if (v) this.#propagation = true; }
  preventDefault() { this.#prevented = true; }
  stopPropagation() { this.#propagation = true; }
  stopImmediatePropagation() { this[stop] = true; }
  composedPath() { return this[busy] ? [this[current]] : []; }
  [inspectSymbol](depth, options, inspect) {
    if (depth < 0) return this.constructor.name;
    return `${this.constructor.name} ${inspect({
      type: this.type, defaultPrevented: this.defaultPrevented, cancelable: this.cancelable, timeStamp: this.timeStamp,
    }, { ...options, depth: options.depth === null ? null : options.depth - 1 })}`;
  }
  static NONE = 0;
  static CAPTURING_PHASE = 1;
  static AT_TARGET = 2;
  static BUBBLING_PHASE = 3;
}
tag(Event, 'Event');

class CustomEvent extends Event {
  #detail;
  constructor(type, options) { super(type, options); this.#detail = options?.detail ?? null; }
  get detail() { return this.#detail; }
}
tag(CustomEvent, 'CustomEvent');

class EventTarget {
  #listeners = new Map();
  addEventListener(type, listener, options = undefined) {
    if (arguments.length < 2) throw native.error('TypeError', 'ERR_MISSING_ARGS', 'The "type" and "listener" arguments must be specified');
    if (listener === null || listener === undefined) return;
    if (typeof listener !== 'function' && typeof listener !== 'object') {
      throw native.error('TypeError', 'ERR_INVALID_ARG_TYPE', `The "listener" argument must be an instance of EventListener.${native.received(listener)}`);
    }
    const { once = false, capture = false, signal } = typeof options === 'boolean' ? { capture: options } : options ?? {};
    if (signal?.aborted) return;
    type = `${type}`;
    let list = this.#listeners.get(type);
    if (!list) this.#listeners.set(type, list = []);
    if (list.some((l) => l.listener === listener && l.capture === !!capture)) return;
    list.push({ listener, once: !!once, capture: !!capture, removed: false });
    signal?.addEventListener('abort', () => this.removeEventListener(type, listener, options), { once: true });
  }
  removeEventListener(type, listener, options = undefined) {
    const capture = typeof options === 'boolean' ? options : !!options?.capture;
    const list = this.#listeners.get(`${type}`);
    const i = list ? list.findIndex((l) => l.listener === listener && l.capture === capture) : -1;
    if (i >= 0) {
      list[i].removed = true;
      list.splice(i, 1);
    }
  }
  dispatchEvent(event) {
    if (!(event instanceof Event)) {
      throw native.error('TypeError', 'ERR_INVALID_ARG_TYPE', `The "event" argument must be an instance of Event.${native.received(event)}`);
    }
    if (event[busy]) throw native.error('Error', 'ERR_EVENT_RECURSION', `The event "${event.type}" is already being dispatched`);
    event[target] = event[current] = this;
    event[busy] = true;
    const list = this.#listeners.get(event.type);
    for (const l of list ? [...list] : []) {
      if (l.removed) continue;
      if (l.once) this.removeEventListener(event.type, l.listener, l.capture);
      try {
        const result = typeof l.listener === 'function' ? l.listener.call(this, event) : l.listener.handleEvent(event);
        if (result !== undefined && result !== null && typeof result.then === 'function') {
          result.then(undefined, (err) => native.nextTick(() => { throw err; }));
        }
      } catch (err) {
        native.nextTick(() => { throw err; });
      }
      if (event[stop]) break;
    }
    event[busy] = false;
    event[current] = null;
    return !event.defaultPrevented;
  }
  [inspectSymbol](depth, options, inspect) { return depth < 0 ? this.constructor.name : `${this.constructor.name} {}`; }
}
for (const n of ['addEventListener', 'removeEventListener', 'dispatchEvent']) {
  Object.defineProperty(EventTarget.prototype, n, { __proto__: null, enumerable: true });
}
tag(EventTarget, 'EventTarget');

const attribute = (cls, type) => {
  const handlers = new WeakMap();
  Object.defineProperty(cls.prototype, `on${type}`, {
    __proto__: null, configurable: true, enumerable: true,
    get() { return handlers.get(this)?.value ?? null; },
    set(value) {
      let h = handlers.get(this);
      if (!h) {
        handlers.set(this, h = { value: null });
        this.addEventListener(type, (e) => h.value?.call(this, e));
      }
      h.value = typeof value === 'function' ? value : null;
    },
  });
};

const make = Symbol('kCreate'), abort = Symbol('kAbort');

class AbortSignal extends EventTarget {
  #aborted = false; #reason; #dependants = [];
  constructor(key) {
    if (key !== make) throw native.error('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    super();
  }
  get aborted() { return this.#aborted; }
  get reason() { return this.#reason; }
  throwIfAborted() { if (this.#aborted) throw this.#reason; }
  [abort](reason) {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    const event = new Event('abort');
    trusted.add(event);
    this.dispatchEvent(event);
    for (const d of this.#dependants) d[abort](reason);
  }
  [inspectSymbol](depth, options, inspect) {
    if (depth < 0) return 'AbortSignal';
    return `AbortSignal ${inspect({ aborted: this.#aborted }, { ...options, depth: options.depth === null ? null : options.depth - 1 })}`;
  }
  static abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    const s = new AbortSignal(make);
    s.#aborted = true;
    s.#reason = reason;
    return s;
  }
  static timeout(delay) {
    const s = new AbortSignal(make);
    setTimeout(() => s[abort](new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay).unref();
    return s;
  }
  static any(signals) {
    const s = new AbortSignal(make);
    const list = [...signals];
    for (const x of list) {
      if (x.#aborted) {
        s.#aborted = true;
        s.#reason = x.#reason;
        return s;
      }
    }
    for (const x of list) x.#dependants.push(s);
    return s;
  }
}
attribute(AbortSignal, 'abort');
tag(AbortSignal, 'AbortSignal');

class AbortController {
  #signal;
  get signal() { return this.#signal ??= new AbortSignal(make); }
  abort(reason = new DOMException('This operation was aborted', 'AbortError')) { this.signal[abort](reason); }
  [inspectSymbol](depth, options, inspect) {
    if (depth < 0) return 'AbortController';
    return `AbortController ${inspect({ signal: this.signal }, { ...options, depth: options.depth === null ? null : options.depth - 1 })}`;
  }
}
tag(AbortController, 'AbortController');

function structuredClone(value, options) {
  if (arguments.length === 0) throw native.error('TypeError', 'ERR_MISSING_ARGS', 'The "value" argument must be specified');
  const seen = new Map();
  const fail = (v) => {
    let name;
    try { name = typeof v === 'function' || typeof v === 'symbol' ? String(v) : Object.prototype.toString.call(v).replace(/^\[object (.*)\]$/, '#<$1>'); } catch { name = 'Object'; }
    throw new DOMException(`${name} could not be cloned.`, 'DataCloneError');
  };
  const clone = (v) => {
    if (typeof v === 'function' || typeof v === 'symbol') fail(v);
    if (v === null || typeof v !== 'object') return v;
    if (seen.has(v)) return seen.get(v);
    const keep = (o) => { seen.set(v, o); return o; };
    const kind = Object.prototype.toString.call(v).slice(8, -1);
    if (Array.isArray(v)) {
      const out = keep(new Array(v.length));
      for (const k of Object.keys(v)) out[k] = clone(v[k]);
      return out;
    }
    if (v instanceof Date) return keep(new Date(v.getTime()));
    if (v instanceof RegExp) return keep(new RegExp(v.source, v.flags));
    if (v instanceof Map) {
      const out = keep(new Map());
      for (const [k, x] of [...v]) out.set(clone(k), clone(x));
      return out;
    }
    if (v instanceof Set) {
      const out = keep(new Set());
      for (const x of [...v]) out.add(clone(x));
      return out;
    }
    if (v instanceof ArrayBuffer) return keep(v.slice(0));
    if (ArrayBuffer.isView(v)) {
      const type = v instanceof DataView ? DataView : globalThis[Object.prototype.toString.call(v).slice(8, -1)] ?? Uint8Array;
      const buffer = clone(v.buffer);
      return keep(new type(buffer, v.byteOffset, type === DataView ? v.byteLength : v.length));
    }
    if (v instanceof Boolean || v instanceof Number || v instanceof String) return keep(Object(v.valueOf()));
    if (native.isError(v)) {
      const types = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
      const out = keep(Object.create((types[v.name] ?? Error).prototype));
      const err = new (types[v.name] ?? Error)(v.message);
      hide(err, 'stack', v.stack);
      if (Object.hasOwn(v, 'cause')) hide(err, 'cause', clone(v.cause));
      seen.set(v, err);
      return out && err;
    }
    if (kind === 'Promise' || kind === 'WeakMap' || kind === 'WeakSet' || kind === 'Generator') fail(v);
    const out = keep({});
    for (const k of Object.keys(v)) out[k] = clone(v[k]);
    return out;
  };
  return clone(value);
}

Object.assign(exports, { DOMException, Event, CustomEvent, EventTarget, AbortSignal, AbortController, structuredClone });
