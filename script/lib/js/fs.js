// fs over a virtual set of files that can be read and not written: what would
// change something fails with EROFS, as on a read-only file system.
'use strict';
const native = internal('fs');
const has = internal('versions');
const { argType, make, validateFunction } = require('internal/errors');
const numbers = require('internal/numbers').fs;
const errno = { ENOENT: [-2, 'no such file or directory'], EISDIR: [-21, 'illegal operation on a directory'], EACCES: [-13, 'permission denied'],
  ENOTDIR: [-20, 'not a directory'], EROFS: [-30, 'read-only file system'], EBADF: [-9, 'bad file descriptor'], EINVAL: [-22, 'invalid argument'] };

function failure(code, syscall, path, dest) {
  const [number, text] = errno[code];
  let message = `${code}: ${text}, ${syscall}`;
  if (path !== undefined) message += ` '${path}'`;
  if (dest !== undefined) message += ` -> '${dest}'`;
  const e = Object.assign(new Error(message), has.syncErrorSyscallFirst ? { errno: number, syscall, code } : { errno: number, code, syscall });
  if (path !== undefined) e.path = path;
  if (dest !== undefined) e.dest = dest;
  return e;
}

// The order that errors of asynchronous calls have in every version.
function codeFirst(e) {
  for (const key of ['syscall', 'path', 'dest']) {
    if (!(key in e)) continue;
    const value = e[key];
    delete e[key];
    e[key] = value;
  }
  return e;
}

function pathOf(path, name = 'path') {
  if (typeof path === 'object' && path !== null && path.href && path.protocol) path = require('url').fileURLToPath(path);
  else if (Buffer.isBuffer(path)) path = path.toString();
  else if (typeof path !== 'string') throw argType(name, ['string', 'Buffer', 'URL'], path);
  if (path.includes('\0')) {
    throw require('internal/errors').argValue(name, path, 'must be a string, Uint8Array, or URL without null bytes');
  }
  return path;
}

// Answers are errno names where the call fails.
function ask(f, path, syscall) {
  const answer = f(path);
  if (typeof answer === 'string') throw failure(answer, syscall, answer === 'EISDIR' ? undefined : path);
  return answer;
}

class Stats {
  constructor(dir, size, mode, mtimeMs) {
    Object.assign(this, {
      dev: 1, mode, nlink: 1, uid: 0, gid: 0, rdev: 0, blksize: 4096, ino: 1, size, blocks: Math.ceil(size / 512),
      atimeMs: mtimeMs, mtimeMs, ctimeMs: mtimeMs, birthtimeMs: mtimeMs,
    });
  }
  isDirectory() { return (this.mode & 0o170000) === 0o040000; }
  isFile() { return (this.mode & 0o170000) === 0o100000; }
}
for (const name of ['isBlockDevice', 'isCharacterDevice', 'isSymbolicLink', 'isFIFO', 'isSocket']) Stats.prototype[name] = () => false;
for (const name of ['atime', 'mtime', 'ctime', 'birthtime']) {
  Object.defineProperty(Stats.prototype, name, { configurable: true, enumerable: true, get() { return new Date(this[`${name}Ms`]); } });
}

const kType = Symbol('type');
class Dirent {
  constructor(name, path, dir) {
    this.name = name;
    this.parentPath = path;
    this[kType] = dir ? 2 : 1;
  }
  isDirectory() { return this[kType] === 2; }
  isFile() { return this[kType] === 1; }
}
for (const name of ['isBlockDevice', 'isCharacterDevice', 'isSymbolicLink', 'isFIFO', 'isSocket']) Dirent.prototype[name] = () => false;

const optionsOf = (options) => (typeof options === 'string' ? { encoding: options } : options ?? {});
const encoded = (b, { encoding }) => (encoding && encoding !== 'buffer' ? b.toString(encoding) : b);

const open = new Map(); // file descriptors
let nextFd = 20;

function descriptor(fd, syscall) {
  const f = open.get(fd);
  if (f === undefined) throw failure('EBADF', syscall);
  return f;
}

function writes(flags) {
  return typeof flags === 'number' ? (flags & 3) !== 0 : typeof flags === 'string' && /[wa+x]/.test(flags);
}

const sync = {
  readFile(path, options) {
    options = optionsOf(options);
    if (typeof path === 'number' && Number.isInteger(path)) return encoded(Buffer.from(descriptor(path, 'read').data), options);
    return encoded(ask(native.read, pathOf(path), 'open'), options);
  },
  stat(path, options) {
    path = pathOf(path);
    const answer = native.stat(path);
    if (typeof answer === 'string') {
      if (options?.throwIfNoEntry === false && answer === 'ENOENT') return undefined;
      throw failure(answer, 'stat', path);
    }
    return new Stats(...answer);
  },
  lstat(path, options) {
    try {
      return sync.stat(path, options);
    } catch (e) {
      throw e.syscall === 'stat' ? failure(e.code, 'lstat', e.path) : e;
    }
  },
  fstat(fd) { return sync.stat(descriptor(fd, 'fstat').path); },
  readdir(path, options) {
    options = optionsOf(options);
    path = pathOf(path);
    const out = [];
    const walk = (dir, prefix) => {
      const list = ask(native.list, dir, 'scandir');
      for (let i = 0; i < list.length; i += 2) {
        out.push(options.withFileTypes ? new Dirent(list[i], dir, list[i + 1]) : prefix + list[i]);
        if (options.recursive && list[i + 1]) walk(`${dir}/${list[i]}`, `${prefix}${list[i]}/`);
      }
    };
    walk(path, '');
    return out;
  },
  access(path, mode = 0) {
    path = pathOf(path);
    const answer = native.stat(path);
    if (typeof answer === 'string') throw failure(answer, 'access', path);
    if (mode & numbers.W_OK) throw failure('EROFS', 'access', path);
  },
  realpath(path) {
    path = require('path').resolve(pathOf(path));
    const answer = native.stat(path);
    if (typeof answer === 'string') throw failure(answer, 'lstat', path);
    return path;
  },
  open(path, flags = 'r') {
    path = pathOf(path);
    if (writes(flags)) throw failure('EROFS', 'open', path);
    const answer = native.read(path);
    if (typeof answer === 'string' && answer !== 'EISDIR') throw failure(answer, 'open', path);
    open.set(nextFd, { path, data: typeof answer === 'string' ? undefined : answer, at: 0 });
    return nextFd++;
  },
  close(fd) {
    descriptor(fd, 'close');
    open.delete(fd);
  },
  read(fd, buffer, offset = 0, length = buffer.byteLength - offset, position = null) {
    if (offset !== null && typeof offset === 'object') ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset);
    const f = descriptor(fd, 'read');
    if (f.data === undefined) throw failure('EISDIR', 'read');
    const at = position === null || position === -1 ? f.at : Number(position);
    const n = f.data.copy(Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength), offset, at, at + length);
    if (position === null || position === -1) f.at += n;
    return n;
  },
};

// Everything that would change the files.
const changes = {
  writeFile: 'open', appendFile: 'open', mkdir: 'mkdir', mkdtemp: 'mkdtemp', rmdir: 'rmdir', rm: 'rm', unlink: 'unlink', rename: 'rename',
  copyFile: 'copyfile', chmod: 'chmod', chown: 'chown', utimes: 'utime', truncate: 'open', symlink: 'symlink', link: 'link', cp: 'cp',
  lchown: 'lchown', lutimes: 'lutime', lchmod: 'lchmod',
};
for (const [name, syscall] of Object.entries(changes)) {
  const two = ['rename', 'copyFile', 'symlink', 'link'].includes(name);
  sync[name] = (path, dest) => { throw failure('EROFS', syscall, typeof path === 'number' ? undefined : pathOf(path), two ? pathOf(dest) : undefined); };
}
for (const name of ['write', 'writev', 'ftruncate', 'fchmod', 'fchown', 'futimes', 'fsync', 'fdatasync']) {
  sync[name] = (fd, data) => {
    if (name === 'write' && (fd === 1 || fd === 2)) {
      const text = typeof data === 'string' ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString();
      (fd === 1 ? process.stdout : process.stderr).write(text);
      return Buffer.byteLength(text);
    }
    throw failure(open.has(fd) ? 'EROFS' : 'EBADF', name);
  };
}

const fs = module.exports = {};
for (const [name, f] of Object.entries(sync)) {
  fs[`${name}Sync`] = f;
  Object.defineProperty(f, 'name', { value: `${name}Sync` });
  fs[name] = {
    [name](...args) {
      const cb = args.pop();
      if (typeof cb !== 'function') throw argType('cb', 'Function', cb);
      if (typeof args[0] !== 'number') pathOf(args[0]);
      // readFile is four requests: open, fstat, read, close.
      native.work(() => {
        let result;
        try {
          result = f(...args);
        } catch (e) {
          return cb(has.syncErrorSyscallFirst && e.syscall ? codeFirst(e) : e);
        }
        if (name === 'readFile') return native.work(() => native.work(() => native.work(() => cb(null, result))));
        if (name === 'read') cb(null, result, args[1]);
        else if (result === undefined) cb(null);
        else cb(null, result);
      });
    },
  }[name];
}
fs.realpath.native = fs.realpath;
fs.realpathSync.native = fs.realpathSync;
fs.existsSync = function existsSync(path) {
  try {
    return typeof native.stat(pathOf(path)) !== 'string';
  } catch {
    return false;
  }
};
fs.exists = function exists(path, callback) {
  validateFunction(callback, 'cb');
  native.work(() => callback(fs.existsSync(path)));
};
fs.exists[Symbol.for('nodejs.util.promisify.custom')] = (path) => new Promise((resolve) => fs.exists(path, resolve));

const missing = (name) => () => {
  throw make('Error', 'ERR_FINISHLINE_UNSUPPORTED', `fs.${name} is not supported by Finishline; see docs/supported.md for what is`);
};
for (const name of ['watch', 'watchFile', 'unwatchFile', 'opendir', 'opendirSync', 'glob', 'globSync', 'openAsBlob', 'readv', 'readvSync',
  'readlink', 'readlinkSync', 'statfs', 'statfsSync']) fs[name] = missing(name);

// The classes of streams can be replaced (graceful-fs does).
let streams;
for (const name of ['ReadStream', 'WriteStream']) {
  const get = () => (streams ??= require('internal/fs_streams').streams(fs, pathOf, failure, native.work))[name];
  for (const key of [name, name.replace('Read', 'FileRead').replace('Write', 'FileWrite')]) {
    let replaced;
    Object.defineProperty(fs, key, { configurable: true, enumerable: true, get: () => replaced ?? get(), set(value) { replaced = value; } });
  }
}
fs.createReadStream = function createReadStream(path, options) { return new fs.ReadStream(path, options); };
fs.createWriteStream = function createWriteStream(path, options) { return new fs.WriteStream(path, options); };

let promises;
Object.defineProperties(fs, {
  promises: {
    configurable: true, enumerable: true,
    get() {
      if (promises === undefined) {
        promises = { constants: numbers };
        for (const name of Object.keys(sync)) {
          if (['read', 'close', 'fstat', 'write', 'writev', 'ftruncate', 'fchmod', 'fchown', 'futimes', 'fsync', 'fdatasync'].includes(name)) continue;
          promises[name] = { async [name](...args) {
            if (name === 'open') return handle(await call('open', args));
            return call(name, args);
          } }[name];
        }
      }
      return promises;
    },
  },
  constants: { configurable: false, enumerable: true, value: numbers },
});
for (const name of ['F_OK', 'R_OK', 'W_OK', 'X_OK']) Object.defineProperty(fs, name, { enumerable: true, value: numbers[name] });
fs.Stats = Stats;
fs.Dirent = Dirent;

const call = (name, args) => new Promise((resolve, reject) => fs[name](...args, (e, v) => (e ? reject(e) : resolve(v))));

function handle(fd) {
  return {
    fd,
    readFile: (options) => call('readFile', [fd, options]),
    stat: () => call('fstat', [fd]),
    read: async (buffer, ...rest) => ({ bytesRead: await call('read', [fd, buffer, ...rest]), buffer }),
    close: () => call('close', [fd]),
  };
}
