// Blob, File and FormData: bytes with a type, in memory.
'use strict';

const inspectSymbol = Symbol.for('nodejs.util.inspect.custom');
const held = new WeakMap(); // Blob → { bytes, type, name, lastModified }
const { Buffer } = native.module('buffer');

function bytesOf(part) {
  if (held.has(part)) return held.get(part).bytes;
  if (part instanceof ArrayBuffer) return Buffer.from(part.slice(0));
  if (ArrayBuffer.isView(part)) return Buffer.from(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  return Buffer.from(`${part}`, 'utf8');
}

const state = (b) => {
  const s = held.get(b);
  if (!s) throw native.error('TypeError', 'ERR_INVALID_THIS', 'Value of "this" must be of type Blob');
  return s;
};
const copy = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);

class Blob {
  constructor(parts = [], options = {}) {
    if (parts === null || typeof parts !== 'object' && typeof parts !== 'function' || typeof parts[Symbol.iterator] !== 'function') {
      throw load('errors').codes.argType('sources', 'a sequence', parts);
    }
    const type = `${options?.type ?? ''}`;
    held.set(this, { bytes: Buffer.concat([...parts].map(bytesOf)), type: /[^\x20-\x7e]/.test(type) ? '' : type.toLowerCase() });
  }
  get size() { return state(this).bytes.length; }
  get type() { return state(this).type; }
  slice(start = 0, end = this.size, type = '') {
    return blobOf(Buffer.from(state(this).bytes.subarray(start, end)), `${type}`);
  }
  arrayBuffer() { return Promise.resolve(copy(state(this).bytes)); }
  bytes() { return Promise.resolve(new Uint8Array(copy(state(this).bytes))); }
  text() { return Promise.resolve(state(this).bytes.toString('utf8')); }
  stream() {
    const { bytes } = state(this);
    let at = 0;
    return load('webstream').made({ bytes: true, hwm: 0, pull(c) {
      const piece = bytes.subarray(at, at + 65536);
      at += piece.length;
      if (piece.length > 0) c.enqueue(new Uint8Array(copy(piece)));
      else c.close();
    } });
  }
  [inspectSymbol](depth, options, inspect) {
    if (depth < 0) return this;
    return `Blob ${inspect({ size: this.size, type: this.type }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

class File extends Blob {
  constructor(parts, name, options = {}) {
    if (arguments.length < 2) throw native.error('TypeError', 'ERR_MISSING_ARGS', 'The "fileBits" and "fileName" arguments must be specified');
    super(parts, options);
    Object.assign(held.get(this), { name: `${name}`, lastModified: options?.lastModified === undefined ? Date.now() : +options.lastModified });
  }
  get name() { return state(this).name; }
  get lastModified() { return state(this).lastModified; }
  [inspectSymbol](depth, options, inspect) {
    if (depth < 0) return this;
    const { name, type, size, lastModified } = this;
    return `File ${inspect({ size, type, name, lastModified }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

function blobOf(bytes, type) {
  const b = new Blob([], { type });
  held.get(b).bytes = bytes;
  return b;
}

class FormData {
  #entries = [];
  constructor(form = undefined) {
    if (form !== undefined) throw new TypeError("FormData constructor: Argument 1 could not be converted to: undefined.");
  }
  append(name, value, filename = undefined) { this.#entries.push([`${name}`, entry(value, filename)]); }
  set(name, value, filename = undefined) {
    const v = [`${name}`, entry(value, filename)];
    const at = this.#entries.findIndex((e) => e[0] === v[0]);
    if (at < 0) this.#entries.push(v);
    else this.#entries = this.#entries.filter((e, i) => i === at || e[0] !== v[0]).map((e) => (e[0] === v[0] ? v : e));
  }
  delete(name) { this.#entries = this.#entries.filter((e) => e[0] !== `${name}`); }
  get(name) { return this.#entries.find((e) => e[0] === `${name}`)?.[1] ?? null; }
  getAll(name) { return this.#entries.filter((e) => e[0] === `${name}`).map((e) => e[1]); }
  has(name) { return this.#entries.some((e) => e[0] === `${name}`); }
  forEach(fn, self = undefined) { for (const [k, v] of this.#entries) Reflect.apply(fn, self, [v, k, this]); }
  * keys() { for (const e of this.#entries) yield e[0]; }
  * values() { for (const e of this.#entries) yield e[1]; }
  * entries() { for (const e of this.#entries) yield [e[0], e[1]]; }
  [inspectSymbol](depth, options, inspect) {
    const o = {};
    for (const [k, v] of this.#entries) o[k] = k in o ? [].concat(o[k], v) : v;
    return `FormData ${inspect(o, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

function entry(value, filename) {
  if (!held.has(value)) return `${value}`;
  if (value instanceof File && filename === undefined) return value;
  const f = new File([value], filename === undefined ? 'blob' : `${filename}`, { type: value.type });
  return f;
}

Object.defineProperty(FormData.prototype, Symbol.iterator, { __proto__: null, value: FormData.prototype.entries, writable: true, configurable: true });
for (const cls of [Blob, File, FormData]) Object.defineProperty(cls.prototype, Symbol.toStringTag, { __proto__: null, value: cls.name, configurable: true });
for (const name of ['size', 'type', 'slice', 'arrayBuffer', 'text', 'stream']) Object.defineProperty(Blob.prototype, name, { enumerable: true });

Object.assign(exports, { Blob, File, FormData, blobOf, isBlob: (v) => held.has(v), bytesOf, copy });
