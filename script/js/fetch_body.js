// Bodies of requests and responses: https://fetch.spec.whatwg.org/#bodies
// A body is { stream, source, length }: the source, if there is one, can be read
// again when a redirect asks for it.
'use strict';

const { Buffer } = native.module('buffer');
const { made, isDisturbed, machines } = load('webstream');
const { isBlob, blobOf, bytesOf, copy, FormData } = load('blob');
const isStream = (v) => machines.get(v)?.queue !== undefined && v instanceof load('webstream').ReadableStream;

// ofBytes is a stream of bytes that are known; they come with the next microtask, as
// the stream's start does.
function ofBytes(bytes) {
  const stream = made({ bytes: true, hwm: 0 });
  const { controller } = machines.get(stream);
  if (bytes.length > 0) controller.enqueue(new Uint8Array(copy(bytes)));
  queueMicrotask(() => { if (machines.get(stream).state === 'readable') controller.close(); });
  return stream;
}

// ofIterable is a stream over an (async) iterable of byte chunks.
function ofIterable(object) {
  const it = (object[Symbol.asyncIterator] ?? object[Symbol.iterator]).call(object);
  return made({ bytes: true, hwm: 0,
    async pull(c) {
      const { done, value } = await it.next();
      if (done) return void queueMicrotask(() => c.close());
      const b = Buffer.isBuffer(value) ? value : Buffer.from(value);
      if (b.byteLength > 0) c.enqueue(new Uint8Array(b));
    },
    async cancel() { await it.return?.(); },
  });
}

function multipart(form) {
  const boundary = `----formdata-undici-0${String(native.module('crypto').randomInt(0, 1e11)).padStart(11, '0')}`;
  const escape = (s) => s.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
  const lines = (s) => s.replace(/\r?\n|\r/g, '\r\n');
  const out = [];
  for (const [name, value] of form) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escape(lines(name))}"`;
    if (typeof value === 'string') {
      out.push(Buffer.from(`${head}\r\n\r\n${lines(value)}\r\n`));
      continue;
    }
    out.push(Buffer.from(`${head}${value.name ? `; filename="${escape(value.name)}"` : ''}\r\nContent-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`),
      bytesOf(value), Buffer.from('\r\n'));
  }
  out.push(Buffer.from(`--${boundary}--\r\n`));
  return { bytes: Buffer.concat(out), type: `multipart/form-data; boundary=${boundary}` };
}

// extract makes a body of what a script gives: [body, content type].
function extract(object) {
  if (isStream(object)) {
    if (isDisturbed(object) || object.locked) throw new TypeError('Response body object should not be disturbed or locked');
    return [{ stream: object, source: null, length: null }, null];
  }
  if (object instanceof FormData) {
    const { bytes, type } = multipart(object);
    return [{ stream: ofBytes(bytes), source: bytes, length: bytes.length }, type];
  }
  if (isBlob(object)) return [{ stream: object.stream(), source: object, length: object.size }, object.type || null];
  if (object instanceof URLSearchParams) return known(Buffer.from(object.toString()), 'application/x-www-form-urlencoded;charset=UTF-8');
  if (object instanceof ArrayBuffer) return known(Buffer.from(object.slice(0)), null);
  if (ArrayBuffer.isView(object)) return known(Buffer.from(new Uint8Array(object.buffer, object.byteOffset, object.byteLength)), null);
  if (typeof object === 'object' && typeof object?.[Symbol.asyncIterator] === 'function') {
    if (object.destroyed || object.readableDidRead) throw new TypeError('Response body object should not be disturbed or locked');
    return [{ stream: ofIterable(object), source: null, length: null }, null];
  }
  return known(Buffer.from(`${object}`, 'utf8'), 'text/plain;charset=UTF-8');
}

const known = (bytes, type) => [{ stream: ofBytes(bytes), source: bytes, length: bytes.length }, type];

function clone(body) {
  if (!body) return null;
  const [a, b] = body.stream.tee();
  body.stream = a;
  return { ...body, stream: b };
}

const unusable = (body) => body != null && (body.stream.locked || isDisturbed(body.stream));

async function readAll(reader, success, failure) {
  const chunks = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return success(Buffer.concat(chunks));
      if (!(value instanceof Uint8Array)) return failure(new TypeError('Received non-Uint8Array chunk'));
      chunks.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
    }
  } catch (err) {
    failure(err);
  }
}

function consume(state, convert) {
  if (unusable(state.body)) {
    return Promise.reject(new TypeError(native.has('fetch-body-unusable-why') ? 'Body is unusable: Body has already been read' : 'Body is unusable'));
  }
  if (state.flight?.state === 'aborted' && native.has('fetch-body-says-aborted')) {
    return Promise.reject(new (load('web').DOMException)('The operation was aborted.', 'AbortError'));
  }
  return new Promise((resolve, reject) => {
    const success = (bytes) => {
      try {
        resolve(convert(bytes));
      } catch (err) {
        reject(err);
      }
    };
    if (state.body == null) return success(Buffer.alloc(0));
    readAll(state.body.stream.getReader(), success, reject);
  });
}

const decode = (bytes) => (bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes).toString('utf8');

function formData(state) {
  return consume(state, (bytes) => {
    const type = state.headers.get('content-type') ?? '';
    if (/^application\/x-www-form-urlencoded/i.test(type)) {
      const form = new FormData();
      for (const [k, v] of new URLSearchParams(bytes.toString())) form.append(k, v);
      return form;
    }
    if (/^multipart\/form-data/i.test(type)) native.unsupported('formData() of a multipart body');
    throw new TypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".');
  });
}

// mixin gives a class the methods that read its body.
function mixin(cls, stateOf) {
  const on = (o) => {
    const s = stateOf(o);
    if (!s) throw new TypeError('Illegal invocation');
    return s;
  };
  const methods = {
    blob() { const s = on(this); return consume(s, (bytes) => blobOf(Buffer.from(bytes), s.headers.get('content-type') ?? '')); },
    arrayBuffer() { return consume(on(this), copy); },
    text() { return consume(on(this), decode); },
    json() { return consume(on(this), (bytes) => JSON.parse(decode(bytes))); },
    formData() { return formData(on(this)); },
  };
  if (native.has('fetch-body-bytes')) methods.bytes = function bytes() { return consume(on(this), (b) => new Uint8Array(copy(b))); };
  Object.assign(cls.prototype, methods);
  Object.defineProperties(cls.prototype, {
    body: { __proto__: null, get() { return on(this).body?.stream ?? null; }, enumerable: true, configurable: true },
    bodyUsed: { __proto__: null, get() { const { body } = on(this); return body != null && isDisturbed(body.stream); }, enumerable: true, configurable: true },
  });
}

Object.assign(exports, { extract, clone, unusable, mixin, decode });
