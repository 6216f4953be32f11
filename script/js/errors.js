// The errors and checks that events.js and streams.js share.
'use strict';

class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}
Object.defineProperty(AbortError.prototype, Symbol.toStringTag, { value: undefined, configurable: true, writable: true });
delete AbortError.prototype[Symbol.toStringTag];

const codes = {
  argType: (name, want, value) => native.error('TypeError', 'ERR_INVALID_ARG_TYPE',
    `The ${name.endsWith(' argument') ? name : `"${name}" ${name.includes('.') ? 'property' : 'argument'}`} must be ${want}.${native.received(value)}`),
  outOfRange: (name, want, value) => native.error('RangeError', 'ERR_OUT_OF_RANGE',
    `The value of "${name}" is out of range. It must be ${want}. Received ${native.inspect(value)}`),
  argValue: (name, value, reason = 'is invalid') => native.error('TypeError', 'ERR_INVALID_ARG_VALUE',
    `The ${name.includes('.') ? 'property' : 'argument'} '${name}' ${reason}. Received ${native.inspect(value)}`),
  returnValue: (want, name, value) => native.error('TypeError', 'ERR_INVALID_RETURN_VALUE',
    `Expected ${want} to be returned from the "${name}" function but got ${native.received(value).slice(' Received '.length)}.`),
  missingArgs: (name) => native.error('TypeError', 'ERR_MISSING_ARGS', `The "${name}" argument must be specified`),
  prematureClose: () => native.error('Error', 'ERR_STREAM_PREMATURE_CLOSE', 'Premature close'),
  destroyed: (what) => native.error('Error', 'ERR_STREAM_DESTROYED', `Cannot call ${what} after a stream was destroyed`),
  nullValues: () => native.error('TypeError', 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream'),
  unableToPipe: () => native.error('Error', 'ERR_STREAM_UNABLE_TO_PIPE', 'Cannot pipe to a closed or destroyed stream'),
  illegalThis: (name) => native.error('TypeError', 'ERR_INVALID_THIS', `Value of "this" must be of type ${name}`),
};

const checks = {
  fn(v, name) { if (typeof v !== 'function') throw codes.argType(name, 'of type function', v); },
  object(v, name) { if (v === null || typeof v !== 'object' || Array.isArray(v)) throw codes.argType(name, 'of type object', v); },
  number(v, name) { if (typeof v !== 'number') throw codes.argType(name, 'of type number', v); },
  boolean(v, name) { if (typeof v !== 'boolean') throw codes.argType(name, 'of type boolean', v); },
  signal(v, name) {
    if (v !== undefined && (v === null || typeof v !== 'object' || !('aborted' in v))) throw codes.argType(name, 'an instance of AbortSignal', v);
  },
  integer(v, name, min) {
    if (typeof v !== 'number') throw codes.argType(name, 'of type number', v);
    if (!Number.isInteger(v)) throw codes.outOfRange(name, 'an integer', v);
    if (v < min) throw codes.outOfRange(name, `>= ${min} && <= ${Number.MAX_SAFE_INTEGER}`, v);
  },
};

// Both errors in one, the later one first seen.
function aggregate(inner, outer) {
  if (!inner || !outer || inner === outer) return inner || outer;
  if (Array.isArray(outer.errors)) {
    outer.errors.push(inner);
    return outer;
  }
  const err = new AggregateError([outer, inner], outer.message);
  err.code = outer.code;
  return err;
}

// A function that runs once.
function once(fn) {
  let called = false;
  return function (...args) {
    if (called) return;
    called = true;
    return Reflect.apply(fn, this, args);
  };
}

Object.assign(exports, { AbortError, codes, checks, aggregate, once });
