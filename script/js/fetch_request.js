// Request and Response: https://fetch.spec.whatwg.org/#request-class
'use strict';

const inspectSymbol = Symbol.for('nodejs.util.inspect.custom');
const { List, wrap, fill, token } = load('fetch_headers');
const { extract, clone, unusable, mixin } = load('fetch_body');
const { AbortController, AbortSignal } = load('web');
const requests = new WeakMap(), responses = new WeakMap();

const known = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);
const choices = {
  redirect: ['follow', 'error', 'manual'], mode: ['cors', 'navigate', 'no-cors', 'same-origin', 'websocket'],
  credentials: ['omit', 'same-origin', 'include'], cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'],
  referrerPolicy: ['', 'no-referrer', 'no-referrer-when-downgrade', 'same-origin', 'origin', 'strict-origin', 'origin-when-cross-origin', 'strict-origin-when-cross-origin', 'unsafe-url'],
};

function methodOf(v) {
  const m = `${v}`;
  if (!token.test(m)) throw new TypeError(`'${m}' is not a valid HTTP method.`);
  const upper = m.toUpperCase();
  if (upper === 'CONNECT' || upper === 'TRACE' || upper === 'TRACK') throw new TypeError(`'${m}' HTTP method is unsupported.`);
  if (m === 'patch' && native.has('fetch-warns-patch')) warnPatch();
  return known.has(upper) ? upper : m;
}

let warned = false;
function warnPatch() {
  if (warned) return;
  warned = true;
  process.emitWarning('Using `patch` is highly likely to result in a `405 Method Not Allowed`. `PATCH` is much more likely to succeed.', { code: 'UNDICI-FETCH-patch' });
}

function urlOf(input) {
  let url;
  try {
    url = new URL(`${input}`);
  } catch (err) {
    throw new TypeError(`Failed to parse URL from ${input}`, { cause: err });
  }
  if (url.username || url.password) throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${input}`);
  return url;
}

const fresh = () => ({
  method: 'GET', urls: [], headers: new List(), body: null, redirect: 'follow', mode: 'cors', credentials: 'same-origin', cache: 'default',
  referrer: 'about:client', referrerPolicy: '', integrity: '', keepalive: false, redirects: 0,
});

class Request {
  #headers;
  #signal;
  constructor(input, init = {}) {
    load('fetch_headers').need(1, arguments, 'Request constructor');
    const from = requests.get(input);
    const r = fresh();
    if (from) Object.assign(r, { ...from, urls: [from.urls[0]], headers: from.headers.clone(), body: null, redirects: 0 });
    else r.urls = [urlOf(input)];
    init = init ?? {};
    for (const [name, allowed] of Object.entries(choices)) {
      if (init[name] === undefined) continue;
      const v = `${init[name]}`;
      if (!allowed.includes(v)) throw new TypeError(`Request constructor: ${v} is not an accepted type. Expected one of ${allowed.join(', ')}.`);
      r[name] = v;
    }
    if (init.mode === 'navigate') throw new TypeError('Request constructor: invalid request mode navigate.');
    if (init.method !== undefined) r.method = methodOf(init.method);
    if (init.integrity !== undefined) r.integrity = `${init.integrity}`;
    if (init.keepalive !== undefined) r.keepalive = !!init.keepalive;
    const signal = init.signal !== undefined ? init.signal : from ? input.signal : undefined;
    const own = new AbortController();
    if (signal !== undefined && signal !== null) {
      if (typeof signal.aborted !== 'boolean' || typeof signal.addEventListener !== 'function') {
        throw new TypeError('Failed to construct \'Request\': member signal is not of type AbortSignal.');
      }
      if (signal.aborted) own.abort(signal.reason);
      else signal.addEventListener('abort', () => own.abort(signal.reason), { once: true });
    }
    this.#signal = own.signal;
    this.#headers = wrap(r.headers, 'request');
    if (init.headers !== undefined) {
      r.headers = new List();
      this.#headers = wrap(r.headers, 'request');
      fill(this.#headers, init.headers);
    }
    const taken = from?.body ?? null;
    const given = init.body ?? null;
    if ((given !== null || taken !== null) && (r.method === 'GET' || r.method === 'HEAD')) throw new TypeError('Request with GET/HEAD method cannot have body.');
    if (given !== null) {
      const [body, type] = extract(given);
      if (body.source === null && init.duplex == null) throw new TypeError('RequestInit: duplex option is required when sending a body.');
      r.body = body;
      if (type && !r.headers.has('content-type')) r.headers.append('content-type', type);
    } else if (taken) {
      if (unusable(taken)) throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
      const reader = taken.stream.getReader(); // the other one's body is used from now on
      reader.releaseLock();
      r.body = taken;
    }
    requests.set(this, r);
  }
  get method() { return of(this).method; }
  get url() { return of(this).urls[0].href; }
  get headers() { of(this); return this.#headers; }
  get destination() { of(this); return ''; }
  get referrer() { return of(this).referrer; }
  get referrerPolicy() { return of(this).referrerPolicy; }
  get mode() { return of(this).mode; }
  get credentials() { return of(this).credentials; }
  get cache() { return of(this).cache; }
  get redirect() { return of(this).redirect; }
  get integrity() { return of(this).integrity; }
  get keepalive() { return of(this).keepalive; }
  get isReloadNavigation() { of(this); return false; }
  get isHistoryNavigation() { of(this); return false; }
  get signal() { of(this); return this.#signal; }
  get duplex() { of(this); return 'half'; }
  clone() {
    const r = of(this);
    if (unusable(r.body)) throw new TypeError('unusable');
    const c = new Request(r.urls[0].href, { signal: this.#signal });
    requests.set(c, Object.assign(requests.get(c), { ...r, urls: [...r.urls], headers: r.headers.clone(), body: clone(r.body) }));
    c.#headers = wrap(requests.get(c).headers, 'request');
    return c;
  }
  [inspectSymbol](depth, options, inspect) { return shown(this, 'Request', requestFields, depth, options, inspect); }
}

const of = (o) => {
  const r = requests.get(o);
  if (!r) throw new TypeError('Illegal invocation');
  return r;
};
const requestFields = ['method', 'url', 'headers', 'destination', 'referrer', 'referrerPolicy', 'mode', 'credentials', 'cache', 'redirect',
  'integrity', 'keepalive', 'isReloadNavigation', 'isHistoryNavigation', 'signal'];
const responseFields = ['status', 'statusText', 'headers', 'body', 'bodyUsed', 'ok', 'redirected', 'type', 'url'];

function shown(o, name, fields, depth, options, inspect) {
  const out = {};
  for (const f of fields) out[f] = o[f];
  return `${name} ${inspect(out, { ...options, depth: options.depth == null ? 2 : options.depth - 1 })}`;
}

const freshResponse = () => ({ type: 'default', status: 200, statusText: '', headers: new List(), body: null, urls: [], error: undefined });
const state = (o) => {
  const r = responses.get(o);
  if (!r) throw new TypeError('Illegal invocation');
  return r;
};

class Response {
  #headers;
  constructor(body = null, init = {}) {
    if (body === wrapping) { // init is the response
      responses.set(this, init);
      this.#headers = wrap(init.headers, 'immutable');
      return;
    }
    const r = freshResponse();
    init = init ?? {};
    const given = body ?? null;
    const extracted = given === null ? null : extract(given);
    if (init.status !== undefined) {
      const s = Math.trunc(Number(init.status)) & 0xffff;
      if (s < 200 || s > 599) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
      r.status = s;
    }
    if (init.statusText !== undefined) {
      if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(`${init.statusText}`)) throw new TypeError('Invalid statusText');
      r.statusText = `${init.statusText}`;
    }
    this.#headers = wrap(r.headers, 'response');
    if (init.headers !== undefined && init.headers !== null) fill(this.#headers, init.headers);
    if (extracted) {
      if (noBody.has(r.status)) throw new TypeError(`Response constructor: Invalid response status code ${r.status}`);
      r.body = extracted[0];
      if (extracted[1] && !r.headers.has('content-type')) r.headers.append('content-type', extracted[1]);
    }
    responses.set(this, r);
  }
  static error() { return responseOf({ ...freshResponse(), type: 'error', status: 0 }); }
  static json(data, init = {}) {
    load('fetch_headers').need(1, arguments, 'Response.json');
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    const r = new Response(text, init);
    if (!init?.headers || !new (load('fetch_headers').Headers)(init.headers).has('content-type')) responses.get(r).headers.set('content-type', 'application/json');
    return r;
  }
  static redirect(url, status = 302) {
    load('fetch_headers').need(1, arguments, 'Response.redirect');
    let parsed;
    try {
      parsed = new URL(`${url}`);
    } catch (err) {
      throw new TypeError(`Failed to parse URL from ${url}`, { cause: err });
    }
    if (![301, 302, 303, 307, 308].includes(+status)) throw new RangeError(`Invalid status code ${status}`);
    const r = { ...freshResponse(), status: +status };
    r.headers.append('location', parsed.href);
    return responseOf(r);
  }
  get type() { return state(this).type; }
  get url() {
    const u = state(this).urls.at(-1);
    return u ? u.href.split('#')[0] : '';
  }
  get redirected() { return state(this).urls.length > 1; }
  get status() { return state(this).status; }
  get ok() { const { status } = state(this); return status >= 200 && status <= 299; }
  get statusText() { return state(this).statusText; }
  get headers() { state(this); return this.#headers; }
  clone() {
    const r = state(this);
    if (unusable(r.body)) throw new TypeError('Response.clone: Body has already been consumed.');
    return responseOf({ ...r, headers: r.headers.clone(), body: clone(r.body) });
  }
  [inspectSymbol](depth, options, inspect) { return shown(this, 'Response', responseFields, depth, options, inspect); }
}
const wrapping = Symbol('response');
const noBody = new Set([101, 103, 204, 205, 304]);
const responseOf = (r) => new Response(wrapping, r);

mixin(Request, (o) => requests.get(o));
mixin(Response, (o) => responses.get(o));
for (const [cls, names] of [[Request, [...requestFields, 'duplex', 'clone']], [Response, ['type', 'url', 'redirected', 'status', 'ok', 'statusText', 'headers', 'clone']]]) {
  Object.defineProperty(cls.prototype, Symbol.toStringTag, { __proto__: null, value: cls.name, configurable: true });
  for (const name of names) Object.defineProperty(cls.prototype, name, { enumerable: true });
}

Object.assign(exports, { Request, Response, responseOf, freshResponse, noBody, requestState: (o) => requests.get(o) });
