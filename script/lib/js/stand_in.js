// Modules that Node has and Finishline has not. Programs load them without
// using them (a proxy requires https in case a target needs it), so loading
// succeeds; what is then called or constructed fails and says why.
'use strict';
const { make } = require('internal/errors');

// What each exports: functions, then classes.
const members = {
  child_process: ['exec execFile execFileSync execSync fork spawn spawnSync', 'ChildProcess'],
  cluster: ['fork setupPrimary setupMaster disconnect', 'Worker'],
  dgram: ['createSocket', 'Socket'],
  domain: ['create createDomain', 'Domain'],
  https: ['createServer get request', 'Agent Server'],
  readline: ['createInterface clearLine clearScreenDown cursorTo moveCursor emitKeypressEvents', 'Interface'],
  'readline/promises': ['createInterface', 'Interface Readline'],
  inspector: ['open close waitForDebugger', 'Session'],
  'inspector/promises': ['open close waitForDebugger', 'Session'],
  repl: ['start', 'REPLServer Recoverable'],
  sea: ['getAsset getRawAsset getAssetAsBlob', ''],
  sqlite: ['backup', 'DatabaseSync StatementSync Session'],
  'stream/web': ['', 'ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest ' +
    'ReadableByteStreamController ReadableStreamDefaultController TransformStream TransformStreamDefaultController WritableStream ' +
    'WritableStreamDefaultWriter WritableStreamDefaultController ByteLengthQueuingStrategy CountQueuingStrategy TextEncoderStream ' +
    'TextDecoderStream CompressionStream DecompressionStream'],
  test: ['test it describe suite before after beforeEach afterEach skip todo only run', ''],
  'test/reporters': ['dot junit spec tap lcov', ''],
  tls: ['connect createServer createSecureContext checkServerIdentity getCiphers', 'Server TLSSocket SecureContext'],
  trace_events: ['createTracing', ''],
  wasi: ['', 'WASI'],
};

// What is true of a program that uses none of it.
const facts = {
  cluster() {
    const EventEmitter = require('events');
    return Object.assign(new EventEmitter(), {
      isWorker: false, isMaster: true, isPrimary: true, workers: {}, settings: {}, SCHED_NONE: 1, SCHED_RR: 2, schedulingPolicy: 2,
    });
  },
  inspector: () => ({ url: () => undefined, console }),
  'inspector/promises': () => ({ url: () => undefined, console }),
  sea: () => ({ isSea: () => false }),
  trace_events: () => ({ getEnabledCategories: () => undefined }),
  tls: () => ({
    CLIENT_RENEG_LIMIT: 3, CLIENT_RENEG_WINDOW: 600, DEFAULT_ECDH_CURVE: 'auto', DEFAULT_MIN_VERSION: 'TLSv1.2',
    DEFAULT_MAX_VERSION: 'TLSv1.3', rootCertificates: [],
  }),
};

const unsupported = (what) => make('Error', 'ERR_FINISHLINE_UNSUPPORTED',
  `${what} is not supported by Finishline; see docs/supported.md for what is`);

const full = (module, name) => (module === '' ? name : `${module}.${name}`);
const missingFunction = (module, name) => ({ [name]() { throw unsupported(full(module, name)); } })[name];

function missingClass(module, name) {
  const constructor = function() { throw unsupported(full(module, name)); };
  return Object.defineProperty(constructor, 'name', { value: name, configurable: true });
}

const words = (text) => (text === '' ? [] : text.split(' '));

exports.missingFunction = missingFunction;
exports.missingClass = missingClass;
exports.missingGlobal = (name) => {
  if (name === 'fetch') return missingFunction('', name);
  if (name !== 'WebAssembly') return missingClass('', name);
  const out = {};
  for (const f of ['compile', 'instantiate', 'validate', 'compileStreaming', 'instantiateStreaming']) out[f] = missingFunction(name, f);
  for (const c of ['Module', 'Instance', 'Memory', 'Table', 'Global']) out[c] = missingClass(name, c);
  return out;
};
exports.standIn = (module) => {
  if (!Object.hasOwn(members, module)) return undefined;
  const [functions, classes] = members[module];
  const out = facts[module]?.() ?? {};
  for (const name of words(functions)) out[name] = missingFunction(module, name);
  for (const name of words(classes)) out[name] = missingClass(module, name);
  if (module === 'https') out.globalAgent = Object.create(out.Agent.prototype);
  return out;
};
