// vm: scripts in this context only; a second global object is not modelled.
'use strict';
const { validateString, validateObject } = require('internal/errors');
const { missingFunction } = require('internal/stand_in');
const evaluate = globalThis.eval; // called indirectly, it runs in the global scope

class Script {
  #code;
  constructor(code, options = undefined) {
    this.#code = `${code}`;
    if (typeof options !== 'string' && options !== undefined) validateObject(options, 'options');
    new Function(this.#code); // a syntax error is thrown here and not when it runs
  }
  runInThisContext() { return evaluate(this.#code); }
}
for (const name of ['runInContext', 'runInNewContext', 'createCachedData']) Script.prototype[name] = missingFunction('vm.Script', name);

module.exports = {
  Script,
  createContext: missingFunction('vm', 'createContext'),
  createScript: (code, options) => new Script(code, options),
  runInContext: missingFunction('vm', 'runInContext'),
  runInNewContext: missingFunction('vm', 'runInNewContext'),
  runInThisContext(code, options) {
    validateString(code, 'code');
    return new Script(code, options).runInThisContext();
  },
  isContext(object) {
    validateObject(object, 'object');
    return false;
  },
  compileFunction: missingFunction('vm', 'compileFunction'),
  measureMemory: missingFunction('vm', 'measureMemory'),
};
