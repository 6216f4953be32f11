// child_process: the functions around the ChildProcess machine. They sort
// arguments; what a process is and does is the machine's.
'use strict';
const { AbortError, checks, codes } = load('errors');
const { nothing, noNulls, allWithoutNulls, pathOf, checkTimeout, checkMaxBuffer, signalOf, sorted, named, shellCommand,
  fileArguments } = load('child_arguments');
const { execFileSync, execSync, spawnSync } = load('child_sync');
const { clearTimeout, setTimeout } = native.timers();
const ChildProcess = native.classOf('ChildProcess');
const promisified = Symbol.for('nodejs.util.promisify.custom');
const mebibyte = 1024 * 1024;

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

function exec(command, options, callback) {
  const it = shellCommand(command, options, callback);
  return exports.execFile(it.file, it.options, it.callback);
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

function _forkChild() {
  throw native.error('Error', 'ERR_FINISHLINE_UNSUPPORTED', 'child_process._forkChild is not supported by Finishline');
}

Object.assign(exports, { _forkChild, ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync });
