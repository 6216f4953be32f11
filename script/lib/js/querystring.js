// querystring
'use strict';
const { Buffer } = internal('buffer');
const { make } = require('internal/errors');

function hexPair(s, i) {
  const n = Number.parseInt(s.slice(i, i + 2), 16);
  return /^[0-9a-fA-F]{2}$/.test(s.slice(i, i + 2)) ? n : -1;
}

function unescapeBuffer(s, decodeSpaces) {
  const out = [];
  for (let i = 0; i < s.length; i++) {
    let c = s.charCodeAt(i);
    if (c === 43 && decodeSpaces) {
      c = 32;
    } else if (c === 37) {
      const n = hexPair(s, i + 1);
      if (n >= 0) {
        c = n;
        i += 2;
      }
    }
    out.push(c);
  }
  return Buffer.from(out);
}

function unescape(s, decodeSpaces) {
  try {
    return decodeURIComponent(s);
  } catch {
    return QueryString.unescapeBuffer(s, decodeSpaces).toString();
  }
}

function escape(str) {
  if (typeof str !== 'string') str = typeof str === 'object' ? String(str) : `${str}`;
  try {
    return encodeURIComponent(str);
  } catch {
    throw make('URIError', 'ERR_INVALID_URI', 'URI malformed');
  }
}

function primitive(v) {
  if (typeof v === 'string') return v;
  if (typeof v === 'number' && isFinite(v)) return `${v}`;
  if (typeof v === 'bigint') return `${v}`;
  return typeof v === 'boolean' ? (v ? 'true' : 'false') : '';
}

function stringify(obj, sep, eq, options) {
  sep ||= '&';
  eq ||= '=';
  let encode = QueryString.escape;
  if (options && typeof options.encodeURIComponent === 'function') encode = options.encodeURIComponent;
  const encodeOf = (v) => (typeof v === 'string' ? (v.length ? encode(v) : '') : primitive(v) && encode(primitive(v)));
  if (obj === null || typeof obj !== 'object') return '';
  const fields = [];
  for (const key of Object.keys(obj)) {
    const v = obj[key];
    const k = encode(primitive(key)) + eq;
    if (Array.isArray(v)) {
      for (const x of v) fields.push(k + encodeOf(x));
    } else {
      fields.push(k + encodeOf(v));
    }
  }
  return fields.join(sep);
}

function parse(qs, sep, eq, options) {
  const obj = { __proto__: null };
  if (typeof qs !== 'string' || qs.length === 0) return obj;
  sep = sep ? `${sep}` : '&';
  eq = eq ? `${eq}` : '=';
  let pairs = 1000;
  if (options && typeof options.maxKeys === 'number') pairs = options.maxKeys > 0 ? options.maxKeys : -1;
  let decode = QueryString.unescape;
  if (options && typeof options.decodeURIComponent === 'function') decode = options.decodeURIComponent;
  const custom = decode !== unescape;
  const text = (s) => {
    s = s.replaceAll('+', custom ? '%20' : ' ');
    if (!custom && !s.includes('%')) return s;
    try {
      return decode(s);
    } catch {
      return QueryString.unescape(s, true);
    }
  };
  for (const part of qs.split(sep)) {
    if (pairs === 0) break;
    if (part === '') continue;
    const at = part.indexOf(eq);
    const key = text(at === -1 ? part : part.slice(0, at)), value = at === -1 ? '' : text(part.slice(at + eq.length));
    if (!(key in obj)) obj[key] = value;
    else if (Array.isArray(obj[key])) obj[key].push(value);
    else obj[key] = [obj[key], value];
    pairs--;
  }
  return obj;
}

const QueryString = module.exports = { unescapeBuffer, unescape, escape, stringify, encode: stringify, parse, decode: parse };
