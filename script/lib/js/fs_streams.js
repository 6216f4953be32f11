// fs.ReadStream and fs.WriteStream. A read stream opens, reads 64 KiB at a time
// and closes, each through the thread pool; a write stream fails when it opens.
'use strict';
const { Readable, Writable } = require('stream');
const { make } = require('internal/errors');

exports.streams = (fs, pathOf, failure, work) => {
  function ReadStream(path, options) {
    if (!(this instanceof ReadStream)) return new ReadStream(path, options);
    options = typeof options === 'string' ? { encoding: options } : options ?? {};
    if (options.fs || options.fd != null) {
      throw make('Error', 'ERR_FINISHLINE_UNSUPPORTED', 'fs.ReadStream with the option fd or fs is not supported by Finishline; see docs/supported.md for what is');
    }
    const { start, end = Infinity, highWaterMark = 64 * 1024 } = options;
    Object.assign(this, { fd: null, path: pathOf(path), flags: options.flags ?? 'r', mode: options.mode ?? 0o666, start, end, pos: start, bytesRead: 0 });
    Readable.call(this, {
      highWaterMark, encoding: options.encoding, emitClose: options.emitClose, autoDestroy: options.autoClose !== false, signal: options.signal,
    });
  }
  Object.setPrototypeOf(ReadStream, Readable);
  Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);

  ReadStream.prototype._construct = function(cb) {
    fs.open(this.path, this.flags, this.mode, (e, fd) => {
      if (e) return cb(e);
      this.fd = fd;
      cb();
      this.emit('open', fd);
      this.emit('ready');
    });
  };
  ReadStream.prototype._read = function(n) {
    const at = this.pos ?? this.bytesRead;
    n = Math.min(n, this.end - at + 1);
    if (n <= 0) return this.push(null);
    const buffer = Buffer.allocUnsafeSlow(n);
    fs.read(this.fd, buffer, 0, n, at, (e, count) => {
      if (e) return this.destroy(e);
      if (this.pos !== undefined) this.pos += count;
      this.bytesRead += count;
      this.push(count > 0 ? buffer.subarray(0, count) : null);
    });
  };
  ReadStream.prototype._destroy = function(e, cb) {
    if (this.fd === null) return cb(e);
    const closing = this.fd;
    this.fd = null;
    fs.close(closing, (er) => cb(er || e));
  };
  ReadStream.prototype.close = function(cb) {
    if (cb) this.once('close', cb);
    this.destroy();
  };

  function WriteStream(path, options) {
    if (!(this instanceof WriteStream)) return new WriteStream(path, options);
    Object.assign(this, { fd: null, path: pathOf(path), flags: 'w', mode: 0o666, bytesWritten: 0 });
    Writable.call(this, { decodeStrings: options?.decodeStrings, emitClose: options?.emitClose });
  }
  Object.setPrototypeOf(WriteStream, Writable);
  Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
  WriteStream.prototype._construct = function(cb) { work(() => cb(failure('EROFS', 'open', this.path))); };
  WriteStream.prototype._write = (chunk, encoding, cb) => cb();
  WriteStream.prototype.close = ReadStream.prototype.close;

  for (const c of [ReadStream, WriteStream]) {
    Object.defineProperty(c.prototype, 'pending', { configurable: true, get() { return this.fd === null; } });
  }
  return { ReadStream, WriteStream };
};
