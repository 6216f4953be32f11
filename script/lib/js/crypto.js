// crypto: digests and seeded randomness. Nothing here is secret: the same seed
// gives the same bytes, so that a run can be repeated.
'use strict';
const native = internal('crypto');
const { nextTick } = internal('process');
const { make, argType, validateString, validateFunction, validateNumber, outOfRange } = require('internal/errors');

const bytesOf = (data, encoding, name = 'data') => {
  if (typeof data === 'string') return Buffer.from(data, encoding === 'buffer' ? undefined : encoding);
  if (!ArrayBuffer.isView(data)) throw argType(name, ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
};
const output = (b, encoding) => (encoding && encoding !== 'buffer' ? b.toString(encoding) : b);

function hashClass(name, begin) {
  const machines = new WeakMap();
  const { Transform } = require('stream');
  class Digest extends Transform {
    constructor(...args) {
      super();
      machines.set(this, { state: begin(...args), done: false });
    }
    update(data, encoding) {
      const m = machines.get(this);
      if (m.done) throw make('Error', 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
      native.update(m.state, bytesOf(data, encoding));
      return this;
    }
    digest(encoding) {
      const m = machines.get(this);
      if (m.done) throw make('Error', 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
      m.done = true;
      return output(native.sum(m.state), encoding);
    }
    _transform(chunk, encoding, cb) {
      this.update(chunk, encoding);
      cb();
    }
    _flush(cb) {
      this.push(this.digest());
      cb();
    }
  }
  Object.defineProperty(Digest, 'name', { value: name });
  return Digest;
}

const begin = (algorithm, key) => {
  validateString(algorithm, 'algorithm');
  const state = native.digest(algorithm, key);
  if (state === null) {
    throw key === undefined ? Object.assign(new Error('Digest method not supported'), { code: 'ERR_OSSL_EVP_UNSUPPORTED' }) :
      make('Error', 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
  }
  return state;
};

let Hash, Hmac;
const crypto = module.exports = {
  createHash(algorithm) {
    Hash ??= hashClass('Hash', begin);
    return new Hash(algorithm);
  },
  createHmac(hmac, key) {
    Hmac ??= hashClass('Hmac', begin);
    validateString(hmac, 'hmac');
    return new Hmac(hmac, bytesOf(key, undefined, 'key'));
  },
  hash(algorithm, input, encoding = 'hex') {
    const state = begin(algorithm);
    native.update(state, bytesOf(input, undefined, 'input'));
    return output(native.sum(state), encoding);
  },
  getHashes: () => native.names(),
  randomBytes(size, callback) {
    validateNumber(size, 'size', 0, 2147483647);
    const b = native.fill(Buffer.alloc(size));
    if (callback === undefined) return b;
    validateFunction(callback, 'callback');
    internal('fs').work(() => callback(null, b));
  },
  randomFillSync(buffer, offset = 0, size = buffer.byteLength - offset) {
    native.fill(new Uint8Array(buffer.buffer ?? buffer, (buffer.byteOffset ?? 0) + offset, size));
    return buffer;
  },
  randomFill(buffer, ...rest) {
    const callback = rest.pop();
    validateFunction(callback, 'callback');
    internal('fs').work(() => callback(null, crypto.randomFillSync(buffer, ...rest)));
  },
  randomInt(min, max, callback) {
    if (max === undefined || typeof max === 'function') [min, max, callback] = [0, min, max];
    if (!Number.isSafeInteger(min)) throw argType('min', 'a safe integer', min);
    if (!Number.isSafeInteger(max)) throw argType('max', 'a safe integer', max);
    if (max <= min) outOfRange('max', `greater than the value of "min" (${min})`, max);
    const n = min + Number(crypto.randomBytes(6).readUIntBE(0, 6) % (max - min));
    if (callback === undefined) return n;
    nextTick(() => callback(undefined, n));
  },
  randomUUID() {
    const b = crypto.randomBytes(16);
    b[6] = (b[6] & 0x0f) | 0x40;
    b[8] = (b[8] & 0x3f) | 0x80;
    return b.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  },
  getRandomValues(array) {
    native.fill(array);
    return array;
  },
  timingSafeEqual(a, b) {
    if (!ArrayBuffer.isView(a)) throw argType('buf1', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], a);
    if (!ArrayBuffer.isView(b)) throw argType('buf2', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], b);
    if (a.byteLength !== b.byteLength) {
      throw make('RangeError', 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
    }
    return native.same(a, b);
  },
};
crypto.pseudoRandomBytes = crypto.prng = crypto.rng = crypto.randomBytes;
const missing = (name) => () => {
  throw make('Error', 'ERR_FINISHLINE_UNSUPPORTED', `crypto.${name} is not supported by Finishline; see docs/supported.md for what is`);
};
for (const name of ['createCipheriv', 'createDecipheriv', 'createSign', 'createVerify', 'createSecretKey', 'createPublicKey', 'createPrivateKey',
  'createDiffieHellman', 'createECDH', 'generateKeyPair', 'generateKeyPairSync', 'generateKeySync', 'hkdf', 'hkdfSync', 'pbkdf2', 'pbkdf2Sync',
  'scrypt', 'scryptSync', 'sign', 'verify', 'publicEncrypt', 'privateDecrypt', 'X509Certificate', 'getCiphers', 'getCurves']) {
  crypto[name] = missing(name);
}
crypto.webcrypto = { getRandomValues: crypto.getRandomValues, randomUUID: crypto.randomUUID };
Object.defineProperty(crypto.webcrypto, 'subtle', { enumerable: true, get: missing('subtle') });
