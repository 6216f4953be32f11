// util.types
'use strict';
const { kindOf, typedName, funcType } = internal('inspect');
const is = (...kinds) => (v) => kinds.includes(kindOf(v));
const types = {
  isExternal() { return false; },
  isDate: is('Date'),
  isArgumentsObject: is('Arguments'),
  isBigIntObject: is('BigInt'),
  isBooleanObject: is('Boolean'),
  isNumberObject: is('Number'),
  isStringObject: is('String'),
  isSymbolObject: is('Symbol'),
  isBoxedPrimitive: is('BigInt', 'Boolean', 'Number', 'String', 'Symbol'),
  isNativeError: (v) => kindOf(v) === 'Error' && Object.prototype.toString.call(v) === '[object Error]',
  isRegExp: is('RegExp'),
  isAsyncFunction: (v) => typeof v === 'function' && funcType(v).startsWith('Async'),
  isGeneratorFunction: (v) => typeof v === 'function' && funcType(v).endsWith('GeneratorFunction'),
  isGeneratorObject: is('Generator'),
  isPromise: is('Promise'),
  isMap: is('Map'),
  isSet: is('Set'),
  isMapIterator: is('MapIterator'),
  isSetIterator: is('SetIterator'),
  isWeakMap: is('WeakMap'),
  isWeakSet: is('WeakSet'),
  isArrayBuffer: is('ArrayBuffer'),
  isDataView: is('DataView'),
  isSharedArrayBuffer() { return false; },
  isProxy: is('Proxy'),
  isModuleNamespaceObject() { return false; },
  isAnyArrayBuffer: is('ArrayBuffer'),
  isCryptoKey() { return false; },
  isKeyObject() { return false; },
  isEventTarget: (v) => typeof EventTarget === 'function' && v instanceof EventTarget,
  isArrayBufferView: (v) => ArrayBuffer.isView(v),
  isTypedArray: is('TypedArray', 'Buffer'),
};
for (const name of ['Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Uint32Array', 'Int8Array', 'Int16Array', 'Int32Array',
  'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array']) {
  types[`is${name}`] = (v) => (kindOf(v) === 'TypedArray' || kindOf(v) === 'Buffer') && typedName(v) === name;
}
for (const name of Object.keys(types)) Object.defineProperty(types[name], 'name', { value: name });
module.exports = types;
