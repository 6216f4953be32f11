// spawnSync and its relatives: a child runs to its end while its parent's world stands still.
'use strict';
const { codes } = load('errors');
const { nothing, checkTimeout, checkMaxBuffer, signalOf, sorted, named, shellCommand, fileArguments } = load('child_arguments');
const mebibyte = 1024 * 1024;

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

Object.assign(exports, { execFileSync, execSync, spawnSync });
