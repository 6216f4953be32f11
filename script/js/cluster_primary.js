// cluster in the primary: it forks workers, listens for them, and hands the
// connections round, or (SCHED_NONE) lets them accept themselves.
'use strict';
const EventEmitter = native.builtin('events');
const { fork } = native.builtin('child_process');
const { Worker, send, listener } = load('cluster');

const cluster = new EventEmitter();
const gone = new EventEmitter(); // 'disconnect': the last worker has left
const listening = new Map(); // key → RoundRobin or Shared
const schedNone = 1, schedRoundRobin = 2;
let ids = 0, begun = false;
let policy = { rr: schedRoundRobin, none: schedNone }[process.env.NODE_CLUSTER_SCHED_POLICY] ?? schedRoundRobin;

Object.assign(cluster, {
  isWorker: false, isMaster: true, isPrimary: true, Worker, workers: {}, settings: {},
  SCHED_NONE: schedNone, SCHED_RR: schedRoundRobin, schedulingPolicy: policy,
});

cluster.setupPrimary = function (options) {
  cluster.settings = {
    args: process.argv.slice(2), exec: process.argv[1], execArgv: process.execArgv, silent: false, ...cluster.settings, ...options,
  };
  if (!begun) {
    begun = true;
    policy = cluster.schedulingPolicy; // it cannot be changed any more
  }
  const settings = cluster.settings;
  native.nextTick(() => cluster.emit('setup', settings));
};
cluster.setupMaster = cluster.setupPrimary;

cluster.fork = function (env) {
  cluster.setupPrimary();
  const id = ++ids;
  const { exec, args, execArgv, cwd, serialization, silent, windowsHide, stdio, gid, uid } = cluster.settings;
  const worker = new Worker({
    id, process: fork(exec, args, {
      cwd, env: { ...process.env, ...env, NODE_UNIQUE_ID: `${id}` }, serialization, silent, windowsHide, execArgv: [...execArgv], stdio, gid, uid,
    }),
  });
  worker.on('message', function (message, handle) { cluster.emit('message', this, message, handle); });
  worker.process.once('exit', (code, signal) => {
    if (!worker.isConnected()) {
      dropHandles(worker);
      dropWorker(worker);
    }
    changed(worker, 'dead', 'exit', code, signal);
  });
  worker.process.once('disconnect', () => {
    dropHandles(worker);
    if (worker.isDead()) dropWorker(worker);
    changed(worker, 'disconnected', 'disconnect');
  });
  worker.process.on('internalMessage', listener(worker, onmessage));
  native.nextTick(() => cluster.emit('fork', worker));
  cluster.workers[id] = worker;
  return worker;
};

function changed(worker, state, event, ...args) {
  worker.exitedAfterDisconnect = !!worker.exitedAfterDisconnect;
  worker.state = state;
  worker.emit(event, ...args);
  cluster.emit(event, worker, ...args);
}

function dropWorker(worker) {
  delete cluster.workers[worker.id];
  if (Object.keys(cluster.workers).length === 0) gone.emit('disconnect');
}

function dropHandles(worker) {
  for (const [key, handle] of listening) {
    if (handle.remove(worker)) listening.delete(key);
  }
}

cluster.disconnect = function (callback) {
  const workers = Object.values(cluster.workers);
  if (workers.length === 0) native.nextTick(() => gone.emit('disconnect'));
  for (const worker of workers) {
    if (worker.isConnected()) worker.disconnect();
  }
  if (typeof callback === 'function') gone.once('disconnect', callback);
};

const acts = {
  online(worker) {
    worker.state = 'online';
    worker.emit('online');
    cluster.emit('online', worker);
  },
  exitedAfterDisconnect(worker, message) {
    worker.exitedAfterDisconnect = true;
    send(worker.process, { ack: message.seq });
  },
  listening(worker, { addressType, address, port, fd }) {
    const info = { addressType, address, port, fd };
    worker.state = 'listening';
    worker.emit('listening', info);
    cluster.emit('listening', worker, info);
  },
  close(worker, { key }) {
    if (listening.get(key)?.remove(worker)) listening.delete(key);
  },
  queryServer,
};

function onmessage(message) {
  if (Object.hasOwn(acts, message.act)) acts[message.act](this, message);
}

// A worker wants to listen.
function queryServer(worker, message) {
  if (worker.exitedAfterDisconnect) return;
  const exact = native.has('cluster-index-for-any-port');
  const key = `${message.address}:${message.port}:${message.addressType}:${message.fd}` +
    (!exact || message.port === 0 ? `:${message.index}` : '');
  const cached = listening.get(key);
  let handle = exact && cached?.has(worker) ? undefined : cached;
  if (!handle) {
    handle = policy === schedRoundRobin ? new RoundRobin(key, message) : new Shared(key, message);
    if (!cached) listening.set(key, handle);
  }
  handle.data ||= message.data;
  handle.add(worker, (errno, reply, native) => {
    if (!errno) listening.set(key, handle);
    const { data } = listening.get(key);
    if (!cached && errno) listening.delete(key);
    send(worker.process, { errno, key, ack: message.seq, data, ...reply }, native);
  });
}

// Connections are accepted here and given to the worker that has waited longest.
class RoundRobin {
  all = new Map();
  free = new Map();
  waiting = [];
  ready = null; // the address, once it listens
  whenReady = [];

  constructor(key, { address, port, flags, backlog }) {
    this.key = key;
    this.server = native.clusterListen({ address, port, ipv6Only: !!flags, backlog },
      (sockname) => { this.ready = sockname; this.settle(0); },
      (errno) => this.settle(errno),
      (handle) => this.distribute(handle));
  }
  settle(errno) {
    for (const fn of this.whenReady.splice(0)) fn(errno);
  }
  has(worker) { return this.all.has(worker.id); }
  add(worker, reply) {
    this.all.set(worker.id, worker);
    const done = (errno) => {
      if (errno) {
        reply(errno, null);
        return;
      }
      reply(null, { sockname: this.ready }, null);
      this.handoff(worker);
    };
    if (this.ready) done(0);
    else this.whenReady.push(done);
  }
  remove(worker) {
    if (!this.all.delete(worker.id)) return false;
    this.free.delete(worker.id);
    if (this.all.size !== 0) return false;
    for (const handle of this.waiting.splice(0)) handle.close();
    this.server.close();
    return true;
  }
  distribute(handle) {
    this.waiting.push(handle);
    for (const [id, worker] of this.free) {
      this.free.delete(id);
      this.handoff(worker);
      break;
    }
  }
  handoff(worker) {
    if (!this.all.has(worker.id)) return;
    const handle = this.waiting.shift();
    if (!handle) {
      this.free.set(worker.id, worker);
      return;
    }
    send(worker.process, { act: 'newconn', key: this.key }, handle, (reply) => {
      if (reply.accepted) handle.close();
      else this.distribute(handle); // the worker is closing: another one takes it
      this.handoff(worker);
    });
  }
}

// Every worker gets the bound socket and accepts for itself.
class Shared {
  workers = new Map();
  constructor(key, { address, port, addressType, flags }) {
    this.key = key;
    const bound = native.clusterBind({ address, port, addressType, ipv6Only: !!flags });
    this.errno = typeof bound === 'number' ? bound : 0;
    this.handle = this.errno ? null : bound;
  }
  has(worker) { return this.workers.has(worker.id); }
  add(worker, reply) {
    this.workers.set(worker.id, worker);
    reply(this.errno, null, this.handle);
  }
  remove(worker) {
    if (!this.workers.delete(worker.id) || this.workers.size !== 0) return false;
    this.handle?.close();
    this.handle = null;
    return true;
  }
}

Worker.prototype.disconnect = function () {
  this.exitedAfterDisconnect = true;
  send(this.process, { act: 'disconnect' });
  dropHandles(this);
  dropWorker(this);
  return this;
};
Worker.prototype.destroy = function (signal) { this.process.kill(signal || 'SIGTERM'); };

exports.cluster = cluster;
