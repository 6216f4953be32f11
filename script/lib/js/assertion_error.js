// AssertionError and the texts that it makes of what was compared
// (lib/internal/assert/assertion_error.js).
'use strict';
const has = internal('versions');
const { validateObject } = require('internal/errors');
const { inspect } = require('internal/inspect');
const { lineDiff } = require('internal/line_diff');
const { alignedDiff } = require('internal/aligned_diff');

const texts = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

const diffed = ['deepStrictEqual', 'strictEqual', 'partialDeepStrictEqual'];

const show = (v) => inspect(v, {
  compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false, showProxy: false, sorted: true, getters: true,
});

const isObject = (v) => typeof v === 'object' && v !== null;

// Errors are compared without their stacks.
function copyError(source) {
  const target = Object.assign({ __proto__: Object.getPrototypeOf(source) }, source);
  Object.defineProperty(target, 'message', { value: source.message });
  if (Object.hasOwn(source, 'cause')) {
    Object.defineProperty(target, 'cause', { value: source.cause instanceof Error ? copyError(source.cause) : source.cause });
  }
  return target;
}

function diffText(actual, expected, operator, message) {
  if (operator === 'strictEqual' && ((isObject(actual) && isObject(expected)) || (typeof actual === 'function' && typeof expected === 'function'))) {
    operator = 'strictEqualObject';
  }
  if (!has.assertLineDiff) return alignedDiff(actual, expected, show, texts, operator, message);
  return lineDiff(actual, expected, show, texts, operator, message);
}

function unequalText(actual, operator) {
  let base = texts[operator];
  const lines = show(actual).split('\n');
  if (operator === 'notStrictEqual' && (isObject(actual) || typeof actual === 'function')) base = texts.notStrictEqualObject;
  if (lines.length > 50) lines.splice(46, Infinity, '...');
  if (lines.length === 1) return `${base}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  return `${base}\n\n${lines.join('\n')}\n`;
}

const cut = (text, max) => (text.length > max ? `${text.slice(0, max - 3)}...` : text);

function looseText(actual, expected, operator) {
  const a = show(actual), b = show(expected);
  if (operator === 'notDeepEqual' && a === b) return cut(`${texts.notDeepEqual}\n\n${a}`, 1024);
  const left = cut(a, 512), right = cut(b, 512);
  if (operator === 'deepEqual') return `${texts.deepEqual}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  const unequal = texts[`${operator}Unequal`];
  if (unequal) return `${unequal}\n\n${left}\n\nshould not loosely deep-equal\n\n${right}`;
  return `${left} ${operator} ${right}`;
}

function textOf(actual, expected, operator, message) {
  if (message != null && !(has.assertCustomDiff && diffed.includes(operator))) return String(message);
  if (diffed.includes(operator)) return diffText(actual, expected, operator, message);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return unequalText(actual, operator);
  return looseText(actual, expected, operator);
}

function ellipsis(text) {
  const lines = text.split('\n', 11);
  if (lines.length > 10) return `${lines.slice(0, 10).join('\n')}\n...`;
  return text.length > 512 ? `${text.slice(512)}...` : text;
}

class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, stackStartFn, stackStartFunction, details, diff = 'simple' } = options;
    let { actual, expected } = options;
    if (message == null && actual instanceof Error && expected instanceof Error) {
      actual = copyError(actual);
      expected = copyError(expected);
    }
    super(textOf(actual, expected, operator, message));
    this.generatedMessage = !message;
    Object.defineProperty(this, 'name', { value: 'AssertionError [ERR_ASSERTION]', enumerable: false, writable: true, configurable: true });
    this.code = 'ERR_ASSERTION';
    if (details) {
      Object.assign(this, { actual: undefined, expected: undefined, operator: undefined });
      details.forEach((d, i) => {
        for (const key of ['message', 'actual', 'expected', 'operator']) this[`${key} ${i}`] = d[key];
        this[`stack trace ${i}`] = d.stack;
      });
    } else {
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    if (Error.captureStackTrace) Error.captureStackTrace(this, stackStartFn || stackStartFunction);
    else Object.defineProperty(this, 'stack', { value: `${this.name}: ${this.message}`, writable: true, configurable: true, enumerable: false });
    void this.stack;
    this.name = 'AssertionError';
    if (has.assertDiffOption) this.diff = diff;
  }
  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
  [inspect.custom](depth, options) {
    const { actual, expected } = this;
    if (typeof actual === 'string') this.actual = ellipsis(actual);
    if (typeof expected === 'string') this.expected = ellipsis(expected);
    const text = inspect(this, { ...options, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return text;
  }
}

module.exports = AssertionError;
