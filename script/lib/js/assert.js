// The assert module.
'use strict';
const has = internal('versions');
const { expressionAt } = internal('assert');
const { warn } = internal('process');
const { make, argType, argValue, missingArgs, received, validateFunction, validateOneOf } = require('internal/errors');
const { inspect } = require('internal/inspect');
const { isDeepEqual, isDeepStrictEqual, contains } = require('internal/comparisons');
const AssertionError = require('internal/assertion_error');
const { kindOf } = internal('inspect');

const NOTHING = {};
const isError = (v) => v instanceof Error || kindOf(v) === 'Error';
const isRegExp = (v) => kindOf(v) === 'RegExp';

function fails(options) {
  if (options.message instanceof Error) throw options.message;
  throw new AssertionError(options);
}

function check(fn, count, value, message) {
  if (value) return;
  let generatedMessage = false;
  if (count === 0) {
    generatedMessage = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    generatedMessage = true;
    const source = expressionAt();
    if (source !== undefined) message = `The expression evaluated to a falsy value:\n\n  ${source}\n`;
  } else if (isError(message)) {
    throw message;
  }
  const e = new AssertionError({ actual: value, expected: true, message, operator: '==', stackStartFn: fn });
  e.generatedMessage = generatedMessage;
  throw e;
}

function ok(...args) {
  check(ok, args.length, ...args);
}
const assert = module.exports = ok;

function comparing(name, operator, same) {
  const fn = {
    [name](actual, expected, message) {
      if (arguments.length < 2) throw missingArgs('actual', 'expected');
      if (!same(actual, expected)) fails({ actual, expected, message, operator, stackStartFn: fn });
    },
  }[name];
  return fn;
}

const looselySame = (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b)); // eslint-disable-line eqeqeq

let failWarned = false;

function fail(actual, expected, message, operator, stackStartFn) {
  const count = arguments.length;
  let internalMessage = false;
  if (actual == null && count <= 1) {
    internalMessage = true;
    message = 'Failed';
  } else if (count === 1) {
    message = actual;
    actual = undefined;
  } else {
    if (!failWarned) {
      failWarned = true;
      warn('assert.fail() with more than one argument is deprecated. Please use assert.strictEqual() instead or only pass a message.',
        'DeprecationWarning', 'DEP0094');
    }
    if (count === 2) operator = '!=';
  }
  if (message instanceof Error) throw message;
  const options = { actual, expected, operator: operator === undefined ? 'fail' : operator, stackStartFn: stackStartFn || fail };
  if (message !== undefined) options.message = message;
  const e = new AssertionError(options);
  if (internalMessage) e.generatedMessage = true;
  throw e;
}

// ---- exceptions

// What two errors are compared by, so that the diff shows nothing else.
class Comparison {
  constructor(source, keys, actual) {
    for (const key of keys) {
      if (!(key in source)) continue;
      const matches = actual !== undefined && typeof actual[key] === 'string' && isRegExp(source[key]) && source[key].exec(actual[key]) !== null;
      this[key] = matches ? actual[key] : source[key];
    }
  }
}

function matchesObject(actual, expected, message, fn) {
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  else if (keys.length === 0) throw argValue('error', expected, 'may not be an empty object');
  for (const key of keys) {
    if (typeof actual[key] === 'string' && isRegExp(expected[key]) && expected[key].exec(actual[key]) !== null) continue;
    if (key in actual && isDeepStrictEqual(actual[key], expected[key])) continue;
    if (message) fails({ actual, expected, message, operator: fn.name, stackStartFn: fn });
    const e = new AssertionError({
      actual: new Comparison(actual, keys), expected: new Comparison(expected, keys, actual), operator: 'deepStrictEqual', stackStartFn: fn,
    });
    throw Object.assign(e, { actual, expected, operator: fn.name });
  }
}

function wrongClass(actual, expected) {
  let text = `The error is expected to be an instance of "${expected.name}". Received `;
  if (!isError(actual)) return `${text}"${inspect(actual, { depth: -1 })}"`;
  const name = actual.constructor?.name || actual.name;
  text += expected.name === name ? 'an error with identical name but a different prototype.' : `"${name}"`;
  return actual.message ? `${text}\n\nError message:\n\n${actual.message}` : text;
}

function matches(actual, expected, message, fn) {
  let text;
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) {
      const input = String(actual);
      if (expected.exec(input) !== null) return;
      text = `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(input)}\n`;
    } else if (typeof actual !== 'object' || actual === null) {
      const e = new AssertionError({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: fn });
      e.operator = fn.name;
      throw e;
    } else {
      return matchesObject(actual, expected, message, fn);
    }
  } else if (expected.prototype !== undefined && actual instanceof expected) {
    return;
  } else if (Object.prototype.isPrototypeOf.call(Error, expected)) {
    text = wrongClass(actual, expected);
  } else {
    const result = expected.call({}, actual);
    if (result === true) return;
    text = `The ${expected.name ? `"${expected.name}" ` : ''}validation function is expected to return "true". Received ${inspect(result)}`;
    if (isError(actual)) text += `\n\nCaught error:\n\n${actual}`;
  }
  const e = new AssertionError({ actual, expected, message: message || text, operator: fn.name, stackStartFn: fn });
  e.generatedMessage = !message;
  throw e;
}

function caught(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (e) {
    return e;
  }
  return NOTHING;
}

const isPromise = (v) => kindOf(v) === 'Promise' || (v !== null && typeof v === 'object' && typeof v.then === 'function' && typeof v.catch === 'function');

async function settled(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!isPromise(promise)) {
      throw make('TypeError', 'ERR_INVALID_RETURN_VALUE',
        `Expected instance of Promise to be returned from the "promiseFn" function but got ${received(promise)}.`);
    }
  } else if (!isPromise(promiseFn)) {
    throw argType('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (e) {
    return e;
  }
  return NOTHING;
}

function expectsError(fn, actual, error, message) {
  if (typeof error === 'string') {
    if (arguments.length === 4) throw argType('error', ['Object', 'Error', 'Function', 'RegExp'], error);
    const own = typeof actual === 'object' && actual !== null;
    if ((own ? actual.message : actual) === error) {
      throw make('TypeError', 'ERR_AMBIGUOUS_ARGUMENT',
        `The "error/message" argument is ambiguous. The error ${own ? 'message ' : ''}"${own ? actual.message : actual}" is identical to the message.`);
    }
    message = error;
    error = undefined;
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw argType('error', ['Object', 'Error', 'Function', 'RegExp'], error);
  }
  if (actual === NOTHING) {
    const details = `${error?.name ? ` (${error.name})` : ''}${message ? `: ${message}` : '.'}`;
    fails({
      actual: undefined, expected: error, operator: fn.name, stackStartFn: fn,
      message: `Missing expected ${fn === rejects ? 'rejection' : 'exception'}${details}`,
    });
  }
  if (error) matches(actual, error, message, fn);
}

function hasMatchingError(actual, expected) {
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) return expected.exec(String(actual)) !== null;
    throw argType('expected', ['Function', 'RegExp'], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return false;
  return expected.call({}, actual) === true;
}

function expectsNoError(fn, actual, error, message) {
  if (actual === NOTHING) return;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (error && !hasMatchingError(actual, error)) throw actual;
  fails({
    actual, expected: error, operator: fn.name, stackStartFn: fn,
    message: `Got unwanted ${fn === doesNotReject ? 'rejection' : 'exception'}${message ? `: ${message}` : '.'}\nActual message: "${actual?.message}"`,
  });
}

function throws(fn, ...args) { expectsError(throws, caught(fn), ...args); }
async function rejects(promiseFn, ...args) { expectsError(rejects, await settled(promiseFn), ...args); }
function doesNotThrow(fn, ...args) { expectsNoError(doesNotThrow, caught(fn), ...args); }
async function doesNotReject(fn, ...args) { expectsNoError(doesNotReject, await settled(fn), ...args); }

function ifError(err) {
  if (err === null || err === undefined) return;
  let message = 'ifError got unwanted exception: ';
  if (typeof err === 'object' && typeof err.message === 'string') {
    message += err.message.length === 0 && err.constructor ? err.constructor.name : err.message;
  } else {
    message += inspect(err);
  }
  const e = new AssertionError({ actual: err, expected: null, operator: 'ifError', message, stackStartFn: ifError });
  const from = typeof err.stack === 'string' ? err.stack.indexOf('\n    at') : -1;
  if (from !== -1) {
    const original = err.stack.slice(from + 1).split('\n');
    let fresh = e.stack.split('\n');
    for (const frame of original) {
      const at = fresh.indexOf(frame);
      if (at === -1) continue;
      fresh = fresh.slice(0, at);
      break;
    }
    e.stack = `${fresh.join('\n')}\n${original.join('\n')}`;
  }
  throw e;
}

function matching(name, wanted) {
  const fn = {
    [name](string, regexp, message) {
      if (!isRegExp(regexp)) throw argType('regexp', 'RegExp', regexp);
      if (typeof string === 'string' && (regexp.exec(string) !== null) === wanted) return;
      if (message instanceof Error) throw message;
      let text = message;
      if (!text) {
        text = typeof string !== 'string' ? `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})` :
          `The input ${wanted ? 'did not match' : 'was expected to not match'} the regular expression ${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
      }
      const e = new AssertionError({ actual: string, expected: regexp, message: text, operator: name, stackStartFn: fn });
      e.generatedMessage = !message;
      throw e;
    },
  }[name];
  return fn;
}

const methods = {
  fail,
  equal: comparing('equal', '==', looselySame),
  notEqual: comparing('notEqual', '!=', (a, b) => !looselySame(a, b)),
  deepEqual: comparing('deepEqual', 'deepEqual', isDeepEqual),
  notDeepEqual: comparing('notDeepEqual', 'notDeepEqual', (a, b) => !isDeepEqual(a, b)),
  deepStrictEqual: comparing('deepStrictEqual', 'deepStrictEqual', isDeepStrictEqual),
  notDeepStrictEqual: comparing('notDeepStrictEqual', 'notDeepStrictEqual', (a, b) => !isDeepStrictEqual(a, b)),
  strictEqual: comparing('strictEqual', 'strictEqual', Object.is),
  notStrictEqual: comparing('notStrictEqual', 'notStrictEqual', (a, b) => !Object.is(a, b)),
  partialDeepStrictEqual: comparing('partialDeepStrictEqual', 'partialDeepStrictEqual', contains),
  match: matching('match', true),
  doesNotMatch: matching('doesNotMatch', false),
  throws, rejects, doesNotThrow, doesNotReject, ifError,
};
if (!has.assertPartial) delete methods.partialDeepStrictEqual;

assert.AssertionError = AssertionError;
assert.ok = assert;
Object.assign(assert, methods);

function strict(...args) {
  check(strict, args.length, ...args);
}
assert.strict = Object.assign(strict, assert, {
  equal: assert.strictEqual, deepEqual: assert.deepStrictEqual, notEqual: assert.notStrictEqual, notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;

if (has.assertLineDiff) {
  assert.Assert = function Assert(options = {}) {
    if (!new.target) throw make('TypeError', 'ERR_CONSTRUCT_CALL_REQUIRED', "Class constructor Assert cannot be invoked without `new`");
    if (options.diff !== undefined) validateOneOf(options.diff, 'options.diff', ['simple', 'full']);
    Object.assign(this, options.strict === false ? assert : assert.strict);
  };
  assert.strict.Assert = assert.Assert;
}
