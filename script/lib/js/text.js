// TextEncoder and TextDecoder (WHATWG Encoding), for the encodings that Node
// has without ICU's tables.
'use strict';
const { make, argType } = require('internal/errors');
const { Buffer } = internal('buffer');
const { StringDecoder } = require('string_decoder');
const custom = Symbol.for('nodejs.util.inspect.custom');

class TextEncoder {
  get encoding() { return 'utf-8'; }
  encode(input = '') {
    const b = Buffer.from(`${input}`);
    return new Uint8Array(b.buffer.slice(b.byteOffset, b.byteOffset + b.length));
  }
  encodeInto(src, dest) {
    if (typeof src !== 'string') throw argType('src', 'string', src);
    const written = Buffer.from(dest.buffer, dest.byteOffset, dest.byteLength).write(src);
    const read = Buffer.from(dest.buffer, dest.byteOffset, written).toString().length;
    return { read, written };
  }
  [custom](depth, opts, inspect) {
    if (typeof depth === 'number' && depth < 0) return this;
    return inspect(Object.assign({ constructor: TextEncoder, __proto__: { constructor: TextEncoder } }, { encoding: this.encoding }), opts);
  }
}
Object.defineProperty(TextEncoder.prototype, custom, { enumerable: false });
Object.defineProperty(TextEncoder.prototype, Symbol.toStringTag, { configurable: true, value: 'TextEncoder' });

const labels = {
  __proto__: null, 'utf-8': 'utf-8', 'utf8': 'utf-8', 'unicode-1-1-utf-8': 'utf-8', 'utf-16le': 'utf-16le', 'utf-16': 'utf-16le',
  'ucs-2': 'utf-16le', 'unicode': 'utf-16le', 'latin1': 'windows-1252', 'iso-8859-1': 'windows-1252', 'ascii': 'windows-1252',
  'us-ascii': 'windows-1252', 'windows-1252': 'windows-1252', 'l1': 'windows-1252',
};

class TextDecoder {
  #encoding; #fatal; #ignoreBOM; #decoder; #started = false;
  constructor(encoding = 'utf-8', options = {}) {
    const label = `${encoding}`.trim().toLowerCase();
    this.#encoding = labels[label];
    if (this.#encoding === undefined) throw make('RangeError', 'ERR_ENCODING_NOT_SUPPORTED', `The "${encoding}" encoding is not supported`);
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }
  get encoding() { return this.#encoding; }
  get fatal() { return this.#fatal; }
  get ignoreBOM() { return this.#ignoreBOM; }
  decode(input = new Uint8Array(0), options = {}) {
    let b;
    if (ArrayBuffer.isView(input)) b = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
    else if (input instanceof ArrayBuffer) b = Buffer.from(input);
    else throw argType('list', ['ArrayBuffer', 'ArrayBufferView'], input);
    this.#decoder ??= new StringDecoder(this.#encoding === 'windows-1252' ? 'latin1' : this.#encoding.replace('-', ''));
    if (this.#fatal && this.#encoding === 'utf-8' && !options?.stream && !Buffer.from(b.toString()).equals(b)) {
      throw make('TypeError', 'ERR_ENCODING_INVALID_ENCODED_DATA', `The encoded data was not valid for encoding ${this.#encoding}`);
    }
    let text = this.#decoder.write(b);
    if (!options?.stream) {
      text += this.#decoder.end();
      this.#decoder = undefined;
    }
    if (!this.#started && !this.#ignoreBOM && text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    this.#started = Boolean(options?.stream) && (this.#started || text !== '');
    return text;
  }
}
Object.defineProperty(TextDecoder.prototype, Symbol.toStringTag, { configurable: true, value: 'TextDecoder' });

module.exports = { TextEncoder, TextDecoder };
