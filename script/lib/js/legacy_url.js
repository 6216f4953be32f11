// url.parse, url.format and url.resolve: the API from before the URL standard
// (lib/url.js).
'use strict';
const { warn } = internal('process');
const native = internal('url');
const querystring = require('querystring');

const slashed = new Set(['http:', 'https:', 'ftp:', 'gopher:', 'file:', 'ws:', 'wss:']);
const escapes = {
  '\t': '%09', '\n': '%0A', '\r': '%0D', ' ': '%20', '"': '%22', "'": '%27', '<': '%3C', '>': '%3E', '\\': '%5C', '^': '%5E',
  '`': '%60', '{': '%7B', '|': '%7C', '}': '%7D',
};

module.exports = ({ URL, isURL, make, argType }) => {
  let portWarned = false;

  function Url() {
    for (const key of ['protocol', 'slashes', 'auth', 'host', 'port', 'hostname', 'hash', 'search', 'query', 'pathname', 'path', 'href']) {
      this[key] = null;
    }
  }

  const invalid = (input) => {
    const e = make('TypeError', 'ERR_INVALID_URL', 'Invalid URL');
    e.input = input;
    return e;
  };

  function setQuery(u, search, parseQuery) {
    if (search !== undefined) {
      u.search = search;
      u.query = parseQuery ? querystring.parse(search.slice(1)) : search.slice(1);
    } else if (parseQuery) {
      u.search = null;
      u.query = { __proto__: null };
    }
  }

  // trim cuts white space off and turns backslashes before the query around.
  function trim(url) {
    const text = url.replace(/^[\0-\x20\xa0\ufeff]+|[\0-\x20\xa0\ufeff]+$/g, '');
    const cut = text.search(/[?#]/);
    return cut === -1 ? text.replaceAll('\\', '/') : text.slice(0, cut).replaceAll('\\', '/') + text.slice(cut);
  }

  // authority takes user, host and port off the front of rest.
  function authority(u, rest, url) {
    const stop = rest.search(/[/?#]/);
    let area = (stop === -1 ? rest : rest.slice(0, stop)).replace(/[\t\n\r]/g, '');
    let tail = stop === -1 ? '' : rest.slice(stop);
    const at = area.lastIndexOf('@');
    if (at !== -1) {
      u.auth = decodeURIComponent(area.slice(0, at));
      area = area.slice(at + 1);
    }
    const bad = area.search(/[ "%';<>\\^`{|}]/);
    if (bad !== -1) {
      tail = area.slice(bad) + tail;
      area = area.slice(0, bad);
    }
    u.host = area;
    parseHost(u);
    u.hostname ??= '';
    const ipv6 = u.hostname.startsWith('[') && u.hostname.endsWith(']');
    if (!ipv6) {
      const wrong = u.hostname.indexOf(':');
      if (wrong !== -1) {
        if (!portWarned) {
          portWarned = true;
          warn(`The URL ${url} is invalid. Future versions of Node.js will throw an error.`, 'DeprecationWarning', 'DEP0170');
        }
        tail = `/${u.hostname.slice(wrong)}${tail}`;
        u.hostname = u.hostname.slice(0, wrong);
      }
    }
    u.hostname = u.hostname.length > 255 ? '' : u.hostname.toLowerCase();
    if (u.hostname !== '') {
      if (ipv6) {
        if (/[\0\t\n\r #%/<>?@\\^|]/.test(u.hostname)) throw invalid(url);
      } else {
        if (/[^\0-\x7f]/.test(u.hostname)) u.hostname = native.toASCII(u.hostname);
        if (u.hostname === '' || /[\0\t\n\r #%/:<>?@[\\\]^|]/.test(u.hostname)) throw invalid(url);
      }
    }
    u.host = u.hostname + (u.port ? `:${u.port}` : '');
    if (ipv6) {
      u.hostname = u.hostname.slice(1, -1);
      if (tail[0] !== '/') tail = `/${tail}`;
    }
    return tail;
  }

  function parseHost(u) {
    let { host } = u;
    const port = /:[0-9]*$/.exec(host)?.[0];
    if (port) {
      if (port !== ':') u.port = port.slice(1);
      host = host.slice(0, host.length - port.length);
    }
    if (host) u.hostname = host;
  }

  Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
    if (typeof url !== 'string') throw argType('url', 'string', url);
    let rest = trim(url);
    if (!slashesDenoteHost && !rest.includes('#') && !rest.includes('@')) {
      const simple = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/.exec(rest);
      if (simple) {
        this.path = this.href = rest;
        this.pathname = simple[1];
        setQuery(this, simple[2], parseQueryString);
        return this;
      }
    }
    const proto = /^[a-z0-9.+-]+:/i.exec(rest)?.[0];
    const lower = proto?.toLowerCase();
    if (proto) {
      this.protocol = lower;
      rest = rest.slice(proto.length);
    }
    const hostless = lower === 'javascript:';
    let slashes = false;
    if (slashesDenoteHost || proto || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
      slashes = rest.startsWith('//');
      if (slashes && !hostless) {
        rest = rest.slice(2);
        this.slashes = true;
      }
    }
    if (!hostless && (slashes || (proto && !slashed.has(proto)))) rest = authority(this, rest, url);
    if (!hostless) rest = rest.replace(/[\t\n\r "'<>\\^`{|}]/g, (c) => escapes[c]);

    const hash = rest.indexOf('#');
    if (hash !== -1) {
      this.hash = rest.slice(hash);
      rest = rest.slice(0, hash);
    }
    const question = rest.indexOf('?');
    setQuery(this, question === -1 ? undefined : rest.slice(question), parseQueryString);
    if (question !== -1) rest = rest.slice(0, question);
    if (rest.length > 0) this.pathname = rest;
    if (slashed.has(lower) && this.hostname && !this.pathname) this.pathname = '/';
    if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
    this.href = this.format();
    return this;
  };

  Url.prototype.format = function format() {
    let auth = this.auth || '';
    if (auth) auth = `${encodeURIComponent(auth).replace(/%3A/gi, ':').replace(/%(2[147-9A]|7E)/gi, (m) => decodeURIComponent(m))}@`;
    let protocol = this.protocol || '', pathname = this.pathname || '', hash = this.hash || '', host = '', query = '';
    if (this.host) {
      host = auth + this.host;
    } else if (this.hostname) {
      host = auth + (this.hostname.includes(':') && !/^\[.*\]$/.test(this.hostname) ? `[${this.hostname}]` : this.hostname);
      if (this.port) host += `:${this.port}`;
    }
    if (this.query !== null && typeof this.query === 'object') query = querystring.stringify(this.query);
    let search = this.search || (query && `?${query}`) || '';
    if (protocol && !protocol.endsWith(':')) protocol += ':';
    pathname = pathname.replace(/[?#]/g, (c) => (c === '?' ? '%3F' : '%23'));
    if (this.slashes || slashed.has(protocol)) {
      if (this.slashes || host) {
        if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
        host = `//${host}`;
      } else if (protocol.length >= 4 && protocol.startsWith('file')) {
        host = '//';
      }
    }
    search = search.replaceAll('#', '%23');
    if (hash && hash[0] !== '#') hash = `#${hash}`;
    if (search && search[0] !== '?') search = `?${search}`;
    return protocol + host + pathname + search + hash;
  };

  Url.prototype.parseHost = function() { parseHost(this); };

  Url.prototype.resolve = function(relative) {
    return this.resolveObject(urlParse(relative, false, true)).format();
  };

  Url.prototype.resolveObject = function(relative) {
    if (typeof relative === 'string') relative = urlParse(relative, false, true);
    const from = this.format();
    const target = new URL(relative.format(), new URL(from, 'resolve://x/'));
    const relativeResult = target.protocol === 'resolve:';
    if (relativeResult && !from.startsWith('/') && from !== '') {
      return urlParse(target.pathname.slice(1) + target.search + target.hash);
    }
    return urlParse(relativeResult ? target.pathname + target.search + target.hash : target.href);
  };

  function urlParse(url, parseQueryString, slashesDenoteHost) {
    return url instanceof Url ? url : new Url().parse(url, parseQueryString, slashesDenoteHost);
  }

  function urlFormat(urlObject, options) {
    if (typeof urlObject === 'string') urlObject = urlParse(urlObject);
    else if (typeof urlObject !== 'object' || urlObject === null) throw argType('urlObject', ['Object', 'string'], urlObject);
    else if (isURL(urlObject)) return formatURL(urlObject, options);
    return Url.prototype.format.call(urlObject);
  }

  function formatURL(url, options) {
    if (options !== undefined && (options === null || typeof options !== 'object')) throw argType('options', 'Object', options);
    const { fragment = true, unicode = false, search = true, auth = true } = options ?? {};
    const u = new URL(url.href);
    if (!fragment) u.hash = '';
    if (!search) u.search = '';
    if (!auth) u.username = u.password = '';
    return unicode && u.hostname ? u.href.replace(u.hostname, native.toUnicode(u.hostname)) : u.href;
  }

  return {
    Url,
    parse: urlParse,
    resolve: (from, to) => urlParse(from, false, true).resolve(to),
    resolveObject: (from, to) => (from ? urlParse(from, false, true).resolveObject(to) : to),
    format: urlFormat,
  };
};
