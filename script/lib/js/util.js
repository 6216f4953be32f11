// The util module.
'use strict';
const has = internal('versions');
const { warn, env, nextTick } = internal('process');
const { make, argType, argValue, outOfRange, validateFunction, validateString, validateNumber, validateObject, validateOneOf,
  validateBoolean, validateAbortSignal } = require('internal/errors');

const kCustom = Symbol.for('nodejs.util.promisify.custom');
const kArgs = Symbol.for('nodejs.util.promisify.args');

const inspector = () => require('internal/inspect');

function promisify(original) {
  validateFunction(original, 'original');
  const keep = (f) => Object.defineProperty(f, kCustom, { value: f, enumerable: false, writable: false, configurable: true });
  if (original[kCustom]) {
    validateFunction(original[kCustom], 'util.promisify.custom');
    return keep(original[kCustom]);
  }
  const names = original[kArgs];
  function fn(...args) {
    return new Promise((resolve, reject) => {
      args.push((err, ...values) => {
        if (err) return reject(err);
        if (names !== undefined && values.length > 1) {
          const o = {};
          for (let i = 0; i < names.length; i++) o[names[i]] = values[i];
          return resolve(o);
        }
        resolve(values[0]);
      });
      const result = Reflect.apply(original, this, args);
      if (has.promisifyWarns && types().isPromise(result)) {
        warn('Calling promisify on a function that returns a Promise is likely a mistake.', 'DeprecationWarning', 'DEP0174');
      }
    });
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  keep(fn);
  return Object.defineProperties(fn, Object.getOwnPropertyDescriptors(original));
}
promisify.custom = kCustom;

const types = () => require('util/types');

function callbackify(original) {
  validateFunction(original, 'original');
  function callbackified(...args) {
    const last = args.pop();
    validateFunction(last, 'last argument');
    const cb = last.bind(this);
    Reflect.apply(original, this, args).then(
      (value) => nextTick(() => cb(null, value)),
      (reason) => nextTick(() => {
        if (!reason) {
          const e = make('Error', 'ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value');
          e.reason = reason;
          reason = e;
        }
        cb(reason);
      }));
  }
  const d = Object.getOwnPropertyDescriptors(original);
  if (typeof d.length.value === 'number') d.length.value++;
  if (typeof d.name.value === 'string') d.name.value += 'Callbackified';
  return Object.defineProperties(callbackified, d);
}

const warnedCodes = new Set();

function deprecate(fn, msg, code, { modifyPrototype = true } = {}) {
  if (code !== undefined) validateString(code, 'code');
  let warned = false;
  function deprecated(...args) {
    if (!warned && !process.noDeprecation) {
      warned = true;
      if (code === undefined || !warnedCodes.has(code)) {
        warnedCodes.add(code);
        warn(msg, 'DeprecationWarning', code);
      }
    }
    return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
  }
  if (modifyPrototype) {
    Object.setPrototypeOf(deprecated, fn);
    if (fn.prototype) deprecated.prototype = fn.prototype;
    Object.defineProperty(deprecated, 'length', { ...Object.getOwnPropertyDescriptor(fn, 'length') });
  }
  return deprecated;
}

// NODE_DEBUG=foo,bar* says whose messages reach stderr.
function debuglog(set, cb) {
  const wanted = `${env().NODE_DEBUG || ''}`.split(',').some((p) => p !== '' &&
    new RegExp(`^${p.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(set));
  let log = (...args) => {
    if (wanted) internal('console').err(`${set.toUpperCase()} ${process.pid}: ${inspector().formatWithOptions({}, ...args)}`);
  };
  if (typeof cb === 'function') {
    const plain = log;
    let called = false;
    log = (...args) => {
      if (!called) {
        called = true;
        cb(plain);
      }
      plain(...args);
    };
  }
  Object.defineProperty(log, 'enabled', { get() { return wanted; }, configurable: true, enumerable: true });
  return log;
}

function inherits(ctor, superCtor) {
  if (ctor === undefined || ctor === null) throw argType('ctor', 'Function', ctor);
  if (superCtor === undefined || superCtor === null) throw argType('superCtor', 'Function', superCtor);
  if (superCtor.prototype === undefined) throw argType('superCtor.prototype', 'Object', superCtor.prototype);
  Object.defineProperty(ctor, 'super_', { value: superCtor, writable: true, configurable: true });
  Object.setPrototypeOf(ctor.prototype, superCtor.prototype);
}

function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  for (const key of Object.keys(source).reverse()) target[key] = source[key];
  return target;
}

const errno = () => require('internal/errno');

function checkErrno(err) {
  validateNumber(err, 'err');
  if (err >= 0 || !Number.isSafeInteger(err)) outOfRange('err', 'a negative integer', err);
}

function getSystemErrorName(err) {
  checkErrno(err);
  return errno().get(err)?.[0] ?? `Unknown system error ${err}`;
}

function getSystemErrorMessage(err) {
  checkErrno(err);
  return errno().get(err)?.[1] ?? `Unknown system error ${err}`;
}

function getSystemErrorMap() {
  return new Map(errno());
}

function _errnoException(err, syscall, original) {
  const code = getSystemErrorName(err);
  const e = new Error(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`);
  return Object.assign(e, { errno: err, code, syscall });
}

function _exceptionWithHostPort(err, syscall, address, port, additional) {
  const code = getSystemErrorName(err);
  let details = port && port > 0 ? ` ${address}:${port}` : address ? ` ${address}` : '';
  if (additional) details += ` - Local (${additional})`;
  const e = Object.assign(new Error(`${syscall} ${code}${details}`), { errno: err, code, syscall, address });
  if (port) e.port = port;
  return e;
}

function styleText(format, text, { validateStream = true, stream = process.stdout } = {}) {
  validateString(text, 'text');
  validateBoolean(validateStream, 'options.validateStream');
  const skip = (has.styleChecksStream || (has.styleOneChecksStream && !Array.isArray(format))) && validateStream && !(stream?.isTTY && !env().NO_COLOR) && !env().FORCE_COLOR;
  const { colors } = inspector().inspect;
  let open = '', close = '', body = text;
  for (const key of Array.isArray(format) ? format : [format]) {
    if (key === 'none' && has.styleNone) continue;
    const codes = colors[key];
    if (codes === undefined) validateOneOf(key, 'format', has.styleAliases ? Object.getOwnPropertyNames(colors) : Object.keys(colors));
    const start = `\u001b[${codes[0]}m`, end = `\u001b[${codes[1]}m`;
    open += start;
    close = end + close;
    if (has.styleNests) {
      const parts = body.split(end);
      body = parts.map((part, i) => (i === parts.length - 1 ? part : i === parts.length - 2 && parts[i + 1] === '' ? part + end :
        part + (codes[0] === 1 || codes[0] === 2 ? end + start : start))).join('');
    }
  }
  return skip ? text : `${open}${body}${close}`;
}

function toUSVString(input) {
  return `${input}`.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

async function aborted(signal, resource) {
  if (signal === undefined) throw argType('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateObject(resource, 'resource');
  if (signal.aborted) return;
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function parseEnv(content) {
  validateString(content, 'content');
  const out = has.parseEnvNull ? { __proto__: null } : {};
  const line = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*("(?:[^"\\]|\\[^])*"|'[^']*'|`[^`]*`|[^\n#]*)?.*$/gm;
  for (const [, key, raw = ''] of content.replace(/\r\n?/g, '\n').matchAll(line)) {
    let value = raw.trim();
    const q = value[0];
    if (value.length > 1 && (q === '"' || q === "'" || q === '`') && value.endsWith(q)) {
      value = value.slice(1, -1);
      if (q === '"') value = value.replaceAll('\\n', '\n');
    }
    out[key] = value;
  }
  return out;
}

function getCallSites(frameCount = 10) {
  const n = typeof frameCount === 'number' ? frameCount : 10;
  return new Error().stack.split('\n').slice(2, 2 + n).map((line) => {
    const m = /at (?:(.*) \()?(.*):(\d+):(\d+)\)?$/.exec(line);
    return { functionName: m?.[1] ?? '', scriptName: m?.[2] ?? '', lineNumber: Number(m?.[3]), columnNumber: Number(m?.[4]), column: Number(m?.[4]) };
  });
}

const util = {
  _errnoException, _exceptionWithHostPort, _extend, callbackify, debug: debuglog, debuglog, deprecate,
  get format() { return inspector().format; },
  styleText,
  get formatWithOptions() { return inspector().formatWithOptions; },
  getCallSites, getSystemErrorMap, getSystemErrorName, getSystemErrorMessage, inherits,
  get inspect() { return inspector().inspect; },
  isArray: Array.isArray,
};
if (has.utilLegacyTypes) {
  Object.assign(util, {
    isBoolean: (v) => typeof v === 'boolean',
    isBuffer: (v) => Buffer.isBuffer(v),
    isNull: (v) => v === null,
    isNullOrUndefined: (v) => v === null || v === undefined,
    isNumber: (v) => typeof v === 'number',
    isString: (v) => typeof v === 'string',
    isSymbol: (v) => typeof v === 'symbol',
    isUndefined: (v) => v === undefined,
    isRegExp: (v) => types().isRegExp(v),
    isObject: (v) => v !== null && typeof v === 'object',
    isDate: (v) => types().isDate(v),
    isError: (v) => v instanceof Error,
    isFunction: (v) => typeof v === 'function',
    isPrimitive: (v) => v === null || (typeof v !== 'object' && typeof v !== 'function'),
    log(...args) {
      const d = new Date(), two = (n) => `${n}`.padStart(2, '0');
      const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][d.getMonth()];
      console.log('%s - %s', `${d.getDate()} ${month} ${[d.getHours(), d.getMinutes(), d.getSeconds()].map(two).join(':')}`, util.format(...args));
    },
  });
}
Object.defineProperties(util, Object.getOwnPropertyDescriptors({
  isDeepStrictEqual: (a, b) => require('internal/comparisons').isDeepStrictEqual(a, b),
  promisify,
  get stripVTControlCharacters() { return inspector().stripVTControlCharacters; },
  toUSVString,
  aborted,
  get types() { return types(); },
  parseEnv,
  get parseArgs() { return require('internal/parse_args').parseArgs; },
  get TextDecoder() { return require('internal/text').TextDecoder; },
  get TextEncoder() { return require('internal/text').TextEncoder; },
}));
if (!has.styleText) delete util.styleText;
if (!has.parseEnv) delete util.parseEnv;
if (!has.callSites) {
  delete util.getCallSites;
  delete util.getSystemErrorMessage;
}
// What loads lazily must look like an ordinary property all the same.
for (const key of Object.keys(util)) {
  const d = Object.getOwnPropertyDescriptor(util, key);
  if (d.get === undefined) continue;
  Object.defineProperty(util, key, {
    configurable: true, enumerable: true, get: d.get,
    set(value) { Object.defineProperty(util, key, { value, writable: true, configurable: true, enumerable: true }); },
  });
}
module.exports = util;
