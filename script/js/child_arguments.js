// The arguments of child_process's functions: checked, and brought into the
// form that a ChildProcess is spawned with.
'use strict';
const { codes, checks } = load('errors');
let warnedOfShell = false;

const nothing = (v) => v === null || v === undefined;

function string(v, name) {
  if (typeof v !== 'string') throw codes.argType(name, 'of type string', v);
}

function noNulls(v, name) {
  if (typeof v === 'string' && v.includes('\0')) throw codes.argValue(name, v, 'must be a string without null bytes');
}

function allWithoutNulls(list, name) {
  for (let i = 0; i < list.length; i++) noNulls(list[i], `${name}[${i}]`);
}

// A path may be given as a string, a buffer or a file URL.
function pathOf(v, name) {
  if (v instanceof URL) return native.builtin('url').fileURLToPath(v);
  if (v instanceof Uint8Array) v = Buffer.from(v).toString();
  if (typeof v !== 'string') throw codes.argType(name, 'of type string or an instance of Buffer or URL', v);
  noNulls(v, name);
  return v;
}

function checkTimeout(v) {
  if (!nothing(v) && !(Number.isInteger(v) && v >= 0)) {
    if (native.has('child-checks-by-type')) checks.integer(v, 'timeout', 0);
    throw codes.outOfRange('timeout', 'an unsigned integer', v);
  }
}

function checkMaxBuffer(v) {
  if (!nothing(v) && !(typeof v === 'number' && v >= 0)) {
    if (native.has('child-checks-by-type')) {
      checks.number(v, 'options.maxBuffer');
      throw codes.outOfRange('options.maxBuffer', '>= 0', v);
    }
    throw codes.outOfRange('options.maxBuffer', 'a positive number', v);
  }
}

function signalOf(v) {
  if (nothing(v)) return v;
  if (typeof v !== 'string' && typeof v !== 'number') throw codes.argType('options.killSignal', 'one of type string or number', v);
  return native.signalNumber(v);
}

// What spawn, and everything above it, makes of (file, args, options).
function sorted(file, args, options) {
  string(file, 'file');
  noNulls(file, 'file');
  if (file.length === 0) throw codes.argValue('file', file, 'cannot be empty');
  if (Array.isArray(args)) args = args.slice();
  else if (nothing(args)) args = [];
  else if (typeof args !== 'object') throw codes.argType('args', 'of type object', args);
  else [options, args] = [args, []];
  allWithoutNulls(args, 'args');
  if (options === undefined) options = {};
  else checks.object(options, 'options');
  options = { __proto__: null, ...options };

  const cwd = nothing(options.cwd) ? options.cwd : pathOf(options.cwd, 'options.cwd');
  if (!nothing(options.detached)) checks.boolean(options.detached, 'options.detached');
  for (const name of ['uid', 'gid']) {
    const id = options[name];
    if (nothing(id) || id === (id | 0)) continue;
    if (!native.has('child-checks-by-type')) throw codes.argType(`options.${name}`, 'int32', id);
    checks.number(id, `options.${name}`);
    throw codes.outOfRange(`options.${name}`, Number.isInteger(id) ? '>= -2147483648 && <= 2147483647' : 'an integer', id);
  }
  if (!nothing(options.shell) && typeof options.shell !== 'boolean' && typeof options.shell !== 'string') {
    throw codes.argType('options.shell', 'one of type boolean or string', options.shell);
  }
  if (!nothing(options.argv0)) {
    string(options.argv0, 'options.argv0');
    noNulls(options.argv0, 'options.argv0');
  }
  for (const name of ['windowsHide', 'windowsVerbatimArguments']) {
    if (!nothing(options[name])) checks.boolean(options[name], `options.${name}`);
  }

  if (options.shell) {
    noNulls(options.shell, 'options.shell');
    if (args.length > 0 && !warnedOfShell && native.has('child-shell-args-warn')) {
      warnedOfShell = true;
      process.emitWarning('Passing args to a child process with shell option true can lead to security ' +
        'vulnerabilities, as the arguments are not escaped, only concatenated.', 'DeprecationWarning', 'DEP0190');
    }
    args = ['-c', [file, ...args].join(' ')];
    file = typeof options.shell === 'string' ? options.shell : '/bin/sh';
  }
  args.unshift(typeof options.argv0 === 'string' ? options.argv0 : file);
  return {
    __proto__: null, ...options, args, cwd, detached: !!options.detached, envPairs: pairs(options.env || { ...process.env }), file,
    windowsHide: !!options.windowsHide, windowsVerbatimArguments: !!options.windowsVerbatimArguments,
  };
}

// Inherited properties of env count, too.
function pairs(env) {
  const out = [];
  for (const key in env) {
    const value = env[key];
    if (value === undefined) continue;
    noNulls(key, `options.env['${key}']`);
    noNulls(value, `options.env['${key}']`);
    out.push(`${key}=${value}`);
  }
  return out;
}

function named(stdio) {
  switch (stdio) {
    case 'ignore': case 'overlapped': case 'pipe': return [stdio, stdio, stdio];
    case 'inherit': return [0, 1, 2];
  }
  throw native.error('TypeError', 'ERR_INVALID_ARG_VALUE', `The argument 'stdio' is invalid. Received ${native.inspect(stdio)}`);
}

// What exec makes of its arguments: a shell's command is execFile's file.
function shellCommand(command, options, callback) {
  string(command, 'command');
  noNulls(command, 'command');
  if (typeof options === 'function') [callback, options] = [options, undefined];
  options = { __proto__: null, ...options };
  options.shell = typeof options.shell === 'string' ? options.shell : true;
  return { file: command, options, callback };
}

function fileArguments(file, args, options, callback) {
  if (Array.isArray(args)) args = args.slice();
  else if (typeof args === 'function') [callback, options, args] = [args, null, null];
  else if (!nothing(args) && typeof args === 'object') [callback, options, args] = [options, args, null];
  if (typeof options === 'function') [callback, options] = [options, null];
  else if (!nothing(options)) checks.object(options, 'options');
  options ??= {};
  if (!nothing(callback)) checks.fn(callback, 'callback');
  if (!nothing(options.argv0)) {
    string(options.argv0, 'options.argv0');
    noNulls(options.argv0, 'options.argv0');
  }
  return { file, args: args ?? [], options, callback };
}

Object.assign(exports, { nothing, noNulls, allWithoutNulls, pathOf, checkTimeout, checkMaxBuffer, signalOf, sorted, named, shellCommand, fileArguments });
