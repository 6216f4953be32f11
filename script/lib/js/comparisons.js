// Deep equality as assert and util.isDeepStrictEqual mean it
// (lib/internal/util/comparisons.js): LOOSE is ==, STRICT is Object.is and the
// same prototypes.
'use strict';
const has = internal('versions');
const { kindOf, plainKeys } = internal('inspect');
const tagOf = Function.prototype.call.bind(Object.prototype.toString);
const listed = Function.prototype.call.bind(Object.prototype.propertyIsEnumerable);
const own = Function.prototype.call.bind(Object.prototype.hasOwnProperty);

const boxes = { __proto__: null, Number, String, Boolean, BigInt, Symbol };
const isObject = (v) => v !== null && typeof v === 'object';

function equal(a, b, strict, memo) {
  if (a === b) return a !== 0 || !strict || Object.is(a, b);
  if (strict) {
    if (typeof a !== 'object') return typeof a === 'number' && Number.isNaN(a) && Number.isNaN(b);
    if (!isObject(a) || !isObject(b)) return false;
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  } else {
    if (!isObject(a)) return !isObject(b) && (a == b || (Number.isNaN(a) && Number.isNaN(b))); // eslint-disable-line eqeqeq
    if (!isObject(b)) return false;
  }
  if (tagOf(a) !== tagOf(b)) return false;
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return false;
  switch (kind) {
    case 'Array':
    case 'Arguments':
      if (a.length !== b.length) return false;
      return keysEqual(a, b, strict, memo, plainKeys(a, false), plainKeys(b, false), items);
    case 'TypedArray':
    case 'Buffer':
      if (!bytesEqual(a, b, strict)) return false;
      return keysEqual(a, b, strict, memo, plainKeys(a, false), plainKeys(b, false));
    case 'ArrayBuffer':
      if (!bytesEqual(new Uint8Array(a), new Uint8Array(b), strict)) return false;
      break;
    case 'DataView':
      if (!bytesEqual(new Uint8Array(a.buffer, a.byteOffset, a.byteLength), new Uint8Array(b.buffer, b.byteOffset, b.byteLength), strict)) return false;
      break;
    case 'Set':
      if (a.size !== b.size) return false;
      return keysEqual(a, b, strict, memo, undefined, undefined, sets);
    case 'Map':
      if (a.size !== b.size) return false;
      return keysEqual(a, b, strict, memo, undefined, undefined, maps);
    case 'Date':
      if (!Object.is(Date.prototype.getTime.call(a), Date.prototype.getTime.call(b))) return false;
      break;
    case 'RegExp':
      if (a.source !== b.source || a.flags !== b.flags || a.lastIndex !== b.lastIndex) return false;
      break;
    case 'Error':
      if (a.message !== b.message || a.name !== b.name) return false;
      for (const key of has.errorCauseCompared ? ['cause', 'errors'] : []) {
        if (own(a, key) !== own(b, key)) return false;
        if (own(a, key) && !listed(a, key) && !equal(a[key], b[key], strict, memo)) return false;
      }
      break;
    case 'WeakMap':
    case 'WeakSet':
    case 'Promise':
      if (has.opaqueUnequal) return false;
      break;
    default:
      if (boxes[kind] !== undefined) {
        const value = boxes[kind].prototype.valueOf;
        if (!Object.is(value.call(a), value.call(b))) return false;
      }
  }
  return keysEqual(a, b, strict, memo);
}

function bytesEqual(a, b, strict) {
  if (a.byteLength !== b.byteLength || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (strict ? !Object.is(a[i], b[i]) : a[i] !== b[i]) return false;
  return true;
}

function keysEqual(a, b, strict, memo, keysA = Object.keys(a), keysB = Object.keys(b), contents) {
  if (keysA.length !== keysB.length) return false;
  for (const key of keysA) if (!listed(b, key)) return false;
  if (strict && contents !== items) {
    const symbols = Object.getOwnPropertySymbols(a).filter((s) => listed(a, s));
    if (symbols.length !== Object.getOwnPropertySymbols(b).filter((s) => listed(b, s)).length) return false;
    for (const s of symbols) {
      if (!listed(b, s)) return false;
      if (!keysA.includes(s)) keysA.push(s);
    }
  }
  if (keysA.length === 0 && contents === undefined) return true;
  // A pair that is being compared already counts as equal: circles close alike.
  memo ??= [];
  for (const [x, y] of memo) {
    if (x === a || y === b) return x === a && y === b;
  }
  memo.push([a, b]);
  const same = (contents === undefined || contents(a, b, strict, memo)) && keysA.every((k) => equal(a[k], b[k], strict, memo));
  memo.pop();
  return same;
}

function items(a, b, strict, memo) {
  for (let i = 0; i < a.length; i++) {
    if (own(a, i) !== own(b, i)) return false;
    if (!equal(a[i], b[i], strict, memo)) return false;
  }
  return true;
}

function sets(a, b, strict, memo) {
  const rest = [...b].filter((v) => !a.has(v));
  for (const v of a) {
    if (b.has(v)) continue;
    if (strict && !isObject(v)) return false;
    const at = rest.findIndex((w) => equal(v, w, strict, memo));
    if (at === -1) return false;
    rest.splice(at, 1);
  }
  return true;
}

function maps(a, b, strict, memo) {
  const rest = [...b].filter(([k]) => !a.has(k));
  for (const [k, v] of a) {
    if (b.has(k)) {
      if (!equal(v, b.get(k), strict, memo)) return false;
      continue;
    }
    if (strict && !isObject(k)) return false;
    const at = rest.findIndex(([l, w]) => equal(k, l, strict, memo) && equal(v, w, strict, memo));
    if (at === -1) return false;
    rest.splice(at, 1);
  }
  return true;
}

// Whether actual has everything that expected has (assert.partialDeepStrictEqual).
function contains(actual, expected) {
  if (!isObject(expected) || !isObject(actual)) return equal(actual, expected, true);
  const kind = kindOf(expected);
  if (kind !== kindOf(actual)) return false;
  if (kind === 'Set') return [...expected].every((e) => actual.has(e) || [...actual].some((a) => contains(a, e)));
  if (kind === 'Map') return [...expected].every(([k, v]) => actual.has(k) && contains(actual.get(k), v));
  if (kind === 'Array') {
    let from = 0;
    return expected.every((e) => {
      while (from < actual.length) if (contains(actual[from++], e)) return true;
      return false;
    });
  }
  if (kind !== 'Object') return equal(actual, expected, true);
  return Reflect.ownKeys(expected).filter((k) => listed(expected, k)).every((k) => k in actual && contains(actual[k], expected[k]));
}

exports.isDeepEqual = (a, b) => equal(a, b, false);
exports.isDeepStrictEqual = (a, b) => equal(a, b, true);
exports.contains = contains;
