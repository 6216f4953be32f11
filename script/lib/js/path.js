// path: one implementation, told apart by what a separator and a root are.
'use strict';
const has = internal('versions');
const { cwd } = internal('process');
const { argType, validateString, validateObject } = require('internal/errors');

// segments without "." and, where possible, without ".."
function squeeze(parts, absolute) {
  const out = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (!absolute) out.push('..');
  }
  return out;
}

// common makes what both systems share of { sep, split, root, isSep }: root(path)
// is the part that names the root, "" for relative paths.
function common(os) {
  const { isSep, root } = os;

  function base(p, from) {
    let end = p.length;
    while (end > from && isSep(p[end - 1])) end--;
    let start = end;
    while (start > from && !isSep(p[start - 1])) start--;
    return [start, end];
  }

  function extension(name) {
    const dot = name.lastIndexOf('.');
    return dot <= 0 || (dot === name.length - 1 && name === '..') || name === '..' ? '' : name.slice(dot);
  }

  const api = {
    sep: os.sep,
    delimiter: os.delimiter,
    isAbsolute(path) {
      validateString(path, 'path');
      return os.isAbsolute(path);
    },
    join(...args) {
      if (args.length === 0) return '.';
      for (const arg of args) validateString(arg, 'path');
      const joined = os.join(args.filter((a) => a !== ''));
      return joined === undefined ? '.' : api.normalize(joined);
    },
    dirname(path) {
      validateString(path, 'path');
      if (path.length === 0) return '.';
      const head = os.dirRoot(path).length;
      const end = base(path, head)[0] - 1;
      if (end < head) return head > 0 ? path.slice(0, head) : '.';
      // POSIX leaves the meaning of exactly two leading slashes to the system.
      return os.sep === '/' && head === 1 && end === 1 ? '//' : path.slice(0, end);
    },
    basename(path, suffix) {
      if (suffix !== undefined) validateString(suffix, 'suffix');
      validateString(path, 'path');
      const [start, end] = base(path, os.drive(path));
      const name = path.slice(start, end);
      if (suffix !== undefined && suffix.length > 0 && suffix.length <= path.length) {
        if (suffix === path) return '';
        if (name !== suffix && name.endsWith(suffix)) return name.slice(0, -suffix.length);
      }
      return name;
    },
    extname(path) {
      validateString(path, 'path');
      const [start, end] = base(path, os.drive(path));
      return extension(path.slice(start, end));
    },
    format(pathObject) {
      validateObject(pathObject, 'pathObject');
      const dir = pathObject.dir || pathObject.root;
      const ext = pathObject.ext ? `${pathObject.ext[0] === '.' || !has.pathFormatDot ? '' : '.'}${pathObject.ext}` : '';
      const name = pathObject.base || `${pathObject.name || ''}${ext}`;
      if (!dir) return name;
      return dir === pathObject.root ? `${dir}${name}` : `${dir}${os.sep}${name}`;
    },
    parse(path) {
      validateString(path, 'path');
      const r = os.parseRoot(path);
      const [start, end] = base(path, r.length);
      const name = path.slice(start, end);
      const ext = extension(name);
      let dir = path.slice(0, start);
      if (start > r.length) dir = path.slice(0, start - 1);
      else dir = r;
      return { root: r, dir, base: name, ext, name: ext ? name.slice(0, -ext.length) : name };
    },
    normalize(path) {
      validateString(path, 'path');
      return os.normalize(path);
    },
    resolve(...args) {
      return os.resolve(args);
    },
    relative(from, to) {
      validateString(from, 'from');
      validateString(to, 'to');
      return os.relative(from, to);
    },
    toNamespacedPath(path) {
      return os.namespaced(path);
    },
    matchesGlob(path, pattern) {
      validateString(path, 'path');
      validateString(pattern, 'pattern');
      return glob(pattern).test(api.normalize(path).split(os.sep).join('/'));
    },
  };
  return api;
}

// "**" stands for any number of segments, "*" for part of one.
function glob(pattern) {
  const source = pattern.replace(/\*\*\/?|\*|\?|\{[^}]*\}|\[[^\]]*\]|[.+^$()|\\]/g, (m) => {
    if (m.startsWith('**')) return m.endsWith('/') ? '(?:[^/]+/)*' : '.*';
    if (m === '*') return '[^/]*';
    if (m === '?') return '[^/]';
    if (m[0] === '{') return `(?:${m.slice(1, -1).split(',').join('|')})`;
    return m[0] === '[' ? m.replace('[!', '[^') : `\\${m}`;
  });
  return new RegExp(`^${source}$`);
}

const slash = (c) => c === '/';

const posix = common({
  sep: '/', delimiter: ':', isSep: slash,
  drive: () => 0,
  parseRoot: (p) => (p[0] === '/' ? '/' : ''),
  dirRoot: (p) => (p[0] === '/' ? '/' : ''),
  isAbsolute: (p) => p[0] === '/',
  join: (args) => (args.length === 0 ? undefined : args.join('/')),
  normalize(path) {
    if (path === '') return '.';
    const absolute = path[0] === '/';
    let out = squeeze(path.split('/'), absolute).join('/');
    if (out === '') return absolute ? '/' : path.endsWith('/') ? './' : '.';
    if (path.endsWith('/')) out += '/';
    return absolute ? `/${out}` : out;
  },
  resolve(args) {
    let path = '';
    for (let i = args.length - 1; i >= 0 && path[0] !== '/'; i--) {
      validateString(args[i], `paths[${i}]`);
      if (args[i] !== '') path = path === '' ? args[i] : `${args[i]}/${path}`;
    }
    if (path[0] !== '/') path = path === '' ? cwd() : `${cwd()}/${path}`;
    return `/${squeeze(path.split('/'), true).join('/')}`;
  },
  relative(from, to) {
    if (from === to) return '';
    from = posix.resolve(from).slice(1);
    to = posix.resolve(to).slice(1);
    return between(from === '' ? [] : from.split('/'), to === '' ? [] : to.split('/'), (s) => s, '/');
  },
  namespaced: (p) => p,
});

function between(from, to, fold, sep) {
  let n = 0;
  while (n < from.length && n < to.length && fold(from[n]) === fold(to[n])) n++;
  return [...from.slice(n).map(() => '..'), ...to.slice(n)].join(sep);
}

// ---- Windows

const back = (c) => c === '/' || c === '\\';
const isLetter = (c) => c !== undefined && /[A-Za-z]/.test(c);

// device, whether a separator follows, and how long both are
function windowsRoot(p) {
  if (back(p[0])) {
    const unc = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)/.exec(p);
    if (unc) {
      if (unc[1] === '.' || unc[1] === '?') return { device: `\\\\${unc[1]}`, absolute: true, end: 4 };
      const end = unc[0].length;
      return { device: `\\\\${unc[1]}\\${unc[2]}`, absolute: true, end: end < p.length ? end + 1 : end, unc: true };
    }
    return { device: '', absolute: true, end: 1 };
  }
  if (isLetter(p[0]) && p[1] === ':') return { device: p.slice(0, 2), absolute: back(p[2]), end: back(p[2]) ? 3 : 2 };
  return { device: '', absolute: false, end: 0 };
}

const win32 = common({
  sep: '\\', delimiter: ';', isSep: back,
  drive: (p) => (isLetter(p[0]) && p[1] === ':' ? 2 : 0),
  parseRoot(p) {
    const r = windowsRoot(p);
    return p.slice(0, r.end);
  },
  dirRoot(p) {
    const r = windowsRoot(p);
    return p.slice(0, r.end);
  },
  isAbsolute: (p) => back(p[0]) || (p.length > 2 && isLetter(p[0]) && p[1] === ':' && back(p[2])),
  join(args) {
    if (args.length === 0) return undefined;
    let joined = args.join('\\');
    // Only a first argument that is a UNC root may begin with two separators.
    const slashes = /^[\\/]*/.exec(args[0])[0].length;
    if (!(slashes === 2 && args[0].length > 2)) {
      const n = /^[\\/]*/.exec(joined)[0].length;
      if (n >= 2) joined = `\\${joined.slice(n)}`;
    }
    return joined;
  },
  normalize(path) {
    if (path === '') return '.';
    if (path.length === 1) return path === '/' ? '\\' : path;
    const { device, absolute, end, unc } = windowsRoot(path);
    let tail = squeeze(path.slice(end).split(/[\\/]/), absolute).join('\\');
    if (unc && tail === '') return `${device}\\`;
    if (tail === '' && !absolute) tail = '.';
    if (tail !== '' && back(path.at(-1))) tail += '\\';
    return absolute ? `${device}\\${tail}` : `${device}${tail}`;
  },
  resolve(args) {
    let device = '', tail = '', absolute = false;
    for (let i = args.length - 1; i >= -1; i--) {
      let path;
      if (i >= 0) {
        path = args[i];
        validateString(path, `paths[${i}]`);
        if (path === '') continue;
      } else if (device === '') {
        path = cwd();
      } else {
        path = `${device}\\`;
      }
      const r = windowsRoot(path);
      if (r.device !== '') {
        if (device === '') device = r.device;
        else if (r.device.toLowerCase() !== device.toLowerCase()) continue;
      }
      if (absolute) {
        if (device !== '') break;
        continue;
      }
      tail = `${path.slice(r.end)}\\${tail}`;
      absolute = r.absolute;
      if (absolute && device !== '') break;
    }
    tail = squeeze(tail.split(/[\\/]/), absolute).join('\\');
    return absolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
  },
  relative(from, to) {
    if (from === to) return '';
    const a = win32.resolve(from), b = win32.resolve(to);
    if (a === b || a.toLowerCase() === b.toLowerCase()) return '';
    const parts = (p) => p.split('\\').filter((s) => s !== '');
    const x = parts(a), y = parts(b);
    if (x[0]?.toLowerCase() !== y[0]?.toLowerCase()) return b;
    return between(x, y, (s) => s.toLowerCase(), '\\');
  },
  namespaced(path) {
    if (typeof path !== 'string' || path.length === 0) return path;
    const p = win32.resolve(path);
    if (/^\\\\[^.?]/.test(p)) return `\\\\?\\UNC\\${p.slice(2)}`;
    return /^[A-Za-z]:\\/.test(p) ? `\\\\?\\${p}` : path;
  },
});

posix.win32 = win32.win32 = win32;
posix.posix = win32.posix = posix;
posix._makeLong = posix.toNamespacedPath;
win32._makeLong = win32.toNamespacedPath;

module.exports = posix;
