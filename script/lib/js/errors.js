// Node's errors with codes (lib/internal/errors.js): their texts. The Error
// objects themselves are made in Go.
'use strict';
const { make, received, outOfRange } = internal('errors');

const kTypes = ['string', 'function', 'number', 'object', 'Function', 'Object', 'boolean', 'bigint', 'symbol'];

function list(words, last) {
  if (words.length < 3) return words.join(` ${last} `);
  return `${words.slice(0, -1).join(', ')}, ${last} ${words[words.length - 1]}`;
}

// "of type string or an instance of Buffer or URL"
function expectedText(expected) {
  const types = [], instances = [], other = [];
  for (const word of [].concat(expected)) {
    if (kTypes.includes(word)) types.push(word.toLowerCase());
    else if (/^[A-Z][a-zA-Z0-9]*$/.test(word)) instances.push(word);
    else other.push(word);
  }
  const at = types.indexOf('object');
  if (instances.length > 0 && at !== -1) {
    types.splice(at, 1);
    instances.push('Object');
  }
  const parts = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? 'one of type' : 'of type'} ${list(types, 'or')}`);
  if (instances.length > 0) parts.push(`an instance of ${list(instances, 'or')}`);
  if (other.length > 1) parts.push(`one of ${list(other, 'or')}`);
  else if (other.length === 1) parts.push(`${other[0].toLowerCase() !== other[0] ? 'an ' : ''}${other[0]}`);
  return parts.join(' or ');
}

function argType(name, expected, actual) {
  const subject = name.endsWith(' argument') ? name : `"${name}" ${name.includes('.') ? 'property' : 'argument'}`;
  return make('TypeError', 'ERR_INVALID_ARG_TYPE', `The ${subject} must be ${expectedText(expected)}. Received ${received(actual)}`);
}

function argValue(name, value, reason = 'is invalid', type = 'TypeError') {
  let shown = require('internal/inspect').inspect(value);
  if (shown.length > 128) shown = `${shown.slice(0, 128)}...`;
  return make(type, 'ERR_INVALID_ARG_VALUE', `The ${name.includes('.') ? 'property' : 'argument'} '${name}' ${reason}. Received ${shown}`);
}

function missingArgs(...names) {
  const quoted = names.map((n) => (Array.isArray(n) ? n.map((x) => `"${x}"`).join(' or ') : `"${n}"`));
  return make('TypeError', 'ERR_MISSING_ARGS', `The ${list(quoted, 'and')} argument${names.length > 1 ? 's' : ''} must be specified`);
}

const validators = {
  validateString(v, name) { if (typeof v !== 'string') throw argType(name, 'string', v); },
  validateBoolean(v, name) { if (typeof v !== 'boolean') throw argType(name, 'boolean', v); },
  validateFunction(v, name) { if (typeof v !== 'function') throw argType(name, 'Function', v); },
  validateObject(v, name) { if (v === null || Array.isArray(v) || typeof v !== 'object') throw argType(name, 'Object', v); },
  validateArray(v, name) { if (!Array.isArray(v)) throw argType(name, 'Array', v); },
  validateNumber(v, name, min, max) {
    if (typeof v !== 'number') throw argType(name, 'number', v);
    if ((min !== undefined && v < min) || (max !== undefined && v > max) || ((min !== undefined || max !== undefined) && Number.isNaN(v))) {
      outOfRange(name, `${min !== undefined ? `>= ${min}` : ''}${min !== undefined && max !== undefined ? ' && ' : ''}${max !== undefined ? `<= ${max}` : ''}`, v);
    }
  },
  validateInteger(v, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
    if (typeof v !== 'number') throw argType(name, 'number', v);
    if (!Number.isInteger(v)) outOfRange(name, 'an integer', v);
    if (v < min || v > max) outOfRange(name, `>= ${min} && <= ${max}`, v);
  },
  validateOneOf(v, name, oneOf) {
    if (!oneOf.includes(v)) {
      throw argValue(name, v, `must be one of: ${oneOf.map((x) => (typeof x === 'string' ? `'${x}'` : String(x))).join(', ')}`);
    }
  },
  validateAbortSignal(v, name) {
    if (v !== undefined && (v === null || typeof v !== 'object' || !('aborted' in v))) throw argType(name, 'AbortSignal', v);
  },
};

module.exports = { make, argType, argValue, missingArgs, outOfRange, received, ...validators };
