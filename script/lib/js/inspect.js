// util.inspect and util.format. The rules are those of lib/internal/util/inspect.js;
// kinds, quoting, widths and what lies behind proxies, promises and iterators
// come from Go (inspect_native.go). `has` is the version table.
'use strict';
const { kindOf, proxyOf, promiseOf, entriesOf, plainKeys, quote, escape, width, hex, typedName, funcType, defaultsSeen, isState } = internal('inspect');
const has = internal('versions');

const custom = Symbol.for('nodejs.util.inspect.custom');
const { LIST, layOut, stripVTControlCharacters } = require('internal/layout');
const getDesc = Object.getOwnPropertyDescriptor;
const getProto = Object.getPrototypeOf;
const own = Function.prototype.call.bind(Object.prototype.hasOwnProperty);
const listed = Function.prototype.call.bind(Object.prototype.propertyIsEnumerable);

const defaults = Object.seal({
  showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false, maxArrayLength: 100,
  maxStringLength: 10000, breakLength: 80, compact: 3, sorted: false, getters: false, numericSeparator: false,
});

// What an entry belongs to decides how it is laid out.
const PROPS = 0, ELEMENT = 1; // and LIST

let isBuiltin = (name) => (isBuiltin = require('internal/builtin_names').isBuiltin)(name);

const plain = (text) => text;
function coloured(text, kind) {
  const color = inspect.colors[inspect.styles[kind]];
  return color === undefined ? text : `\u001b[${color[0]}m${text}\u001b[${color[1]}m`;
}

function inspect(value, opts, depth, colors) {
  const c = { __proto__: null, budget: {}, indentationLvl: 0, seen: [], currentDepth: 0, stylize: plain, ...defaults };
  if (depth !== undefined) c.depth = depth;
  if (colors !== undefined) c.colors = colors;
  if (typeof opts === 'boolean') {
    c.showHidden = opts;
  } else if (opts) {
    for (const key of Object.keys(opts)) {
      if (own(defaults, key) || key === 'stylize') c[key] = opts[key];
      else if (c.userOptions === undefined) c.userOptions = opts;
    }
  }
  if (c.colors) c.stylize = coloured;
  if (c.maxArrayLength === null) c.maxArrayLength = Infinity;
  if (c.maxStringLength === null) c.maxStringLength = Infinity;
  return show(c, value, 0);
}

inspect.custom = custom;
Object.defineProperty(inspect, 'defaultOptions', {
  get() {
    defaultsSeen();
    return defaults;
  },
  set(options) {
    defaultsSeen();
    require('internal/errors').validateObject(options, 'options');
    return Object.assign(defaults, options);
  },
});
// The table is made when somebody looks at it.
Object.defineProperty(inspect, 'colors', {
  configurable: true, enumerable: true,
  get() {
    const value = require('internal/colors')();
    Object.defineProperty(inspect, 'colors', { value, writable: true, configurable: true, enumerable: true });
    return value;
  },
  set(value) { Object.defineProperty(inspect, 'colors', { value, writable: true, configurable: true, enumerable: true }); },
});
inspect.styles = {
  __proto__: null, special: 'cyan', number: 'yellow', bigint: 'yellow', boolean: 'yellow', undefined: 'grey', null: 'bold',
  string: 'green', symbol: 'green', date: 'magenta', regexp: 'red', module: 'underline',
};

// ---- values

const tooDeep = (c, level) => level > c.depth && c.depth !== null;

function show(c, value, level, inTyped) {
  if (value === null) return c.stylize('null', 'null');
  if (typeof value !== 'object' && typeof value !== 'function') return primitive(c.stylize, value, c);
  let kind = kindOf(value);
  const context = value;
  let wrapped = 0;
  if (kind === 'Proxy') {
    if (c.showProxy) return proxy(c, proxyOf(value), level);
    do {
      const [target] = proxyOf(value);
      wrapped++;
      if (target === null) return inProxies(c, c.stylize('<Revoked Proxy>', 'special'), has.proxyMarked ? wrapped - 1 : 0);
      value = target;
      kind = kindOf(value);
    } while (kind === 'Proxy');
  }
  if (c.customInspect) {
    const f = value[custom];
    if (f === undefined && kind === 'Buffer') return buffer(c, value);
    if (typeof f === 'function' && f !== inspect && getDesc(value, 'constructor')?.value?.prototype !== value) {
      const depth = c.depth === null ? null : c.depth - level;
      const text = f.call(context, depth, userOptions(c), inspect);
      if (text !== context) {
        if (typeof text !== 'string') return show(c, text, level);
        return text.replaceAll('\n', `\n${' '.repeat(c.indentationLvl)}`);
      }
    }
  }
  if (c.seen.includes(value)) {
    c.circular ??= new Map();
    let index = c.circular.get(value);
    if (index === undefined) c.circular.set(value, index = c.circular.size + 1);
    return c.stylize(`[Circular *${index}]`, 'special');
  }
  if (kind === 'Object' && own(value, '_idlePrev') && c.customInspect && isState(getDesc(value, '_idlePrev').get)) {
    // A timer's own inspect shows no more than itself.
    const text = inspect(value, { ...userOptions(c), depth: 0, customInspect: false });
    return text.replaceAll('\n', `\n${' '.repeat(c.indentationLvl)}`);
  }
  return inProxies(c, object(c, value, kind, level, inTyped), has.proxyMarked ? wrapped : 0);
}

function inProxies(c, text, n) {
  for (; n > 0; n--) text = `${c.stylize('Proxy(', 'special')}${text}${c.stylize(')', 'special')}`;
  return text;
}

function proxy(c, [target, handler], level) {
  if (target === null) return c.stylize('<Revoked Proxy>', 'special');
  if (tooDeep(c, level)) return c.stylize('Proxy [Array]', 'special');
  const parts = indented(c, 2, () => [show(c, target, level + 1), show(c, handler, level + 1)]);
  return layOut(c, parts, '', ['Proxy [', ']'], LIST, level + 1);
}

function userOptions(c) {
  const o = {};
  for (const key of ['stylize', ...Object.keys(defaults)]) o[key] = c[key];
  return { ...o, ...c.userOptions };
}

function indented(c, by, f) {
  c.indentationLvl += by;
  const r = f();
  c.indentationLvl -= by;
  return r;
}

function primitive(style, v, c) {
  switch (typeof v) {
    case 'string': return string(style, v, c);
    case 'number': return number(style, v, c.numericSeparator);
    case 'bigint': return bigint(style, v, c.numericSeparator);
    case 'symbol': return style(Symbol.prototype.toString.call(v), 'symbol');
  }
  return style(`${v}`, typeof v);
}

function string(style, s, c) {
  let trailer = '';
  if (s.length > c.maxStringLength) {
    const rest = s.length - c.maxStringLength;
    s = s.slice(0, c.maxStringLength);
    trailer = `... ${rest} more character${rest > 1 ? 's' : ''}`;
  }
  // Long text with line breaks is shown a line at a time.
  if (c.compact !== true && s.length > 16 && s.length > c.breakLength - c.indentationLvl - 4 && s.includes('\n')) {
    const lines = s.split('\n');
    const last = lines.pop();
    const parts = lines.map((line) => style(quote(`${line}\n`), 'string'));
    if (last !== '') parts.push(style(quote(last), 'string'));
    return parts.join(` +\n${' '.repeat(c.indentationLvl + 2)}`) + trailer;
  }
  return style(quote(s), 'string') + trailer;
}

function separated(digits) {
  const start = digits[0] === '-' ? 1 : 0;
  let i = digits.length, out = '';
  for (; i >= start + 4; i -= 3) out = `_${digits.slice(i - 3, i)}${out}`;
  return digits.slice(0, i) + out;
}

function number(style, n, groups) {
  if (Object.is(n, -0)) return style('-0', 'number');
  const text = `${n}`;
  if (!groups || !Number.isFinite(n) || text.includes('e')) return style(text, 'number');
  const [whole, part] = text.split('.');
  return style(part === undefined ? separated(whole) : `${separated(whole)}.${part.replace(/(\d{3})(?=\d)/g, '$1_')}`, 'number');
}

const bigint = (style, n, groups) => style(`${groups ? separated(`${n}`) : n}n`, 'bigint');

// ---- names and prefixes

function isInstance(o, f) {
  try {
    return o instanceof f;
  } catch {
    return false;
  }
}

// The name of the nearest constructor on the prototype chain, null if there is none.
function constructorName(c, value, level, protoProps) {
  let first;
  for (let o = value; o !== null;) {
    const d = getDesc(o, 'constructor');
    if (d !== undefined && typeof d.value === 'function' && d.value.name !== '' && isInstance(value, d.value)) {
      if (protoProps !== undefined && (first !== o || !isBuiltin(d.value.name))) {
        prototypeProps(c, value, first || value, level, protoProps);
      }
      return String(d.value.name);
    }
    o = getProto(o);
    if (first === undefined) first = o;
  }
  if (first === null) return null;
  const name = internalName(value);
  if (tooDeep(c, level)) return `${name} <Complex prototype>`;
  const parent = constructorName(c, first, level + 1, protoProps);
  if (parent === null) return `${name} <${inspect(first, { ...c, customInspect: false, depth: -1 })}>`;
  return `${name} <${parent}>`;
}

// What the engine calls an object whose constructor is out of reach.
function internalName(value) {
  const kind = kindOf(value);
  switch (kind) {
    case 'TypedArray': return typedName(value);
    case 'Buffer': return 'Uint8Array';
    case 'Arguments': return 'Object';
  }
  return kind;
}

// showHidden also lists what user-defined prototypes hold besides methods.
function prototypeProps(c, main, o, level, out) {
  const above = new Set();
  let keys = [];
  for (let depth = 0; depth < 3; depth++) {
    if (depth !== 0 || main === o) {
      o = getProto(o);
      if (o === null) return;
      const d = getDesc(o, 'constructor');
      if (d !== undefined && typeof d.value === 'function' && isBuiltin(d.value.name)) return;
    }
    if (depth !== 0) for (const k of keys) above.add(k);
    keys = Reflect.ownKeys(o);
    c.seen.push(main);
    for (const key of keys) {
      if (key === 'constructor' || own(main, key) || (depth !== 0 && above.has(key))) continue;
      const d = getDesc(o, key);
      if (typeof d.value === 'function') continue;
      const text = property(c, o, level, key, PROPS, d, main);
      out.push(c.colors ? `\u001b[2m${text}\u001b[22m` : text);
    }
    c.seen.pop();
  }
}

function prefix(name, tag, fallback, size = '') {
  if (name === null) {
    const head = `[${fallback}${size}: null prototype] `;
    return tag !== '' && fallback !== tag ? `${head}[${tag}] ` : head;
  }
  if (tag === '' || name === tag) return `${name}${size} `;
  if (has.tagDotted) {
    const dot = tag.lastIndexOf('.');
    if (name === (dot >= 1 ? tag.slice(dot + 1) : tag)) return `${tag}${size} `;
  } else if (has.tagWithin) {
    const at = name.indexOf(tag);
    if (at !== -1) {
      const next = name[at + tag.length];
      if (next === undefined || next !== next.toLowerCase()) return `${name}${size} `;
    }
  }
  return `${name}${size} [${tag}] `;
}

function objectPrefix(value, name, tag) {
  let fallback = '';
  if (name === null) {
    fallback = internalName(value);
    if (fallback === tag) fallback = 'Object';
  }
  return prefix(name, tag, fallback);
}

function keysOf(value, hidden) {
  const symbols = Object.getOwnPropertySymbols(value);
  let keys;
  if (!hidden) {
    keys = Object.keys(value);
  } else {
    keys = Object.getOwnPropertyNames(value);
    if (typeof value === 'function') {
      // V8 has these first, and in this order.
      const first = ['length', 'name', 'prototype'].filter((k) => keys.includes(k));
      keys = [...first, ...keys.filter((k) => !first.includes(k))];
    }
  }
  // A stream counts its listeners once it has one.
  if (has.emitterShapeMode && keys.at(-1) === '_eventsCount' && value._eventsCount === 0) keys.pop();
  for (const s of symbols) if (hidden || listed(value, s)) keys.push(s);
  return keys;
}

// ---- objects

// What each kind looks like: the braces, the text before them, the entries that
// are not properties. A view that sets `whole` is all there is to show.
function view(c, value, kind, name, tag, level, inTyped) {
  const v = { kind, base: '', braces: ['{', '}'], entries: none, type: PROPS, keys: undefined, extra: undefined, whole: undefined };
  const make = views[kind];
  if ((make === listViews[kind] && make !== undefined) && !(Symbol.iterator in value || name === null)) {
    object0(c, v, value, name, tag);
  } else if (make !== undefined) {
    make(c, v, value, name, tag, level, inTyped);
  } else {
    object0(c, v, value, name, tag);
  }
  return v;
}

const none = () => [];
let errorText;

function tryGet(o, key) {
  try {
    return o[key];
  } catch { /* a getter that throws */ }
}

function object0(c, v, value, name, tag) {
  v.keys = keysOf(value, c.showHidden);
  if (name === 'Object') {
    if (tag !== '') v.braces[0] = `${prefix(name, tag, 'Object')}{`;
    v.empty = `${v.braces[0]}}`;
  } else {
    v.braces[0] = `${objectPrefix(value, name, tag)}{`;
    v.empty = `${v.braces[0]}}`;
  }
}

const listViews = {
  __proto__: null,
  Array(c, v, value, name, tag) {
    const head = name !== 'Array' || tag !== '' ? prefix(name, tag, 'Array', `(${value.length})`) : '';
    v.keys = plainKeys(value, c.showHidden);
    v.braces = [`${head}[`, ']'];
    if (value.length === 0) v.empty = `${v.braces[0]}]`;
    v.type = LIST;
    v.entries = array;
  },
  Set(c, v, value, name, tag) {
    const size = sizeOf(Set, value);
    const head = prefix(name, tag, 'Set', `(${size})`);
    v.keys = keysOf(value, c.showHidden);
    v.entries = (c, value, level) => collection(c, Set.prototype.values.call(value), size, level, (c, x, level) => show(c, x, level));
    v.braces[0] = `${head}{`;
    if (size === 0) v.empty = `${head}{}`;
  },
  Map(c, v, value, name, tag) {
    const size = sizeOf(Map, value);
    const head = prefix(name, tag, 'Map', `(${size})`);
    v.keys = keysOf(value, c.showHidden);
    v.entries = (c, value, level) => collection(c, Map.prototype.entries.call(value), size, level,
      (c, e, level) => `${show(c, e[0], level)} => ${show(c, e[1], level)}`);
    v.braces[0] = `${head}{`;
    if (size === 0) v.empty = `${head}{}`;
  },
  TypedArray(c, v, value, name, tag) {
    v.keys = plainKeys(value, c.showHidden);
    const size = value.length;
    v.braces = [`${prefix(name, tag, name === null ? typedName(value) : '', `(${size})`)}[`, ']'];
    if (size === 0 && !c.showHidden) v.empty = `${v.braces[0]}]`;
    v.entries = typed;
    v.type = LIST;
    if (c.showHidden) {
      v.extra = ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer'];
      v.inTyped = true;
    }
  },
  MapIterator: iterator('Map'),
  SetIterator: iterator('Set'),
};
listViews.Buffer = listViews.TypedArray;

function iterator(type) {
  return (c, v, value, name, tag) => {
    v.keys = keysOf(value, c.showHidden);
    if (tag !== `${type} Iterator`) tag = `${tag === '' ? '' : `${tag}] [`}${type} Iterator`;
    v.braces = [`[${tag}] {`, '}'];
    v.entries = (c, value, level) => iterated(c, v, value, level);
  };
}

const sizeOf = (type, value) => getDesc(type.prototype, 'size').get.call(value);

const views = {
  __proto__: null, ...listViews,
  Function(c, v, value, name, tag) {
    v.keys = keysOf(value, c.showHidden);
    v.base = func(c, value, name, tag);
    v.empty = c.stylize(v.base, 'special');
  },
  Arguments(c, v, value, name, tag) {
    object0(c, v, value, name, tag);
    if (name === 'Object') {
      v.braces[0] = '[Arguments] {';
      v.empty = '[Arguments] {}';
    }
  },
  RegExp(c, v, value, name, tag, level) {
    v.keys = keysOf(value, c.showHidden);
    v.base = RegExp.prototype.toString.call(value);
    const head = prefix(name, tag, 'RegExp');
    if (head !== 'RegExp ') v.base = `${head}${v.base}`;
    v.empty = c.stylize(v.base, 'regexp');
    if (tooDeep(c, level)) v.whole = v.empty;
  },
  Date(c, v, value, name, tag) {
    v.keys = keysOf(value, c.showHidden);
    v.base = Number.isNaN(Date.prototype.getTime.call(value)) ? 'Invalid Date' : Date.prototype.toISOString.call(value);
    const head = prefix(name, tag, 'Date');
    if (head !== 'Date ') v.base = `${head}${v.base}`;
    v.empty = c.stylize(v.base, 'date');
  },
  Error(c, v, value, name, tag) {
    v.keys = keysOf(value, c.showHidden);
    errorText ??= require('internal/inspect_error')({ show, indented, prefix, tryGet });
    v.base = errorText(c, value, name, tag, v.keys);
    v.empty = v.base;
  },
  ArrayBuffer(c, v, value, name, tag, level, inTyped) {
    v.keys = keysOf(value, c.showHidden);
    const head = prefix(name, tag, 'ArrayBuffer');
    v.braces[0] = `${head}{`;
    if (inTyped) {
      v.empty = `${head}{ ${has.extraBracketed ? '[byteLength]' : 'byteLength'}: ${number(c.stylize, value.byteLength, false)} }`;
    } else {
      v.entries = arrayBuffer;
    }
    extras(c, v, ['byteLength']);
  },
  DataView(c, v, value, name, tag) {
    v.keys = keysOf(value, c.showHidden);
    v.braces[0] = `${prefix(name, tag, 'DataView')}{`;
    extras(c, v, ['byteLength', 'byteOffset', 'buffer']);
  },
  Promise(c, v, value, name, tag) {
    v.keys = keysOf(value, c.showHidden);
    v.braces[0] = `${prefix(name, tag, 'Promise')}{`;
    v.entries = promise;
  },
  WeakSet: weak('WeakSet'),
  WeakMap: weak('WeakMap'),
  Number: boxed(Number),
  String: boxed(String),
  Boolean: boxed(Boolean),
  BigInt: boxed(BigInt),
  Symbol: boxed(Symbol),
};

function extras(c, v, names) {
  if (has.extraBracketed) v.extra = names;
  else v.keys.unshift(...names);
}

function weak(type) {
  return (c, v, value, name, tag) => {
    v.keys = keysOf(value, c.showHidden);
    v.braces[0] = `${prefix(name, tag, type)}{`;
    v.entries = (c) => [c.stylize('<items unknown>', 'special')];
  };
}

function boxed(type) {
  return (c, v, value, name, tag) => {
    v.keys = keysOf(value, c.showHidden);
    if (type === String) v.keys.splice(0, value.length);
    let text = `[${type.name}`;
    if (name !== type.name) text += name === null ? ' (null prototype)' : ` (${name})`;
    text += `: ${primitive(plain, type.prototype.valueOf.call(value), c)}]`;
    if (tag !== '' && tag !== name) text += ` [${tag}]`;
    v.base = text;
    v.empty = c.stylize === plain ? text : c.stylize(text, type.name.toLowerCase());
  };
}

function object(c, value, kind, level, inTyped) {
  let protoProps = c.showHidden && !tooDeep(c, level) ? [] : undefined;
  const name = constructorName(c, value, level, protoProps);
  if (protoProps !== undefined && protoProps.length === 0) protoProps = undefined;
  let tag = '';
  try {
    tag = value[Symbol.toStringTag];
  } catch { /* a getter that throws */ }
  if (typeof tag !== 'string' || (tag !== '' && (c.showHidden ? own : listed)(value, Symbol.toStringTag))) tag = '';

  const v = view(c, value, kind, name, tag, level, inTyped);
  if (v.whole !== undefined) return v.whole;
  if (v.empty !== undefined && v.keys.length === 0 && protoProps === undefined) return v.empty;
  if (tooDeep(c, level)) {
    const text = objectPrefix(value, name, tag).slice(0, -1);
    return c.stylize(name !== null ? `[${text}]` : text, 'special');
  }
  level++;
  c.seen.push(value);
  c.currentDepth = level;
  const indentation = c.indentationLvl;
  let out;
  try {
    out = v.entries(c, value, level, v);
    if (v.extra !== undefined) for (const key of v.extra) out.push(extraProperty(c, value, level, key, v.inTyped));
    for (const key of v.keys) out.push(property(c, value, level, key, v.type));
    if (protoProps !== undefined) out.push(...protoProps);
  } catch (e) {
    if (!(e instanceof RangeError) || !/call stack/.test(e.message)) throw e;
    c.seen.pop();
    c.indentationLvl = indentation;
    const text = objectPrefix(value, name, tag).slice(0, -1);
    return c.stylize(`[${text}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, 'special');
  }
  const index = c.circular?.get(value);
  if (index !== undefined) {
    const ref = c.stylize(`<ref *${index}>`, 'special');
    if (c.compact !== true) v.base = v.base === '' ? ref : `${ref} ${v.base}`;
    else v.braces[0] = `${ref} ${v.braces[0]}`;
  }
  c.seen.pop();
  if (c.sorted) sortEntries(c, out, v);
  const text = layOut(c, out, v.base, v.braces, v.type, level, value);
  // Enough is enough: beyond 128 MiB only the surface is shown.
  const used = (c.budget[c.indentationLvl] || 0) + text.length;
  c.budget[c.indentationLvl] = used;
  if (used > 2 ** 27) c.depth = -1;
  return text;
}

function sortEntries(c, out, v) {
  const by = c.sorted === true ? undefined : c.sorted;
  if (v.type === PROPS) {
    out.sort(by);
  } else if (v.keys.length > 1) {
    out.push(...out.splice(out.length - v.keys.length).sort(by));
  }
}

// ---- functions

function func(c, value, name, tag) {
  const source = Function.prototype.toString.call(value);
  // Not a method that is called class, or something longer.
  if (source.endsWith('}') && /^class(?![\w$\u0080-\uffff]|\s*\()/.test(source)) return classText(value, name, tag);
  const type = funcType(value);
  let text = `[${type}`;
  if (name === null) text += ' (null prototype)';
  if (value.name === '') text += ' (anonymous)';
  else text += `: ${typeof value.name === 'string' ? value.name : show(c, value.name, 0)}`;
  text += ']';
  // goja gives async methods the prototype of plain functions.
  if (name !== type && name !== null && (name !== 'Function' || type === 'Function')) text += ` ${name}`;
  if (tag !== '' && name !== tag) text += ` [${tag}]`;
  return text;
}

function classText(value, name, tag) {
  let text = `class ${(own(value, 'name') && value.name) || '(anonymous)'}`;
  if (name !== 'Function' && name !== null) text += ` [${name}]`;
  if (tag !== '' && name !== tag) text += ` [${tag}]`;
  if (name === null) {
    text += ' extends [null prototype]';
  } else {
    const parent = getProto(value).name;
    if (parent) text += ` extends ${parent}`;
  }
  return `[${text}]`;
}

// ---- entries

const more = (n) => `... ${n} more item${n > 1 ? 's' : ''}`;

function array(c, value, level) {
  const shown = Math.min(Math.max(0, c.maxArrayLength), value.length);
  const out = [];
  for (let i = 0; i < shown; i++) {
    const d = getDesc(value, i);
    if (d === undefined) return sparse(c, value, level, shown, out, i);
    out.push(property(c, value, level, i, ELEMENT, d));
  }
  if (value.length > shown) out.push(more(value.length - shown));
  return out;
}

function sparse(c, value, level, shown, out, from) {
  const hole = (n) => out.push(c.stylize(`<${n} empty item${n > 1 ? 's' : ''}>`, 'undefined'));
  const keys = Object.keys(value);
  let index = from;
  for (let i = from; i < keys.length && out.length < shown; i++) {
    const key = keys[i];
    const n = +key;
    if (n > 2 ** 32 - 2) break;
    if (`${index}` !== key) {
      if (!/^(0|[1-9][0-9]*)$/.test(key)) break;
      hole(n - index);
      index = n;
      if (out.length === shown) break;
    }
    out.push(property(c, value, level, key, ELEMENT));
    index++;
  }
  const rest = value.length - index;
  if (rest > 0) {
    if (out.length !== shown) hole(rest);
    else out.push(more(rest));
  }
  return out;
}

function typed(c, value) {
  const shown = Math.min(Math.max(0, c.maxArrayLength), value.length);
  const format = typeof value[0] === 'bigint' ? bigint : number;
  const out = [];
  for (let i = 0; i < shown; i++) out.push(format(c.stylize, value[i], c.numericSeparator));
  if (value.length > shown) out.push(more(value.length - shown));
  return out;
}

function collection(c, entries, size, level, format) {
  const shown = has.collectionLimit ? Math.min(Math.max(0, c.maxArrayLength), size) : size;
  const out = [];
  c.indentationLvl += 2;
  for (const e of entries) {
    if (out.length >= shown) break;
    out.push(format(c, e, level));
  }
  if (size > shown) out.push(more(size - shown));
  c.indentationLvl -= 2;
  return out;
}

function iterated(c, v, value, level) {
  const [entries, pairs] = entriesOf(value);
  const size = pairs ? entries.length / 2 : entries.length;
  const shown = Math.min(Math.max(0, c.maxArrayLength), size);
  const out = [];
  if (pairs) v.braces[0] = v.braces[0].replace(/ Iterator] {$/, ' Entries] {');
  c.indentationLvl += 2;
  for (let i = 0; i < shown; i++) {
    if (pairs) {
      const pair = [show(c, entries[2 * i], level), show(c, entries[2 * i + 1], level)];
      out.push(layOut(c, pair, '', ['[', ']'], LIST, level));
    } else {
      out.push(show(c, entries[i], level));
    }
  }
  c.indentationLvl -= 2;
  if (size > shown) out.push(more(size - shown));
  return out;
}

function hexDump(bytes, max) {
  const rest = bytes.byteLength - max;
  return hex(bytes, max) + (rest > 0 ? ` ... ${rest} more byte${rest > 1 ? 's' : ''}` : '');
}

function arrayBuffer(c, value) {
  return [`${c.stylize('[Uint8Contents]', 'special')}: <${hexDump(value, c.maxArrayLength)}>`];
}

function promise(c, value, level) {
  const [state, result] = promiseOf(value);
  if (state === 'pending') return [c.stylize('<pending>', 'special')];
  const text = indented(c, 2, () => show(c, result, level));
  return [state === 'rejected' ? `${c.stylize('<rejected>', 'special')} ${text}` : text];
}

function buffer(c, value) {
  let text = hexDump(value, require('buffer').INSPECT_MAX_BYTES);
  const keys = plainKeys(value, c.showHidden);
  if (keys.length > 0) {
    const rest = { __proto__: null };
    for (const key of keys) rest[key] = value[key];
    if (value.length !== 0) text += ', ';
    text += inspect(rest, { ...c, breakLength: Infinity, compact: true }).slice(27, -2);
  }
  const f = tryGet(value, 'constructor');
  return `<${typeof f === 'function' && own(f, 'name') ? f.name : 'Buffer'} ${text}>`;
}

// ---- properties and layout

function extraProperty(c, value, level, key, inTyped) {
  return `${c.stylize(`[${key}]`, 'string')}: ${indented(c, 2, () => show(c, value[key], level, inTyped))}`;
}

function property(c, value, level, key, type, d, original = value) {
  let text, gap = ' ';
  d ??= getDesc(value, key) || { value: value[key], enumerable: true };
  if (d.get !== undefined && isState(d.get)) d = { value: d.get.call(original), enumerable: d.enumerable };
  if (d.value !== undefined) {
    const by = c.compact !== true || type !== PROPS ? 2 : 3;
    c.indentationLvl += by;
    text = show(c, d.value, level);
    if (by === 3 && c.breakLength < width(text, c.colors)) gap = `\n${' '.repeat(c.indentationLvl)}`;
    c.indentationLvl -= by;
  } else if (d.get !== undefined) {
    text = getter(c, d, level, original);
  } else {
    text = d.set !== undefined ? c.stylize('[Setter]', 'special') : c.stylize('undefined', 'undefined');
  }
  return type === ELEMENT ? text : `${keyText(c, key, d)}:${gap}${text}`;
}

function getter(c, d, level, original) {
  const special = (text) => c.stylize(text, 'special');
  const label = d.set !== undefined ? 'Getter/Setter' : 'Getter';
  const wanted = c.getters === true || (c.getters === 'get' && d.set === undefined) || (c.getters === 'set' && d.set !== undefined);
  if (!wanted) return special(`[${label}]`);
  return indented(c, 2, () => {
    let x;
    try {
      x = d.get.call(original);
    } catch (e) {
      return `${special(`[${label}:`)} <Inspection threw (${has.symbolKeysBare ? show(c, e, level) : e.message})>${special(']')}`;
    }
    if (x === null) return `${special(`[${label}:`)} ${c.stylize('null', 'null')}${special(']')}`;
    if (typeof x === 'object' || typeof x === 'function') return `${special(`[${label}]`)} ${show(c, x, level)}`;
    return `${special(`[${label}:`)} ${primitive(c.stylize, x, c)}${special(']')}`;
  });
}

const identifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

function keyText(c, key, d) {
  const hidden = d.enumerable === false;
  if (!has.symbolKeysBare) {
    if (typeof key === 'symbol') return `[${c.stylize(escape(Symbol.prototype.toString.call(key)), 'symbol')}]`;
    if (key === '__proto__') return "['__proto__']";
    if (hidden) return `[${escape(String(key))}]`;
  }
  let text;
  if (typeof key === 'symbol') text = c.stylize(escape(Symbol.prototype.toString.call(key)), 'symbol');
  else if (key === '__proto__') text = "['__proto__']";
  else if (identifier.test(key)) text = c.stylize(key, 'name');
  else text = c.stylize(quote(String(key)), 'string');
  return hidden ? `[${text}]` : text;
}

const formatting = () => require('internal/format')({ inspect, number, bigint, plain, defaults });

exports.inspect = inspect;
exports.stripVTControlCharacters = stripVTControlCharacters;
exports.stringWidth = width;
for (const name of ['format', 'formatWithOptions']) {
  Object.defineProperty(exports, name, { configurable: true, enumerable: true, get() {
    const value = formatting()[name];
    Object.defineProperty(exports, name, { value, writable: true, configurable: true, enumerable: true });
    return value;
  } });
}
