// The language's own classes.
'use strict';
const names = new Set(('Object Function Array Number Boolean String Symbol Date Promise RegExp Error AggregateError EvalError ' +
  'RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array ' +
  'Int32Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set WeakMap WeakSet ' +
  'WeakRef Proxy FinalizationRegistry SharedArrayBuffer Atomics JSON Math Intl Reflect Iterator WebAssembly').split(' '));
exports.isBuiltin = (name) => names.has(name);
