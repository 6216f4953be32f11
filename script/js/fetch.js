// fetch: https://fetch.spec.whatwg.org/#fetch-method, as far as a server and its
// clients need it. The awaits stand where Node's have them: what runs between two
// of them is one job, and jobs of a script may come between.
'use strict';

const { List } = load('fetch_headers');
const { Request, responseOf, freshResponse, noBody, requestState } = load('fetch_request');
const { extract } = load('fetch_body');
const { made, machines } = load('webstream');
const { DOMException } = load('web');
const redirects = new Set([301, 302, 303, 307, 308]);
const badPorts = new Set([1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113,
  115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636,
  989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080]);

const networkError = (why) => ({ ...freshResponse(), type: 'error', status: 0, error: why instanceof Error || why?.name === 'AbortError' ? why : new Error(why === undefined ? '' : String(why)) });

// Flight is one fetch under way, through its redirects.
class Flight {
  state = 'ongoing'; // 'aborted' by its signal, 'terminated' by an error
  reason = undefined;
  stop = null; // ends the exchange in progress
  body = null; // { iterator, machine } of the response
  dump = false;
  complete = false;
  constructor(request) { this.request = request; }

  abort(reason) {
    if (this.state !== 'ongoing') return;
    this.state = 'aborted';
    this.reason = reason;
    this.#end(reason, reason);
  }
  terminate(reason) {
    if (this.state !== 'ongoing') return;
    this.state = 'terminated';
    this.#end(reason, new TypeError('terminated', reason instanceof Error ? { cause: reason } : undefined));
  }
  #end(reason, shown) {
    this.stop?.(reason);
    if (this.body?.machine.state === 'readable') this.body.machine.controller.error(shown);
  }

  // exchange is one request and the head of its response.
  async exchange(request) {
    const body = request.body ? bytesOf(request.body.stream, this) : null;
    let head;
    try {
      head = await new Promise((resolve, reject) => this.#dispatch(request, body, resolve, reject));
    } catch (err) {
      if (err?.name === 'AbortError' || this.state === 'aborted') return { ...networkError(this.reason ?? err), aborted: true };
      return networkError(err);
    }
    const response = { ...freshResponse(), type: 'default', status: head.status, statusText: head.reason, headers: head.headers, flight: this };
    this.#receive(head.body, response);
    return response;
  }

  #receive(readable, response) {
    const iterator = readable[Symbol.asyncIterator]();
    const stream = made({ bytes: true, hwm: 0,
      pull: () => this.#pull(iterator, machines.get(stream)),
      cancel: (reason) => { if (this.state === 'ongoing') this.abort(reason ?? new DOMException('The operation was aborted.', 'AbortError')); },
    });
    this.body = { iterator, machine: machines.get(stream) };
    response.body = { stream, source: null, length: null };
  }
  async #pull(iterator, m) {
    for (;;) {
      let bytes;
      try {
        const { done, value } = await iterator.next();
        if (this.state === 'aborted') return;
        if (!done) bytes = value;
      } catch (err) {
        if (!this.complete) return this.terminate(err);
      }
      if (bytes === undefined) {
        if (m.state === 'readable' && !m.closing) m.controller.close();
        return;
      }
      if (bytes.byteLength > 0) m.controller.enqueue(new Uint8Array(bytes));
      if (m.state === 'errored') return this.terminate();
      if (m.controller.desiredSize <= 0) return;
    }
  }

  #dispatch(request, body, resolve, reject) {
    const url = request.urls.at(-1);
    const flight = this;
    const { Readable, pipeline } = native.module('stream');
    const fields = [...request.headers.map.values()].map(({ name, value }) => [name, value]);
    const take = (name) => {
      const at = fields.findIndex((f) => f[0].toLowerCase() === name);
      return at < 0 ? null : fields.splice(at, 1)[0][1];
    };
    const length = take('content-length'), connection = take('connection');
    load('fetch_pool').dispatch(url, {
      method: request.method, path: url.pathname + url.search, host: url.host, headers: fields, body,
      length: length === null ? null : parseInt(length, 10), close: connection?.toLowerCase() === 'close',
      aborted: false, completed: false, incoming: null,
      onConnect(abort) {
        if (flight.state !== 'ongoing') return abort(new DOMException('The operation was aborted.', 'AbortError'));
        flight.stop = abort;
      },
      onHeaders(status, lines, resume, reason) {
        if (status < 200) return false;
        const headers = new List();
        for (let i = 0; i < lines.length; i += 2) headers.append(lines[i].toLowerCase(), lines[i + 1]);
        this.incoming = new Readable({ read: resume });
        const follows = headers.get('location') && request.redirect === 'follow' && redirects.has(status);
        const decoders = request.method === 'HEAD' || noBody.has(status) || follows ? [] : decodersOf(headers.get('content-encoding'));
        const onError = (err) => this.onError(err);
        const stream = decoders.length === 0 ? this.incoming : pipeline(this.incoming, ...decoders, (err) => { if (err) onError(err); });
        resolve({ status, reason, headers, body: stream.on('error', onError) });
        return true;
      },
      onData(chunk) { return flight.dump ? undefined : this.incoming.push(chunk); },
      onComplete() {
        this.completed = true;
        flight.stop = null;
        flight.complete = true;
        this.incoming.push(null);
      },
      onError(err) {
        if (this.aborted) return;
        this.aborted = true;
        flight.stop = null;
        this.incoming?.destroy(err);
        flight.terminate(err);
        reject(err);
      },
    });
  }
}

function decodersOf(encodings) {
  const out = [];
  for (const coding of (encodings ?? '').toLowerCase().split(',').map((c) => c.trim()).reverse()) {
    const zlib = native.module('zlib');
    const flush = { flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH };
    if (coding === 'gzip' || coding === 'x-gzip') out.push(zlib.createGunzip(flush));
    else if (coding === 'deflate') out.push(zlib.createInflate(flush));
    else if (coding === 'br') out.push(zlib.createBrotliDecompress());
    else return [];
  }
  return out;
}

// bytesOf is the iterator of a request's body.
function bytesOf(stream, flight) {
  const it = stream[Symbol.asyncIterator]();
  return {
    async next() {
      try {
        return await it.next();
      } catch (err) {
        if (err?.name === 'AbortError') flight.abort();
        else flight.terminate(err);
        return { done: true, value: undefined };
      }
    },
  };
}

async function cached(flight, request) {
  const r = { ...request, headers: request.headers.clone() };
  const length = r.body ? r.body.length : ['POST', 'PUT'].includes(r.method) ? 0 : null;
  const { headers } = r;
  const add = (name, value) => { if (!headers.has(name)) headers.append(name, value); };
  if (length !== null) add('content-length', String(length));
  headers.append('sec-fetch-mode', r.mode);
  add('user-agent', 'node');
  if (r.cache === 'default' && ['if-modified-since', 'if-none-match', 'if-unmodified-since', 'if-match', 'if-range'].some((n) => headers.has(n))) r.cache = 'no-store';
  if (r.cache === 'no-cache') add('cache-control', 'max-age=0');
  if (r.cache === 'no-store' || r.cache === 'reload') {
    add('pragma', 'no-cache');
    add('cache-control', 'no-cache');
  }
  if (headers.has('range')) headers.append('accept-encoding', 'identity');
  add('accept-encoding', r.urls.at(-1).protocol === 'https:' ? (native.has('fetch-takes-zstd') ? 'br, gzip, deflate, zstd' : 'br, gzip, deflate') : 'gzip, deflate');
  headers.delete('host');
  const response = await flight.exchange(r);
  response.urls = [...r.urls];
  return response;
}

async function http(flight, request) {
  let response = await cached(flight, request);
  if (redirects.has(response.status)) {
    if (request.redirect !== 'manual') flight.stop = null;
    if (request.redirect === 'error') return networkError('unexpected redirect');
    if (request.redirect === 'follow') response = await redirect(flight, request, response);
  }
  return response;
}

function redirect(flight, request, response) {
  const location = response.headers.get('location');
  if (location === null) return response;
  const from = request.urls.at(-1);
  let url;
  try {
    url = new URL(location, from);
  } catch (err) {
    return Promise.resolve(networkError(err));
  }
  if (url.hash === '') url.hash = from.hash;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return Promise.resolve(networkError('URL scheme must be a HTTP(S) scheme'));
  if (request.redirects === 20) return Promise.resolve(networkError('redirect count exceeded'));
  request.redirects++;
  if (response.status !== 303 && request.body && request.body.source === null) return Promise.resolve(networkError());
  if ([301, 302].includes(response.status) && request.method === 'POST' || response.status === 303 && !['GET', 'HEAD'].includes(request.method)) {
    request.method = 'GET';
    request.body = null;
    for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']) request.headers.delete(name);
  }
  if (url.origin !== from.origin) for (const name of ['authorization', 'proxy-authorization', 'cookie', 'host']) request.headers.delete(name);
  if (request.body) [request.body] = extract(request.body.source);
  request.urls.push(url);
  return main(flight, request);
}

function scheme(flight, request) {
  const url = request.urls.at(-1);
  switch (url.protocol) {
    case 'http:': case 'https:': return http(flight, request).catch((err) => networkError(err));
    case 'data:': return Promise.resolve(dataURL(url.href));
    case 'about:': return Promise.resolve(networkError('about scheme is not supported'));
    case 'file:': return Promise.resolve(networkError('not implemented... yet...'));
    default: return Promise.resolve(networkError('unknown scheme'));
  }
}

function dataURL(href) {
  const m = /^data:([^,]*),([^#]*)/.exec(href);
  if (!m) return networkError('failed to fetch the data URL');
  const base64 = /; *base64$/i.test(m[1]);
  const { Buffer } = native.module('buffer');
  const raw = Buffer.from(unescape(m[2]), 'latin1');
  const [body] = extract(base64 ? Buffer.from(raw.toString('latin1'), 'base64') : raw);
  const response = { ...freshResponse(), statusText: 'OK', body };
  response.headers.append('content-type', m[1].replace(/; *base64$/i, '') || 'text/plain;charset=US-ASCII');
  return response;
}

// Until 24, there is an async function in between.
const schemed = native.has('fetch-awaits-scheme-once') ? scheme : async (flight, request) => await scheme(flight, request);

async function main(flight, request, end = undefined) {
  const url = request.urls.at(-1);
  const response = badPorts.has(+url.port) ? networkError('bad port') : await schemed(flight, request);
  if (!end) return response; // a redirect's
  if (response.type !== 'error') response.type = 'basic';
  if (response.urls.length === 0) response.urls = [...request.urls];
  if (response.status !== 0 && (request.method === 'HEAD' || noBody.has(response.status))) {
    response.body = null;
    flight.dump = true;
  }
  queueMicrotask(() => end(response));
}

function start(input, init, resolve, reject) {
  const object = new Request(input, init);
  const { signal } = object;
  if (signal.aborted) return reject(signal.reason);
  const state = requestState(object);
  const request = { ...state, urls: [...state.urls], headers: state.headers.clone() };
  if (!request.headers.has('accept')) request.headers.append('accept', '*/*');
  if (!request.headers.has('accept-language')) request.headers.append('accept-language', '*');
  const flight = new Flight(request);
  let settled = false;
  signal.addEventListener('abort', () => {
    flight.abort(signal.reason);
    if (!settled) reject(signal.reason);
    settled = true;
    if (request.body && !request.body.stream.locked) request.body.stream.cancel(signal.reason).catch(() => {});
  });
  main(flight, request, (response) => {
    if (settled) return;
    settled = true;
    if (response.aborted) reject(flight.reason);
    else if (response.type === 'error') reject(new TypeError('fetch failed', { cause: response.error }));
    else resolve(responseOf(response));
  }).catch((err) => flight.terminate(err));
}

function fetched(input, init) {
  return new Promise((resolve, reject) => start(input, init, resolve, reject)).catch((err) => {
    if (err !== null && typeof err === 'object') Error.captureStackTrace(err);
    else if (!native.has('fetch-not-async')) throw new TypeError('invalid_argument'); // captureStackTrace's own
    throw err;
  });
}

// Until 18, fetch is an async function.
exports.fetch = native.has('fetch-not-async')
  ? function fetch(input, init = undefined) { return fetched(input, init); }
  : async function fetch(input, init = undefined) { return fetched(input, init); };
