// util.inspect and util.format. The rules are those of lib/internal/util/inspect.js;
// kinds, quoting, widths and what lies behind proxies, promises and iterators
// come from Go (inspect_native.go). `has` is the version table.
'use strict';
const { kindOf, proxyOf, promiseOf, entriesOf, plainKeys, quote, escape, width, hex, typedName, funcType, defaultsSeen } = internal('inspect');
const has = internal('versions');

const custom = Symbol.for('nodejs.util.inspect.custom');
const getDesc = Object.getOwnPropertyDescriptor;
const getProto = Object.getPrototypeOf;
const own = Function.prototype.call.bind(Object.prototype.hasOwnProperty);
const listed = Function.prototype.call.bind(Object.prototype.propertyIsEnumerable);

const defaults = Object.seal({
  showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false, maxArrayLength: 100,
  maxStringLength: 10000, breakLength: 80, compact: 3, sorted: false, getters: false, numericSeparator: false,
});

// What an entry belongs to decides how it is laid out.
const PROPS = 0, ELEMENT = 1, LIST = 2;

let builtins;
const builtinNames = { has: (name) => (builtins ??= new Set(('Object Function Array Number Boolean String Symbol Date Promise RegExp Error AggregateError EvalError ' +
  'RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array ' +
  'Int32Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set WeakMap WeakSet ' +
  'WeakRef Proxy FinalizationRegistry SharedArrayBuffer Atomics JSON Math Intl Reflect Iterator WebAssembly').split(' '))).has(name) };

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
function makeColors() {
  const colors = { __proto__: null };
  for (const [name, on, off] of [
    ['reset', 0, 0], ['bold', 1, 22], ['dim', 2, 22], ['italic', 3, 23], ['underline', 4, 24], ['blink', 5, 25], ['inverse', 7, 27],
    ['hidden', 8, 28], ['strikethrough', 9, 29], ['doubleunderline', 21, 24], ['black', 30, 39], ['red', 31, 39], ['green', 32, 39],
    ['yellow', 33, 39], ['blue', 34, 39], ['magenta', 35, 39], ['cyan', 36, 39], ['white', 37, 39], ['bgBlack', 40, 49], ['bgRed', 41, 49],
    ['bgGreen', 42, 49], ['bgYellow', 43, 49], ['bgBlue', 44, 49], ['bgMagenta', 45, 49], ['bgCyan', 46, 49], ['bgWhite', 47, 49],
    ['framed', 51, 54], ['overlined', 53, 55], ['gray', 90, 39], ['redBright', 91, 39], ['greenBright', 92, 39], ['yellowBright', 93, 39],
    ['blueBright', 94, 39], ['magentaBright', 95, 39], ['cyanBright', 96, 39], ['whiteBright', 97, 39], ['bgGray', 100, 49],
    ['bgRedBright', 101, 49], ['bgGreenBright', 102, 49], ['bgYellowBright', 103, 49], ['bgBlueBright', 104, 49],
    ['bgMagentaBright', 105, 49], ['bgCyanBright', 106, 49], ['bgWhiteBright', 107, 49],
  ]) colors[name] = [on, off];
  for (const [alias, target] of [
    ['grey', 'gray'], ['blackBright', 'gray'], ['bgGrey', 'bgGray'], ['bgBlackBright', 'bgGray'], ['faint', 'dim'],
    ['crossedout', 'strikethrough'], ['strikeThrough', 'strikethrough'], ['crossedOut', 'strikethrough'], ['conceal', 'hidden'],
    ['swapColors', 'inverse'], ['swapcolors', 'inverse'], ['doubleUnderline', 'doubleunderline'],
  ]) {
    Object.defineProperty(colors, alias, {
      get() { return this[target]; }, set(v) { this[target] = v; }, configurable: true, enumerable: false,
    });
  }
  return colors;
}
Object.defineProperty(inspect, 'colors', {
  configurable: true, enumerable: true,
  get() {
    const value = makeColors();
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
      if (protoProps !== undefined && (first !== o || !builtinNames.has(d.value.name))) {
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
      if (d !== undefined && typeof d.value === 'function' && builtinNames.has(d.value.name)) return;
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
    v.base = error(c, value, name, tag, v.keys);
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
  if (source.startsWith('class') && source.endsWith('}')) {
    const rest = source.slice(5, -1);
    const brace = rest.indexOf('{');
    if (brace !== -1 && (!rest.slice(0, brace).includes('(') ||
        /^(\s+[^(]*?)\s*{/.test(rest.replace(/(\/\/.*?\n)|(\/\*(.|\n)*?\*\/)/g, '')))) {
      return classText(value, name, tag);
    }
  }
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

// ---- errors

function stackOf(c, e) {
  let stack;
  try {
    stack = e.stack;
  } catch { /* a getter that throws */ }
  if (!stack) return Error.prototype.toString.call(e);
  if (typeof stack === 'string') return stack;
  if (has.stackIndented) {
    c.seen.push(e);
    const text = indented(c, 4, () => show(c, stack, 0));
    c.seen.pop();
    return `${Error.prototype.toString.call(e)}\n    ${text}`;
  }
  return has.receivedByType ? show(c, stack, 0) : String(stack);
}

function error(c, e, name, tag, keys) {
  let stack = stackOf(c, e);
  const message = tryGet(e, 'message');
  let label = tryGet(e, 'name');
  if (!c.showHidden && keys.length !== 0) {
    for (const [key, text] of [['stack', stack], ['message', message], ['name', label]]) {
      const at = keys.indexOf(key);
      if (at !== -1 && (typeof text !== 'string' || stack.includes(text))) keys.splice(at, 1);
    }
  }
  label ??= 'Error';
  if ((has.ownCause ? own(e, 'cause') : 'cause' in e) && !keys.includes('cause')) keys.push('cause');
  const errors = tryGet(e, 'errors');
  if (Array.isArray(errors) && (!has.ownCause || own(e, 'errors')) && !keys.includes('errors')) keys.push('errors');

  stack = nameInStack(stack, name, label, tag);
  let at = (message && stack.indexOf(message)) || -1;
  if (at !== -1) at += message.length;
  const frames = stack.indexOf('\n    at', at);
  if (frames === -1) {
    stack = `[${stack}]`;
  } else {
    stack = `${stack.slice(0, frames)}\n${framesOf(c, e, stack.slice(frames + 1)).join('\n')}`;
  }
  if (c.indentationLvl !== 0) stack = stack.replaceAll('\n', `\n${' '.repeat(c.indentationLvl)}`);
  return stack;
}

function tryGet(o, key) {
  try {
    return o[key];
  } catch { /* a getter that throws */ }
}

// The stack's head shows the class's name where it differs from .name.
function nameInStack(stack, name, label, tag) {
  let length = label.length;
  if (typeof label !== 'string') {
    if (!has.receivedByType) label = String(label);
    else stack = stack.replace(`${label}`, `${label} [${prefix(name, tag, 'Error').slice(0, -1)}]`);
  }
  const next = stack[length];
  if (name !== null && !(String(label).endsWith('Error') && stack.startsWith(label) &&
      (stack.length === length || next === ':' || next === '\n'))) {
    return stack;
  }
  let fallback = 'Error';
  if (name === null) {
    const m = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n {4}at)/.exec(stack) || /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
    fallback = m?.[1] || '';
    length = fallback.length;
    fallback ||= 'Error';
  }
  const head = prefix(name, tag, fallback).slice(0, -1);
  if (label === head) return stack;
  if (!head.includes(label)) return `${head} [${label}]${stack.slice(length)}`;
  return length === 0 ? `${head}: ${stack}` : `${head}${stack.slice(length)}`;
}

// An error's frames, less those that its cause shows again.
function framesOf(c, e, text) {
  const frames = text.split('\n');
  const cause = tryGet(e, 'cause');
  if (cause != null && kindOf(cause) === 'Error') {
    const causeStack = stackOf(c, cause);
    const start = causeStack.indexOf('\n    at');
    if (start !== -1) {
      const [length, offset] = sharedFrames(frames, causeStack.slice(start + 1).split('\n'));
      if (length > 0) {
        const skipped = length - 2;
        frames.splice(offset + 1, skipped, c.stylize(`    ... ${skipped} lines matching cause stack trace ...`, 'undefined'));
      }
    }
  }
  if (has.collapseFrames && frames.length > 10) collapse(c, frames);
  return frames;
}

function sharedFrames(a, b) {
  for (let i = 0; i < a.length - 3; i++) {
    const at = b.indexOf(a[i]);
    if (at === -1 || b.length - at <= 3) continue;
    const limit = Math.min(a.length - i, b.length - at);
    let n = 1;
    while (n < limit && a[i + n] === b[at + n]) n++;
    if (n > 3) return [n, i];
  }
  return [0, 0];
}

// Recursion shows as one round of frames and a line that counts the others.
function collapse(c, frames) {
  for (let i = 0; i < frames.length - 3; i++) {
    let best = 0, times = 0;
    for (let n = 1; i + 2 * n <= frames.length; n++) {
      if (frames[i + n] !== frames[i]) continue;
      let rounds = 0;
      while (same(frames, i, i + (rounds + 1) * n, n)) rounds++;
      if (rounds * n > best * times) [best, times] = [n, rounds];
    }
    if (best * times < 3) continue;
    const what = times > 1 ? `${best} lines ${times} times...` : 'lines ...';
    frames.splice(i + best, best * times,
      c.stylize(`    ... collapsed ${best * times} duplicate lines matching above ${what}`, 'undefined'));
    i += best;
  }
}

function same(frames, a, b, n) {
  if (b + n > frames.length) return false;
  for (let i = 0; i < n; i++) if (frames[a + i] !== frames[b + i]) return false;
  return true;
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

function layOut(c, out, base, braces, type, level, value) {
  const head = base ? `${base} ` : '';
  if (c.compact === true) return compactLayOut(c, out, base, braces);
  if (typeof c.compact === 'number' && c.compact >= 1) {
    const entries = out.length;
    if (type === LIST && entries > 6) out = columns(c, out, value);
    if (c.currentDepth - level < c.compact && entries === out.length) {
      // The innermost levels share a line if they fit, ten characters to spare.
      const start = out.length + c.indentationLvl + braces[0].length + base.length + 10;
      if (fits(c, out, start, base)) {
        const line = out.join(', ');
        if (!line.includes('\n')) return `${head}${braces[0]} ${line} ${braces[1]}`;
      }
    }
  }
  const indent = `\n${' '.repeat(c.indentationLvl)}`;
  return `${head}${braces[0]}${indent}  ${out.join(`,${indent}  `)}${indent}${braces[1]}`;
}

function compactLayOut(c, out, base, braces) {
  if (fits(c, out, 0, base)) return `${braces[0]}${base ? ` ${base}` : ''} ${out.join(', ')} ${braces[1]}`;
  const indent = ' '.repeat(c.indentationLvl);
  const gap = base === '' && braces[0].length === 1 ? ' ' : `${base ? ` ${base}` : ''}\n${indent}  `;
  return `${braces[0]}${gap}${out.join(`,\n${indent}  `)} ${braces[1]}`;
}

function fits(c, out, start, base) {
  let total = out.length + start;
  if (total + out.length > c.breakLength) return false;
  for (const text of out) {
    total += c.colors ? stripVTControlCharacters(text).length : text.length;
    if (total > c.breakLength) return false;
  }
  return base === '' || !base.includes('\n');
}

// Long lists of short entries stand in columns: a square, a character being
// taken as two and a half times as high as wide.
function columns(c, out, value) {
  let count = out.length;
  if (c.maxArrayLength < out.length) count--; // the line that counts the rest
  const widths = [];
  let total = 0, widest = 0;
  for (let i = 0; i < count; i++) {
    widths[i] = width(out[i], c.colors);
    total += widths[i] + 2;
    if (widths[i] > widest) widest = widths[i];
  }
  const cell = widest + 2;
  if (!(cell * 3 + c.indentationLvl < c.breakLength && (total / cell > 5 || widest <= 6))) return out;
  const biased = Math.max(cell - 3 - Math.sqrt(cell - total / out.length), 1);
  const n = Math.min(Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((c.breakLength - c.indentationLvl) / cell), c.compact * 4, 15);
  if (n <= 1) return out;
  const columnWidths = [];
  for (let i = 0; i < n; i++) {
    let w = 0;
    for (let j = i; j < count; j += n) w = Math.max(w, widths[j]);
    columnWidths.push(w + 2);
  }
  let right = true;
  if (value !== undefined) {
    for (let i = 0; i < out.length && right; i++) right = typeof value[i] === 'number' || typeof value[i] === 'bigint';
  }
  const rows = [];
  for (let i = 0; i < count; i += n) {
    const end = Math.min(i + n, count);
    let row = '';
    for (let j = i; j < end; j++) {
      const pad = columnWidths[j - i] + out[j].length - widths[j];
      const last = j === end - 1;
      if (right) row += last ? out[j].padStart(pad - 2) : `${out[j]}, `.padStart(pad);
      else row += last ? out[j] : `${out[j]}, `.padEnd(pad);
    }
    rows.push(row);
  }
  if (c.maxArrayLength < out.length) rows.push(out[count]);
  return rows;
}

// ---- format

function stripVTControlCharacters(str) {
  if (typeof str !== 'string') throw require('internal/errors').argType('str', 'string', str);
  if (!str.includes('\u001B') && !str.includes('\u009B')) return str;
  return str.replace(/[\u001B\u009B][[\]()#;?]*(?:(?:(?:(?:;[-a-zA-Z\d\/\#&.:=?%@~_]+)*|[a-zA-Z\d]+(?:;[-a-zA-Z\d\/\#&.:=?%@~_]*)*)?(?:\u0007|\u001B\u005C|\u009C))|(?:(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]))/g, '');
}

// Whether String(value) would run nothing but the engine's own code.
function plainString(value) {
  while (kindOf(value) === 'Proxy') {
    [value] = proxyOf(value);
    if (value === null) return true;
  }
  const prim = Symbol.toPrimitive;
  if (has.toPrimitiveWins && typeof value[prim] === 'function') return false;
  let key = 'toString';
  const seesPrim = has.toPrimitiveSeen && typeof value[prim] === 'function';
  if (typeof value.toString !== 'function') {
    if (!seesPrim) return true;
    key = prim;
  }
  const owns = (o) => own(o, key) || (seesPrim && own(o, prim));
  if (owns(value)) return false;
  let o = value;
  do o = getProto(o); while (!owns(o));
  const d = getDesc(o, 'constructor');
  return d !== undefined && typeof d.value === 'function' && builtinNames.has(d.value.name);
}

function json(value) {
  try {
    return JSON.stringify(value);
  } catch (e) {
    if (e.name === 'TypeError' && /circular structure/.test(e.message)) return '[Circular]';
    throw e;
  }
}

function numeric(options, convert) {
  return (v) => {
    const groups = options?.numericSeparator ?? defaults.numericSeparator;
    if (typeof v === 'bigint' && convert !== Number.parseFloat) return bigint(plain, v, groups);
    if (typeof v === 'symbol') return 'NaN';
    return number(plain, convert(v), groups);
  };
}

function placeholder(letter, v, options) {
  switch (letter) {
    case 's':
      if (typeof v === 'number' || typeof v === 'bigint') return numeric(options, Number)(v);
      if (typeof v !== 'object' || v === null || !plainString(v)) return String(v);
      return inspect(v, { ...options, depth: 0, colors: false, compact: 3 });
    case 'j': return json(v);
    case 'd': return numeric(options, Number)(v);
    case 'i': return numeric(options, Number.parseInt)(v);
    case 'f': return numeric(options, Number.parseFloat)(v);
    case 'O': return inspect(v, options);
    case 'o': return inspect(v, { ...options, showHidden: true, showProxy: true, depth: 4 });
    case 'c': return '';
  }
}

function formatArgs(options, args) {
  const first = args[0];
  let used = 0, text = '', gap = '';
  if (typeof first === 'string') {
    if (args.length === 1) return first;
    let last = 0;
    for (let i = 0; i < first.length - 1; i++) {
      if (first[i] !== '%') continue;
      const letter = first[++i];
      if (letter === '%') {
        text += first.slice(last, i);
        last = i + 1;
      } else if (used + 1 !== args.length && 'sjdifOoc'.includes(letter)) {
        text += first.slice(last, i - 1);
        text += placeholder(letter, args[++used], options);
        last = i + 1;
      }
    }
    if (last !== 0) {
      used++;
      gap = ' ';
      text += first.slice(last);
    }
  }
  for (; used < args.length; used++) {
    const v = args[used];
    text += gap + (typeof v === 'string' ? v : inspect(v, options));
    gap = ' ';
  }
  return text;
}

function format(...args) {
  return formatArgs(undefined, args);
}

function formatWithOptions(inspectOptions, ...args) {
  if (typeof inspectOptions !== 'object' || inspectOptions === null) throw require('internal/errors').argType('inspectOptions', 'Object', inspectOptions);
  return formatArgs(inspectOptions, args);
}

exports.inspect = inspect;
exports.format = format;
exports.formatWithOptions = formatWithOptions;
exports.formatArgs = formatArgs;
exports.stripVTControlCharacters = stripVTControlCharacters;
exports.stringWidth = width;
