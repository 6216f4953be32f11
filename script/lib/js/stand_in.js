// Modules that Node has and Finishline has not. Programs load them without
// using them, so loading succeeds; what is then called or constructed fails and says why.
'use strict';
const { make } = require('internal/errors');

// What each exports: functions, then classes.
const members = {
  dgram: ['createSocket', 'Socket'],
  domain: ['create createDomain', 'Domain'],
  inspector: ['open close waitForDebugger', 'Session'],
  'inspector/promises': ['open close waitForDebugger', 'Session'],
  repl: ['start', 'REPLServer Recoverable'],
  sea: ['getAsset getRawAsset getAssetAsBlob', ''],
  sqlite: ['backup', 'DatabaseSync StatementSync Session'],
  test: ['test it describe suite before after beforeEach afterEach skip todo only run', ''],
  'test/reporters': ['dot junit spec tap lcov', ''],
  trace_events: ['createTracing', ''],
  wasi: ['', 'WASI'],
};

// What is true of a program that uses none of it.
const facts = {
  inspector: () => ({ url: () => undefined, console }),
  'inspector/promises': () => ({ url: () => undefined, console }),
  sea: () => ({ isSea: () => false }),
  trace_events: () => ({ getEnabledCategories: () => undefined }),
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
  return out;
};
