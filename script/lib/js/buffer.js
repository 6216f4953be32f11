// The buffer module around Go's Buffer.
'use strict';
const { Buffer, maxLength } = internal('buffer');
const { make, missingArgs, argType, validateNumber } = require('internal/errors');

let inspectMaxBytes = 50;

function invalidCharacter(message) {
  if (typeof DOMException === 'function') return new DOMException(message, 'InvalidCharacterError');
  const e = new Error(message);
  e.name = 'InvalidCharacterError';
  e.code = 5;
  return e;
}

function btoa(input) {
  if (arguments.length === 0) throw missingArgs('input');
  input = `${input}`;
  for (let i = 0; i < input.length; i++) if (input.charCodeAt(i) > 255) throw invalidCharacter('Invalid character');
  return Buffer.from(input, 'latin1').toString('base64');
}

function atob(input) {
  if (arguments.length === 0) throw missingArgs('input');
  input = `${input}`.replace(/[\t\n\f\r ]/g, '');
  if (input.length % 4 === 0) input = input.replace(/==?$/, '');
  if (/[^A-Za-z0-9+/]/.test(input)) throw invalidCharacter('Invalid character');
  if (input.length % 4 === 1) throw invalidCharacter('The string to be decoded is not correctly encoded.');
  return Buffer.from(input, 'base64').toString('latin1');
}

function SlowBuffer(size) {
  return Buffer.allocUnsafeSlow(size);
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

const bytesOf = (input) => {
  if (ArrayBuffer.isView(input)) return Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (input instanceof ArrayBuffer) return Buffer.from(input);
  throw argType('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
};

module.exports = {
  Buffer,
  SlowBuffer,
  isUtf8(input) {
    const b = bytesOf(input);
    return Buffer.from(b.toString('utf8'), 'utf8').equals(b);
  },
  isAscii(input) { return bytesOf(input).every((c) => c < 128); },
  transcode(source, from, to) { return Buffer.from(Buffer.from(source).toString(from), to); },
  kMaxLength: maxLength,
  kStringMaxLength: 536870888,
  btoa,
  atob,
};
Object.defineProperties(module.exports, {
  constants: { configurable: false, enumerable: true, value: { MAX_LENGTH: maxLength, MAX_STRING_LENGTH: 536870888 } },
  INSPECT_MAX_BYTES: {
    configurable: true, enumerable: true,
    get() { return inspectMaxBytes; },
    set(v) {
      validateNumber(v, 'INSPECT_MAX_BYTES', 0);
      inspectMaxBytes = v;
    },
  },
});
// The classes are the globals', and made when they are first asked for.
for (const name of ['Blob', 'File']) {
  const of = globalThis;
  Object.defineProperty(module.exports, name, { configurable: true, enumerable: true, get() { return of[name]; } });
}
