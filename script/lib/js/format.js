// util.format and formatWithOptions.
'use strict';
const has = internal('versions');
const { kindOf, proxyOf } = internal('inspect');
const own = Function.prototype.call.bind(Object.prototype.hasOwnProperty);
const { isBuiltin } = require('internal/builtin_names');

let made;
module.exports = (tools) => (made ??= make(tools));

function make({ inspect, number, bigint, plain, defaults }) {
  const getProto = Object.getPrototypeOf, getDesc = Object.getOwnPropertyDescriptor;

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
    return d !== undefined && typeof d.value === 'function' && isBuiltin(d.value.name);
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

  return { format, formatWithOptions };
}
