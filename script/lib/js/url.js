// The url module: WHATWG URL and URLSearchParams here, the old API in legacy_url.js.
'use strict';
const has = internal('versions');
const native = internal('url');
const { make, argType, argValue, missingArgs } = require('internal/errors');
const custom = Symbol.for('nodejs.util.inspect.custom');
const inspect = (v, opts) => require('internal/inspect').inspect(v, opts);

const well = (v) => `${v}`.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

function invalidURL(input, base) {
  // From 20 on C++ makes it, and its code shows only as a property.
  const e = has.invalidUrlInputFirst ? make('TypeError', 'ERR_INVALID_URL', 'Invalid URL') : Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' });
  if (has.invalidUrlInputFirst) delete e.code;
  e.input = input;
  if (base !== undefined && has.invalidUrlBase) e.base = base;
  if (has.invalidUrlInputFirst) e.code = 'ERR_INVALID_URL';
  return e;
}

const invalidThis = (type) => make('TypeError', 'ERR_INVALID_THIS', `Value of "this" must be of type ${type}`);

// ---- URLSearchParams

function parseForm(text) {
  const list = [];
  const { Buffer } = internal('buffer');
  const decode = (s) => {
    s = s.replaceAll('+', ' ');
    if (!s.includes('%')) return s;
    return require('querystring').unescapeBuffer(Buffer.from(s).toString('latin1'), false).toString('utf8');
  };
  for (const part of text.split('&')) {
    if (part === '') continue;
    const eq = part.indexOf('=');
    list.push(decode(eq === -1 ? part : part.slice(0, eq)), eq === -1 ? '' : decode(part.slice(eq + 1)));
  }
  return list;
}

class URLSearchParams {
  #list = [];
  #url = null;

  constructor(init = undefined) {
    if (init === undefined || init === null) return;
    if (typeof init !== 'object' && typeof init !== 'function') {
      init = well(init);
      this.#list = parseForm(init[0] === '?' ? init.slice(1) : init);
      return;
    }
    if ((#list in init) && init[Symbol.iterator] === URLSearchParams.prototype.entries) {
      this.#list = [...init.#list];
      return;
    }
    const iterator = init[Symbol.iterator];
    if (iterator === null || iterator === undefined) {
      const seen = new Map();
      for (const key of Reflect.ownKeys(init)) {
        const d = Object.getOwnPropertyDescriptor(init, key);
        if (!d?.enumerable) continue;
        const name = well(key), value = well(init[key]);
        if (seen.has(name)) this.#list[seen.get(name) + 1] = value;
        else {
          seen.set(name, this.#list.length);
          this.#list.push(name, value);
        }
      }
      return;
    }
    if (typeof iterator !== 'function') throw make('TypeError', 'ERR_ARG_NOT_ITERABLE', 'Query pairs must be iterable');
    for (const pair of init) {
      if (pair === null || (typeof pair !== 'object' && typeof pair !== 'function') || typeof pair[Symbol.iterator] !== 'function') {
        throw make('TypeError', 'ERR_INVALID_TUPLE', 'Each query pair must be an iterable [name, value] tuple');
      }
      const items = [...pair];
      if (items.length !== 2) throw make('TypeError', 'ERR_INVALID_TUPLE', 'Each query pair must be an iterable [name, value] tuple');
      this.#list.push(well(items[0]), well(items[1]));
    }
  }

  static bind(url, query) {
    const p = new URLSearchParams();
    p.#url = url;
    p.#list = parseForm(query);
    return p;
  }
  static rebind(params, query) {
    params.#list = parseForm(query);
  }

  #changed() {
    if (this.#url !== null) this.#url(this.toString());
  }

  static #check(o) {
    if (o === null || typeof o !== 'object' || !(#list in o)) throw invalidThis('URLSearchParams');
  }

  get size() {
    URLSearchParams.#check(this);
    return this.#list.length / 2;
  }

  append(name, value) {
    URLSearchParams.#check(this);
    if (arguments.length < 2) throw missingArgs('name', 'value');
    this.#list.push(well(name), well(value));
    this.#changed();
  }

  delete(name, value = undefined) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw missingArgs('name');
    name = well(name);
    if (value !== undefined) value = well(value);
    for (let i = 0; i < this.#list.length;) {
      if (this.#list[i] === name && (value === undefined || this.#list[i + 1] === value)) this.#list.splice(i, 2);
      else i += 2;
    }
    this.#changed();
  }

  #find(name) {
    for (let i = 0; i < this.#list.length; i += 2) if (this.#list[i] === name) return i;
    return -1;
  }

  get(name) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw missingArgs('name');
    const i = this.#find(well(name));
    return i === -1 ? null : this.#list[i + 1];
  }

  getAll(name) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw missingArgs('name');
    name = well(name);
    return this.#list.filter((v, i) => i % 2 === 1 && this.#list[i - 1] === name);
  }

  has(name, value = undefined) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw missingArgs('name');
    name = well(name);
    if (value !== undefined) value = well(value);
    for (let i = 0; i < this.#list.length; i += 2) {
      if (this.#list[i] === name && (value === undefined || this.#list[i + 1] === value)) return true;
    }
    return false;
  }

  set(name, value) {
    URLSearchParams.#check(this);
    if (arguments.length < 2) throw missingArgs('name', 'value');
    name = well(name);
    value = well(value);
    const i = this.#find(name);
    if (i === -1) {
      this.#list.push(name, value);
    } else {
      this.#list[i + 1] = value;
      for (let j = i + 2; j < this.#list.length;) {
        if (this.#list[j] === name) this.#list.splice(j, 2);
        else j += 2;
      }
    }
    this.#changed();
  }

  sort() {
    URLSearchParams.#check(this);
    const pairs = [];
    for (let i = 0; i < this.#list.length; i += 2) pairs.push([this.#list[i], this.#list[i + 1]]);
    pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.#list = pairs.flat();
    this.#changed();
  }

  forEach(callback, thisArg = undefined) {
    URLSearchParams.#check(this);
    if (typeof callback !== 'function') throw argType('callback', 'Function', callback);
    for (let i = 0; i < this.#list.length; i += 2) callback.call(thisArg, this.#list[i + 1], this.#list[i], this);
  }

  entries() { return this.#iterate('key+value'); }
  keys() { return this.#iterate('key'); }
  values() { return this.#iterate('value'); }

  #iterate(kind) {
    URLSearchParams.#check(this);
    let index = 0;
    const rest = () => {
      const out = [];
      for (let i = index; i < this.#list.length; i += 2) {
        out.push(kind === 'key' ? this.#list[i] : kind === 'value' ? this.#list[i + 1] : [this.#list[i], this.#list[i + 1]]);
      }
      return out;
    };
    const it = Object.create(iteratorPrototype);
    steps.set(it, {
      next: () => {
        const [value] = rest();
        if (index >= this.#list.length) return { value: undefined, done: true };
        index += 2;
        return { value, done: false };
      },
      rest,
    });
    return it;
  }

  toString() {
    URLSearchParams.#check(this);
    let text = '';
    for (let i = 0; i < this.#list.length; i += 2) {
      text += `${i === 0 ? '' : '&'}${native.formEncode(this.#list[i])}=${native.formEncode(this.#list[i + 1])}`;
    }
    return text;
  }

  [custom](depth, options) {
    URLSearchParams.#check(this);
    if (typeof depth === 'number' && depth < 0) return '[Object]';
    const opts = { ...options };
    if (typeof depth === 'number') opts.depth = depth - 1;
    const out = [];
    for (let i = 0; i < this.#list.length; i += 2) out.push(`${inspect(this.#list[i], opts)} => ${inspect(this.#list[i + 1], opts)}`);
    if (out.length === 0) return `${this.constructor.name} {}`;
    const length = out.reduce((n, s) => n + s.length + 2, -2);
    if (length > options.breakLength) return `${this.constructor.name} {\n  ${out.join(',\n  ')} }`;
    return `${this.constructor.name} { ${out.join(', ')} }`;
  }
}

const steps = new WeakMap();
const iteratorPrototype = Object.create(Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())), {
  next: { configurable: true, enumerable: true, writable: true, value: function next() {
    const s = steps.get(this);
    if (s === undefined) throw invalidThis('URLSearchParamsIterator');
    return s.next();
  } },
  [custom]: { configurable: true, enumerable: false, writable: true, value(depth, options) {
    if (typeof depth === 'number' && depth < 0) return '[Object]';
    const out = steps.get(this).rest().map((v) => inspect(v, options));
    const length = out.reduce((n, s) => n + s.length, 0);
    const breakLn = length > options.breakLength;
    return `URLSearchParams Iterator {${out.length === 0 ? '' : breakLn ? `\n  ${out.join(',\n  ')}` : ` ${out.join(', ')}`} }`;
  } },
  [Symbol.toStringTag]: { configurable: true, value: 'URLSearchParams Iterator' },
});
const bindParams = URLSearchParams.bind, rebindParams = URLSearchParams.rebind;
delete URLSearchParams.bind;
delete URLSearchParams.rebind;
URLSearchParams.prototype[Symbol.iterator] = URLSearchParams.prototype.entries;
for (const key of ['append', 'delete', 'get', 'getAll', 'has', 'set', 'sort', 'forEach', 'entries', 'keys', 'values', 'toString', 'size']) {
  Object.defineProperty(URLSearchParams.prototype, key, { enumerable: true });
}
for (const key of [Symbol.iterator, custom]) Object.defineProperty(URLSearchParams.prototype, key, { enumerable: false });
Object.defineProperty(URLSearchParams.prototype, Symbol.toStringTag, { configurable: true, value: 'URLSearchParams' });

// ---- URL

const parts = ['origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];

function parse(input, base) {
  input = `${input}`;
  let baseRecord;
  if (base !== undefined) {
    base = `${base}`;
    baseRecord = native.parse(base);
    if (baseRecord === undefined) return [undefined, input, base];
  }
  return [native.parse(input, baseRecord), input, base];
}

class URL {
  #record;
  #params;

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw missingArgs('url');
    const [record, text, baseText] = parse(input, base);
    if (record === undefined) throw invalidURL(text, baseText);
    this.#record = record;
  }

  static is(o) { return o !== null && typeof o === 'object' && (#record in o); }
  static part(o, name) {
    if (!isURL(o)) throw invalidThis('URL');
    return native.get(o.#record, name);
  }
  static setPart(o, name, value) {
    if (!isURL(o)) throw invalidThis('URL');
    native.set(o.#record, name, `${value}`);
    if (name === 'search' && o.#params) rebindParams(o.#params, native.get(o.#record, 'search').slice(1));
  }

  get href() { return part(this, 'href'); }
  set href(value) {
    const record = native.parse(`${value}`);
    if (record === undefined) throw invalidURL(`${value}`);
    this.#record = record;
    if (this.#params) rebindParams(this.#params, native.get(record, 'search').slice(1));
  }

  get searchParams() {
    if (!isURL(this)) throw invalidThis('URL');
    this.#params ??= bindParams((query) => { native.set(this.#record, 'search', query); }, native.get(this.#record, 'search').slice(1));
    return this.#params;
  }

  toString() { return part(this, 'href'); }
  toJSON() { return part(this, 'href'); }

  [custom](depth, options) {
    if (typeof depth === 'number' && depth < 0) return this;
    const o = { href: this.href };
    for (const name of parts) {
      o[name] = this[name];
      if (name === 'search') o.searchParams = this.searchParams;
    }
    return `${this.constructor?.name || 'URL'} ${inspect(o, options)}`;
  }
}
const { is: isURL, part, setPart } = URL;
for (const key of ['is', 'part', 'setPart']) delete URL[key];

for (const name of parts) {
  Object.defineProperty(URL.prototype, name, {
    configurable: true, enumerable: true,
    get: { get() { return part(this, name); } }.get,
    set: name === 'origin' ? undefined : { set(value) { setPart(this, name, value); } }.set,
  });
}
const statics = {
  canParse(url, base = undefined) {
    if (arguments.length === 0) throw missingArgs('url');
    return parse(url, base)[0] !== undefined;
  },
  parse(url, base = undefined) {
    if (arguments.length === 0) throw missingArgs('url');
    return parse(url, base)[0] === undefined ? null : new URL(url, base);
  },
  createObjectURL() { throw make('Error', 'ERR_FINISHLINE_UNSUPPORTED', 'URL.createObjectURL is not supported (docs/supported.md lists what is)'); },
  revokeObjectURL() {},
};
if (!has.urlParse) delete statics.parse;
for (const [name, f] of Object.entries(statics)) Object.defineProperty(URL, name, { value: f, writable: true, configurable: true, enumerable: true });
for (const key of ['href', 'searchParams', 'toString', 'toJSON']) Object.defineProperty(URL.prototype, key, { enumerable: true });
Object.defineProperty(URL.prototype, custom, { enumerable: false });
Object.defineProperty(URL.prototype, Symbol.toStringTag, { configurable: true, value: 'URL' });

// ---- helpers

function fileURLToPath(path, options) {
  if (typeof path === 'string') path = new URL(path);
  else if (!(path !== null && typeof path === 'object' && path.href && path.protocol)) throw argType('path', ['string', 'URL'], path);
  if (path.protocol !== 'file:') throw make('TypeError', 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
  const windows = Boolean(options?.windows);
  if (!windows && path.hostname !== '') throw make('TypeError', 'ERR_INVALID_FILE_URL_HOST', 'File URL host must be "localhost" or empty on linux');
  if (/%2f/i.test(path.pathname) || (windows && /%5c/i.test(path.pathname))) {
    throw make('TypeError', 'ERR_INVALID_FILE_URL_PATH', `File URL path must not include encoded ${windows ? '\\ or / ' : '/ '}characters`);
  }
  const text = decodeURIComponent(path.pathname);
  if (!windows) return text;
  const back = text.replaceAll('/', '\\');
  return path.hostname !== '' ? `\\\\${path.hostname}${back}` : back.slice(1);
}

function pathToFileURL(filepath) {
  if (typeof filepath !== 'string') throw argType('path', 'string', filepath);
  let resolved = require('path').resolve(filepath);
  if (filepath.endsWith('/') && !resolved.endsWith('/')) resolved += '/';
  const escapes = { '%': '%25', '\\': '%5C', '\n': '%0A', '\r': '%0D', '\t': '%09', '?': '%3F', '#': '%23' };
  return new URL(`file://${resolved.replace(/[%\\\n\r\t?#]/g, (c) => escapes[c])}`);
}

function urlToHttpOptions(url) {
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null, ...url, protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname,
    hash: url.hash, search, pathname, path: `${pathname || ''}${search || ''}`, href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

module.exports = {
  ...require('internal/legacy_url')({ URL, isURL, make, argType, argValue }),
  URL,
  URLSearchParams,
  domainToASCII(domain) {
    if (arguments.length < 1) throw missingArgs('domain');
    return native.toASCII(`${domain}`);
  },
  domainToUnicode(domain) {
    if (arguments.length < 1) throw missingArgs('domain');
    return native.toUnicode(`${domain}`);
  },
  pathToFileURL,
  fileURLToPath,
  urlToHttpOptions,
};
