// The 'advanced' serialization of IPC messages: whatever structuredClone can
// copy, written as JSON in which every object is a numbered entry, so that
// cycles and shared objects stay what they are.
'use strict';

const views = ['Uint8Array', 'Int8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
  'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'];

function encode(value) {
  const seen = new Map();
  const entries = [];
  const put = (v) => {
    if (v === null || typeof v === 'boolean' || typeof v === 'string') return v;
    if (v === undefined) return ['u'];
    if (typeof v === 'number') return Number.isFinite(v) && !Object.is(v, -0) ? v : ['n', Object.is(v, -0) ? '-0' : String(v)];
    if (typeof v === 'bigint') return ['b', String(v)];
    if (typeof v !== 'object') throw new DOMException(`${typeof v === 'symbol' ? String(v) : v} could not be cloned.`, 'DataCloneError');
    if (!seen.has(v)) {
      const at = entries.push(null) - 1;
      seen.set(v, at);
      entries[at] = describe(v, put);
    }
    return ['o', seen.get(v)];
  };
  const root = put(value);
  return JSON.stringify([root, entries]);
}

function describe(v, put) {
  const kind = Object.prototype.toString.call(v).slice(8, -1);
  const pairs = (o) => Object.keys(o).map((k) => [k, put(o[k])]);
  if (Array.isArray(v)) return ['array', v.length, pairs(v)];
  if (Buffer.isBuffer(v)) return ['Buffer', v.toString('latin1')];
  if (views.includes(kind)) return ['view', kind, Buffer.from(v.buffer, v.byteOffset, v.byteLength).toString('latin1')];
  switch (kind) {
    case 'Map': return ['map', [...v].map(([k, x]) => [put(k), put(x)])];
    case 'Set': return ['set', [...v].map(put)];
    case 'Date': return ['date', v.getTime()];
    case 'RegExp': return ['regexp', v.source, v.flags];
    case 'Error': return ['error', v.name, String(v.message), v.stack, 'cause' in v ? put(v.cause) : 0];
    case 'ArrayBuffer': return ['bytes', Buffer.from(v).toString('latin1')];
  }
  return ['object', pairs(v)];
}

function decode(text) {
  const [root, entries] = JSON.parse(text);
  const made = [];
  const get = (v) => {
    if (!Array.isArray(v)) return v;
    switch (v[0]) {
      case 'u': return undefined;
      case 'n': return Number(v[1]);
      case 'b': return BigInt(v[1]);
    }
    return made[v[1]] ?? build(v[1], entries[v[1]], made, get);
  };
  return get(root);
}

function build(at, [kind, a, b, c, d], made, get) {
  const keep = (o) => (made[at] = o);
  const fill = (o, pairs) => {
    for (const [k, v] of pairs) o[k] = get(v);
    return o;
  };
  switch (kind) {
    case 'array': return fill(keep(new Array(a)), b);
    case 'Buffer': return keep(Buffer.from(a, 'latin1'));
    case 'view': return keep(new globalThis[a](Uint8Array.from(Buffer.from(b, 'latin1')).buffer));
    case 'bytes': return keep(Uint8Array.from(Buffer.from(a, 'latin1')).buffer);
    case 'date': return keep(new Date(a));
    case 'regexp': return keep(new RegExp(a, b));
    case 'map': {
      const m = keep(new Map());
      for (const [k, v] of a) m.set(get(k), get(v));
      return m;
    }
    case 'set': {
      const s = keep(new Set());
      for (const v of a) s.add(get(v));
      return s;
    }
    case 'error': {
      const known = ['EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'];
      const err = keep(new (known.includes(a) ? globalThis[a] : Error)(b));
      Object.defineProperty(err, 'stack', { value: c, configurable: true, writable: true });
      if (d !== 0) Object.defineProperty(err, 'cause', { value: get(d), configurable: true, writable: true });
      return err;
    }
  }
  return fill(keep({}), a);
}

Object.assign(exports, { encode, decode });
