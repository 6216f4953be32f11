// fetch's connections to one origin. A client has at most one connection and one
// exchange in progress; a pool makes as many clients as are busy at a time. A
// client is free for another request only when a turn of the loop has seen that its
// exchange is over.
'use strict';

const { make, socketError } = load('fetch_errors');
const { Connection } = load('fetch_connection');
const { CoarseTimer } = load('fetch_timers');
const connectPatience = 10_000; // ms

class Client {
  waiting = [];
  running = null; // the request in progress
  connection = null;
  connecting = false;
  turning = false;
  posted = false; // a turn comes with the next microtask
  full = 0; // 2: there is enough to do; 1: that is over, and onFree is called soon
  taken = false; // the pool gives it nothing
  constructor(origin, onFree) {
    this.origin = origin;
    this.onFree = onFree;
  }
  get idle() { return this.running === null && this.waiting.length === 0; }
  get #busy() { return this.connection?.busy || !this.idle; }

  // dispatch takes a request; false asks for no other one.
  dispatch(request) {
    this.waiting.push(request);
    if (!this.posted) {
      if (request.body) {
        this.posted = true;
        const soon = native.has('fetch-turns-in-microtasks') ? queueMicrotask : native.nextTick;
        soon(() => { this.posted = false; this.turn(); });
      } else this.turn(true);
    }
    if (this.full !== 2 && this.posted && this.#busy) this.full = 2;
    return this.full < 2;
  }

  turn(sync = false) {
    if (this.turning) return;
    this.turning = true;
    try {
      while (this.#step(sync));
    } finally {
      this.turning = false;
    }
  }
  #step(sync) {
    this.connection?.turn();
    if (this.#busy) this.full = 2;
    else if (this.full === 2) {
      this.full = 1;
      if (!sync) this.#free();
      else if (native.has('fetch-turns-in-microtasks')) queueMicrotask(() => this.#free());
      else native.nextTick(() => this.#free());
      return true;
    }
    if (this.waiting.length === 0 || this.running || this.connecting) return false;
    if (!this.connection) {
      this.#connect();
      return false;
    }
    if (this.connection.destroyed || this.connection.busy) return false;
    const request = this.waiting.shift();
    this.running = request;
    if (request.aborted || !this.connection.send(request)) this.running = null;
    return true;
  }
  #free() {
    this.full = 0;
    this.onFree(this);
  }

  #connect() {
    this.connecting = true;
    const socket = connect(this.origin, (err) => {
      if (err) {
        this.connecting = false;
        this.onSocketError(err);
        this.turn();
        return;
      }
      if (socket.destroyed) {
        this.connecting = false;
        this.onSocketError(socket.errored ?? socketError('destroyed', socket));
        this.turn();
        return;
      }
      this.connection = new Connection(this, socket);
      this.connecting = false;
      this.turn();
    });
  }

  // An error that no request in progress has is that of those that wait.
  onSocketError(err) {
    if (this.running || err.code === 'UND_ERR_INFO' || err.code === 'UND_ERR_SOCKET') return;
    for (const r of this.waiting.splice(0)) r.onError(err);
  }
  onClosed(err) {
    this.connection = null;
    const r = this.running;
    this.running = null;
    // A request that was aborted is first in the queue again; it is dropped when
    // there is another connection, which is made for it.
    if (r && err.code === 'UND_ERR_INFO') this.waiting.unshift(r);
    else if (r) r.onError(err);
    this.turn();
  }
}

function connect(origin, done) {
  const hostname = origin.hostname.replace(/^\[|\]$/g, '');
  const secure = origin.protocol === 'https:';
  const port = origin.port || (secure ? 443 : 80);
  const socket = secure
    ? native.module('tls').connect({ highWaterMark: 16384, servername: native.module('net').isIP(hostname) ? '' : hostname, ALPNProtocols: ['http/1.1'], port, host: hostname })
    : native.module('net').connect({ highWaterMark: 65536, port, host: hostname });
  socket.setKeepAlive(true, 60_000);
  const timer = new CoarseTimer(() => {
    socket.destroy(make('ConnectTimeoutError', `Connect Timeout Error (attempted address: ${hostname}:${port}, timeout: ${connectPatience}ms)`));
  }, connectPatience);
  // Until 24, the caller waits for a promise.
  let open = true;
  const end = (err) => {
    queueMicrotask(() => timer.clear());
    if (!open) return;
    open = false;
    if (native.has('fetch-connects-by-callback')) done(err);
    else Promise.resolve().then(() => done(err));
  };
  socket.setNoDelay(true).once(secure ? 'secureConnect' : 'connect', () => end(null)).on('error', end);
  return socket;
}

class Pool {
  clients = [];
  constructor(origin) { this.origin = origin; }
  #next() {
    let c = this.clients.find((x) => !x.taken);
    if (!c) {
      c = new Client(this.origin, (client) => { client.taken = false; });
      this.clients.push(c);
    }
    return c;
  }
  dispatch(request) {
    const c = this.#next();
    if (!c.dispatch(request)) {
      c.taken = true;
      this.#next(); // the next one is made ahead
    }
  }
}

const pools = new Map();

function dispatch(origin, request) {
  const key = origin.origin;
  let pool = pools.get(key);
  if (!pool) pools.set(key, pool = new Pool(origin));
  pool.dispatch(request);
}

exports.dispatch = dispatch;
