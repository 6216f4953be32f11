// zlib: gzip, deflate and their opposites. What a compressor writes is valid but
// not byte for byte zlib's (see package zstream); brotli and zstd are not there.
'use strict';
const native = internal('zlib');
const { work } = internal('fs');
const { nextTick } = internal('process');
const { Transform, finished } = require('stream');
const { make, argType, outOfRange, validateFunction, validateNumber } = require('internal/errors');
const { missingFunction, missingClass } = require('internal/stand_in');
const { constants, codes } = require('internal/zlib_constants');
const { Z_NO_FLUSH, Z_FINISH, Z_FULL_FLUSH, Z_BLOCK, Z_DEFAULT_CHUNK, Z_MIN_CHUNK } = constants;

const kFlushes = Symbol('kFlushes'); // the kinds of flush() that are on their way, as empty chunks
const kError = Symbol('kError');
const strength = [0, 2, 3, 4, 5, 1]; // of the flushes, by number
const stronger = (a, b) => (strength[a] > strength[b] ? a : b);

const asBytes = (b) => {
  if (b instanceof ArrayBuffer) return Buffer.from(b);
  return ArrayBuffer.isView(b) && !(b instanceof Uint8Array) ? Buffer.from(b.buffer, b.byteOffset, b.byteLength) : b;
};

function ranged(value, name, min, max, fallback) {
  if (value === undefined || Number.isNaN(value)) return fallback;
  if (typeof value !== 'number') throw argType(name, 'number', value);
  if (!Number.isFinite(value)) outOfRange(name, 'a finite number', value);
  if (value < min || value > max) outOfRange(name, `>= ${min} and <= ${max}`, value);
  return value;
}

// What the pool is doing for a stream, and what of its output has not been handed on.
class Handle {
  constructor(mode, level, strategy) {
    this.state = native.open(mode, level, strategy);
    this.mode = mode;
  }
}

function Zlib(opts, mode) {
  const windowBits = ranged(opts?.windowBits, 'options.windowBits', opts?.windowBits === 0 ? 0 : 8, 15, 15);
  const level = ranged(opts?.level, 'options.level', -1, 9, -1);
  const memLevel = ranged(opts?.memLevel, 'options.memLevel', 1, 9, 8);
  const strategy = ranged(opts?.strategy, 'options.strategy', 0, 4, 0);
  if (opts?.dictionary !== undefined || (windowBits !== 15 && windowBits !== 0 && mode % 2 === 1 && mode !== 7)) {
    throw make('Error', 'ERR_FINISHLINE_UNSUPPORTED',
      'zlib with a dictionary or a small window is not supported by Finishline; see docs/supported.md for what is');
  }
  let chunkSize = Z_DEFAULT_CHUNK;
  if (opts?.chunkSize !== undefined && !Number.isNaN(opts.chunkSize)) {
    chunkSize = opts.chunkSize;
    validateNumber(chunkSize, 'options.chunkSize');
    if (chunkSize < Z_MIN_CHUNK) outOfRange('options.chunkSize', `>= ${Z_MIN_CHUNK}`, chunkSize);
  }
  const flush = ranged(opts?.flush, 'options.flush', Z_NO_FLUSH, Z_BLOCK, Z_NO_FLUSH);
  const finishFlush = ranged(opts?.finishFlush, 'options.finishFlush', Z_NO_FLUSH, Z_BLOCK, Z_FINISH);
  const maxOutputLength = ranged(opts?.maxOutputLength, 'options.maxOutputLength', 1, Number.MAX_SAFE_INTEGER, require('buffer').kMaxLength);
  if (opts?.encoding || opts?.objectMode || opts?.writableObjectMode) {
    opts = { ...opts, encoding: null, objectMode: false, writableObjectMode: false };
  }
  Transform.call(this, { autoDestroy: true, ...opts });
  this[kError] = null;
  this[kFlushes] = [];
  this.bytesWritten = 0;
  this._handle = new Handle(mode, level, strategy);
  this._outOffset = 0;
  this._chunkSize = chunkSize;
  this._defaultFlushFlag = flush;
  this._finishFlushFlag = finishFlush;
  this._defaultFullFlushFlag = Z_FULL_FLUSH;
  this._info = opts?.info;
  this._maxOutputLength = maxOutputLength;
  this._level = level;
  this._strategy = strategy;
  this._mode = mode;
  this._memLevel = memLevel;
}
Object.setPrototypeOf(Zlib, Transform);
Object.setPrototypeOf(Zlib.prototype, Transform.prototype);

Object.defineProperty(Zlib.prototype, '_closed', { configurable: true, enumerable: true, get() { return !this._handle; } });

Object.assign(Zlib.prototype, {
  reset() {
    native.reset(this._handle.state);
  },
  params(level, strategy, callback) {
    ranged(level, 'level', -1, 9);
    ranged(strategy, 'strategy', 0, 4);
    if (this._level === level && this._strategy === strategy) return nextTick(callback);
    this.flush(constants.Z_SYNC_FLUSH, () => {
      if (this.destroyed) return;
      native.params(this._handle.state, level, strategy);
      [this._level, this._strategy] = [level, strategy];
      if (callback) callback();
    });
  },
  flush(kind, callback) {
    if (typeof kind === 'function' || (kind === undefined && !callback)) [kind, callback] = [this._defaultFullFlushFlag, kind];
    kind = ranged(kind, 'kind', Z_NO_FLUSH, Z_BLOCK, this._defaultFullFlushFlag);
    if (this.writableFinished) {
      if (callback) nextTick(callback);
    } else if (this.writableEnded) {
      if (callback) this.once('end', callback);
    } else {
      this[kFlushes].push(kind);
      this.write(Buffer.alloc(0), '', callback);
    }
  },
  close(callback) {
    if (callback) finished(this, callback);
    this.destroy();
  },
  _destroy(err, callback) {
    this._handle = null;
    callback(err);
  },
  _final(callback) { callback(); },
  _flush(callback) { this._transform(Buffer.alloc(0), '', callback); },
  _transform(chunk, encoding, cb) {
    let flag = this._defaultFlushFlag;
    if (chunk.byteLength === 0 && this[kFlushes].length > 0) flag = this[kFlushes].shift();
    if (this.writableEnded && this.writableLength === chunk.byteLength) flag = stronger(flag, this._finishFlushFlag);
    begin(this, chunk, flag, cb);
  },
  _processChunk(chunk, flag, cb) {
    if (typeof cb === 'function') begin(this, chunk, flag, cb);
    else return processSync(this, chunk, flag);
  },
});

// A chunk goes to the pool. Its output comes back in rounds, each as much as is
// left of an output buffer; a full buffer means that there is another round.
function begin(stream, chunk, flag, cb) {
  const handle = stream._handle;
  if (!handle) return nextTick(cb);
  const { out, rest, error } = native.write(handle.state, chunk, flag);
  Object.assign(handle, { out, rest, error, cb, size: chunk.byteLength - rest });
  work(() => round(stream, handle));
}

function round(stream, handle) {
  const { cb } = handle;
  if (stream.destroyed) return cb();
  const room = stream._chunkSize - stream._outOffset;
  const have = Math.min(handle.out.length, room);
  const full = have === room;
  if (!full && handle.error) return fail(stream, handle.error);
  stream.bytesWritten += handle.size;
  handle.size = 0;
  let waiting = false;
  if (have > 0) {
    stream._outOffset += have;
    waiting = !stream.push(handle.out.subarray(0, have));
    handle.out = handle.out.subarray(have);
  }
  if (stream.destroyed) return cb();
  if (full || stream._outOffset >= stream._chunkSize) stream._outOffset = 0;
  if (full) {
    if (!waiting) return work(() => round(stream, handle));
    const read = stream._read;
    stream._read = (n) => {
      stream._read = read;
      work(() => round(stream, handle));
      stream._read(n);
    };
    return;
  }
  if (handle.rest > 0) stream.push(null); // what follows the end of a compressed stream is not ours
  cb();
}

const zlibError = ([message, errno, code]) => Object.assign(new Error(message), { errno, code });

function fail(stream, parts) {
  stream[kError] = zlibError(parts);
  stream.destroy(stream[kError]);
}

function processSync(stream, chunk, flag) {
  const { out, rest, error } = native.write(stream._handle.state, chunk, flag);
  if (error) throw zlibError(error);
  stream._handle = null;
  tooLarge(stream, out.length);
  stream.bytesWritten = chunk.byteLength - rest;
  return out;
}

function tooLarge(stream, length) {
  if (length > stream._maxOutputLength) {
    throw make('RangeError', 'ERR_BUFFER_TOO_LARGE', `Cannot create a Buffer larger than ${stream._maxOutputLength} bytes`);
  }
}

// The functions that take everything at once.
function whole(stream, buffer, callback) {
  validateFunction(callback, 'callback');
  const parts = [];
  let length = 0;
  stream.on('data', (part) => {
    parts.push(part);
    length += part.length;
    try {
      tooLarge(stream, length);
    } catch (e) {
      stream.close();
      stream.removeAllListeners('end');
      callback(e);
    }
  });
  stream.on('error', (e) => {
    stream.removeAllListeners('end');
    callback(e);
  });
  stream.on('end', () => {
    const out = parts.length === 1 ? parts[0] : Buffer.concat(parts, length);
    stream.close();
    callback(null, stream._info ? { buffer: out, engine: stream } : out);
  });
  stream.end(asBytes(buffer));
}

function wholeSync(stream, buffer) {
  if (typeof buffer === 'string') buffer = Buffer.from(buffer);
  else if (!ArrayBuffer.isView(buffer) && !(buffer instanceof ArrayBuffer)) {
    throw argType('buffer', ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], buffer);
  }
  const out = processSync(stream, asBytes(buffer), stream._finishFlushFlag);
  return stream._info ? { buffer: out, engine: stream } : out;
}

const zlib = module.exports = {};
const versions = internal('versions');
if (versions.zlibCRC32) {
  zlib.crc32 = (data, value = 0) => {
    if (typeof data !== 'string' && !ArrayBuffer.isView(data)) throw argType('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
    validateNumber(value, 'value', 0, 4294967295);
    return native.crc32(asBytes(typeof data === 'string' ? Buffer.from(data) : data), value);
  };
}
const kinds = { Deflate: 1, Inflate: 2, Gzip: 3, Gunzip: 4, DeflateRaw: 5, InflateRaw: 6, Unzip: 7 };
for (const [name, mode] of Object.entries(kinds)) {
  const Kind = { [name]: function(opts) {
    if (!(this instanceof Kind)) return new Kind(opts);
    Zlib.call(this, opts, mode);
  } }[name];
  Object.setPrototypeOf(Kind, Zlib);
  Object.setPrototypeOf(Kind.prototype, Zlib.prototype);
  zlib[name] = Kind;
}
const others = versions.zlibZstd ? ['BrotliCompress', 'BrotliDecompress', 'ZstdCompress', 'ZstdDecompress'] : ['BrotliCompress', 'BrotliDecompress'];
for (const name of others) zlib[name] = missingClass('zlib', name);

const lower = (name) => name[0].toLowerCase() + name.slice(1);
for (const name of Object.keys(kinds)) {
  const Kind = zlib[name];
  const key = lower(name);
  zlib[key] = { [key](buffer, opts, callback) {
    if (typeof opts === 'function') [opts, callback] = [{}, opts];
    return whole(new Kind(opts), buffer, callback);
  } }[key];
  zlib[`${key}Sync`] = { [`${key}Sync`]: (buffer, opts) => wholeSync(new Kind(opts), buffer) }[`${key}Sync`];
}
for (const name of others) {
  zlib[lower(name)] = missingFunction('zlib', lower(name));
  zlib[`${lower(name)}Sync`] = missingFunction('zlib', `${lower(name)}Sync`);
}
for (const name of Object.keys(kinds)) zlib[`create${name}`] = (opts) => new zlib[name](opts);
for (const name of others) zlib[`create${name}`] = missingFunction('zlib', `create${name}`);
Object.defineProperties(zlib, {
  constants: { enumerable: true, value: constants },
  codes: { enumerable: true, writable: true, value: Object.freeze(codes) },
});
for (const [name, value] of Object.entries(constants)) {
  if (name.startsWith('Z_')) Object.defineProperty(zlib, name, { value });
}
