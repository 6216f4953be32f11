// child_process: the functions around the ChildProcess machine. They sort
// arguments; what a process is and does is the machine's.
'use strict';
const { AbortError, codes, checks } = load('errors');
const { clearTimeout, setTimeout } = native.timers();
const ChildProcess = native.classOf('ChildProcess');
const promisified = Symbol.for('nodejs.util.promisify.custom');
const mebibyte = 1024 * 1024;
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

function spawn(file, args, options) {
  options = sorted(file, args, options);
  checkTimeout(options.timeout);
  checks.signal(options.signal, 'options.signal');
  const killSignal = signalOf(options.killSignal);
  const child = new ChildProcess();
  child.spawn(options);
  if (options.timeout > 0) killLater(child, options.timeout, killSignal);
  if (options.signal) killOnAbort(child, options.signal, killSignal);
  return child;
}

function killLater(child, timeout, killSignal) {
  let timer = setTimeout(() => {
    timer = null;
    try {
      child.kill(killSignal);
    } catch (err) {
      child.emit('error', err);
    }
  }, timeout);
  child.once('exit', () => {
    if (timer) clearTimeout(timer);
  });
}

function killOnAbort(child, signal, killSignal) {
  const abort = () => {
    try {
      if (child.kill(killSignal)) child.emit('error', new AbortError(undefined, { cause: signal.reason }));
    } catch (err) {
      child.emit('error', err);
    }
  };
  if (signal.aborted) {
    native.nextTick(abort);
    return;
  }
  signal.addEventListener('abort', abort, { once: true });
  child.once('exit', () => signal.removeEventListener('abort', abort));
}

function fork(modulePath, args = [], options) {
  modulePath = pathOf(modulePath, 'modulePath');
  if (nothing(args)) args = [];
  else if (typeof args === 'object' && !Array.isArray(args)) [options, args] = [args, []];
  else if (!Array.isArray(args)) throw codes.argType('args', 'an instance of Array', args);
  if (!nothing(options)) checks.object(options, 'options');
  options = { __proto__: null, ...options, shell: false };
  options.execPath ||= process.execPath;
  noNulls(options.execPath, 'options.execPath');
  const execArgv = options.execArgv || process.execArgv;
  allWithoutNulls(execArgv, 'options.execArgv');
  args = [...execArgv, modulePath, ...args];
  if (typeof options.stdio === 'string') options.stdio = [...named(options.stdio), 'ipc'];
  else if (!Array.isArray(options.stdio)) options.stdio = [...named(options.silent ? 'pipe' : 'inherit'), 'ipc'];
  else if (!options.stdio.includes('ipc')) {
    throw native.error('Error', 'ERR_CHILD_PROCESS_IPC_REQUIRED',
      "Forked processes must have an IPC channel, missing value 'ipc' in options.stdio");
  }
  return spawn(options.execPath, args, options);
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

function exec(command, options, callback) {
  const it = shellCommand(command, options, callback);
  return exports.execFile(it.file, it.options, it.callback);
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

// One of the two streams that execFile collects.
class Collected {
  #chunks = [];
  #length = 0;
  constructor(stream, name, encoding, max, overflow) {
    this.stream = stream;
    this.encoding = encoding;
    if (!stream) return;
    if (encoding) stream.setEncoding(encoding);
    stream.on('data', (chunk) => {
      if (max === Infinity) {
        this.#chunks.push(chunk);
        return;
      }
      const coded = stream.readableEncoding;
      const size = coded ? Buffer.byteLength(chunk, coded) : chunk.length;
      const room = max - this.#length;
      this.#length += size;
      if (size <= room) {
        this.#chunks.push(chunk);
        return;
      }
      this.#chunks.push(chunk.slice(0, room));
      overflow(native.error('RangeError', 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER', `${name} maxBuffer length exceeded`));
    });
  }
  get text() {
    return this.encoding || this.stream?.readableEncoding ? this.#chunks.join('') : Buffer.concat(this.#chunks);
  }
}

function execFile(file, args, options, callback) {
  ({ file, args, options, callback } = fileArguments(file, args, options, callback));
  options = {
    __proto__: null, encoding: 'utf8', timeout: 0, maxBuffer: mebibyte, killSignal: 'SIGTERM', cwd: null, env: null, shell: false,
    ...options,
  };
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  options.killSignal = signalOf(options.killSignal);
  const child = spawn(file, args, {
    cwd: options.cwd, env: options.env, gid: options.gid, shell: options.shell, signal: options.signal, uid: options.uid,
    windowsHide: !!options.windowsHide, windowsVerbatimArguments: !!options.windowsVerbatimArguments,
  });
  const encoding = options.encoding !== 'buffer' && Buffer.isEncoding(options.encoding) ? options.encoding : null;
  let failure = null, killed = false, over = false, timer = null;

  const finish = (code, signal) => {
    if (over) return;
    over = true;
    if (timer) clearTimeout(timer);
    if (!callback) return;
    const stdout = out.text, stderr = err.text;
    if (!failure && code === 0 && signal === null) {
      callback(null, stdout, stderr);
      return;
    }
    const cmd = args.length ? `${file} ${args.join(' ')}` : file;
    failure ||= Object.assign(new Error(`Command failed: ${cmd}\n${stderr}`), {
      code: code < 0 ? native.errnoName(-code) : code, killed: child.killed || killed, signal,
    });
    failure.cmd = cmd;
    callback(failure, stdout, stderr);
  };
  const dropStreams = () => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  const kill = () => {
    dropStreams();
    killed = true;
    try {
      child.kill(options.killSignal);
    } catch (e) {
      failure = e;
      finish();
    }
  };
  const overflow = (e) => {
    failure = e;
    kill();
  };
  if (options.timeout > 0) {
    timer = setTimeout(() => {
      kill();
      timer = null;
    }, options.timeout);
  }
  const out = new Collected(child.stdout, 'stdout', encoding, options.maxBuffer, overflow);
  const err = new Collected(child.stderr, 'stderr', encoding, options.maxBuffer, overflow);
  child.addListener('close', finish);
  child.addListener('error', (e) => {
    failure = e;
    dropStreams();
    finish();
  });
  return child;
}

// util.promisify(exec) resolves to both streams, and has the child beside it.
for (const fn of [exec, execFile]) {
  const promising = function (...args) {
    let settle;
    const promise = new Promise((resolve, reject) => { settle = { resolve, reject }; });
    promise.child = fn(...args, (err, stdout, stderr) => {
      if (err !== null) settle.reject(Object.assign(err, { stdout, stderr }));
      else settle.resolve({ stdout, stderr });
    });
    return promise;
  };
  Object.defineProperty(promising, 'name', { value: native.has('child-promisified-named') ? fn.name : '' });
  Object.defineProperty(fn, promisified, { value: promising, enumerable: false });
}

function spawnSync(file, args, options) {
  options = { __proto__: null, maxBuffer: mebibyte, ...sorted(file, args, options) };
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  options.killSignal = signalOf(options.killSignal);
  options.stdio = inputs(options);
  const result = native.spawnSync(options);
  if (result.output && options.encoding && options.encoding !== 'buffer') {
    result.output = result.output.map((b) => b && b.toString(options.encoding));
  }
  const absent = native.has('child-sync-output-null') ? null : undefined;
  result.stdout = result.output ? result.output[1] : absent;
  result.stderr = result.output ? result.output[2] : absent;
  if (result.error) {
    result.error = Object.assign(new Error(`spawnSync ${options.file} ${result.error}`), {
      errno: native.errnoNumber(result.error), code: result.error, syscall: `spawnSync ${options.file}`, path: options.file,
      spawnargs: options.args.slice(1),
    });
  }
  return result;
}

// The stdio option of a synchronous child: pipes are buffers to read from.
function inputs(options) {
  const stdio = typeof options.stdio === 'string' ? named(options.stdio) : Array.isArray(options.stdio) ? options.stdio.slice() : [];
  if (!Array.isArray(options.stdio) && typeof options.stdio !== 'string' && !nothing(options.stdio) && options.stdio) {
    throw native.error('TypeError', 'ERR_INVALID_ARG_VALUE', `The argument 'stdio' is invalid. Received ${native.inspect(options.stdio)}`);
  }
  if (stdio.includes('ipc')) throw native.error('Error', 'ERR_IPC_SYNC_FORK', 'IPC cannot be used with synchronous forks');
  while (stdio.length < 3) stdio.push('pipe');
  return stdio.map((kind, i) => {
    kind ??= i < 3 ? 'pipe' : 'ignore';
    const input = i === 0 && options.input ? options.input : undefined;
    if (input === undefined) return { kind };
    if (typeof input !== 'string' && !ArrayBuffer.isView(input)) {
      throw codes.argType(`options.stdio[${i}]`, 'one of type string or an instance of Buffer, TypedArray, or DataView', input);
    }
    return { kind: 'pipe', input: Buffer.from(input, typeof input === 'string' ? options.encoding : undefined) };
  });
}

// The error of a synchronous child that failed, with its result's properties.
function failureOf(result, words) {
  if (result.error) return Object.assign(result.error, result);
  if (result.status === 0) return undefined;
  const stderr = result.stderr?.length > 0 ? `\n${result.stderr.toString()}` : '';
  return Object.assign(new Error(`Command failed: ${words}${stderr}`), result);
}

function execFileSync(file, args, options) {
  ({ file, args, options } = fileArguments(file, args, options));
  return outputOf(spawnSync(file, args, options), !options.stdio, [options.argv0 || file, ...args].join(' '));
}

function execSync(command, options) {
  const it = shellCommand(command, options, null);
  return outputOf(spawnSync(it.file, it.options), !it.options.stdio, command);
}

function outputOf(result, showErrors, words) {
  if (showErrors && result.stderr) process.stderr.write(result.stderr);
  const failure = failureOf(result, words);
  if (failure) throw failure;
  return result.stdout;
}

function _forkChild() {
  throw native.error('Error', 'ERR_FINISHLINE_UNSUPPORTED', 'child_process._forkChild is not supported by Finishline');
}

Object.assign(exports, { _forkChild, ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync });
