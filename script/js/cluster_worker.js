// cluster in a worker: its servers listen by asking the primary.
'use strict';
const EventEmitter = native.builtin('events');
const { Worker, send, listener } = load('cluster');

const cluster = new EventEmitter();
const servers = new Map(); // key → what stands for the listening socket here
const indexes = new Map(); // address → { next, used }
Object.assign(cluster, { isWorker: true, isMaster: false, isPrimary: false, worker: null, Worker });

cluster._setupWorker = function () {
  const worker = cluster.worker = new Worker({ id: +process.env.NODE_UNIQUE_ID | 0, process, state: 'online' });
  process.once('disconnect', () => {
    worker.emit('disconnect');
    if (!worker.exitedAfterDisconnect) process.exit(0); // the primary is gone
  });
  process.on('internalMessage', listener(worker, function (message, handle) {
    if (message.act === 'newconn') take(message, handle);
    else if (message.act === 'disconnect') leave(this, true);
  }));
  send(process, { act: 'online' });
};

// A server wants to listen: answered(errno, standIn, handle) says with what.
cluster._getServer = function (server, query, answered) {
  const place = [query.address, query.port, query.addressType, query.fd].join(':');
  if (!indexes.has(place)) indexes.set(place, { next: 0, used: new Set() });
  const at = indexes.get(place);
  const index = at.next++;
  at.used.add(index);
  const message = { act: 'queryServer', index, data: null, ...query };
  const forget = () => {
    at.used.delete(index);
    if (at.used.size === 0) indexes.delete(place);
  };
  send(process, message, null, (reply, handle) => {
    if (handle) share(reply, handle, forget, answered);
    else standIn(server, reply, forget, answered);
  });
  server.once('listening', () => {
    if (!indexes.has(place)) return;
    cluster.worker.state = 'listening';
    send(process, { ...message, act: 'listening', port: server.address()?.port || query.port });
  });
};

function closes(key, entry, forget) {
  return () => {
    if (!servers.has(key)) return;
    send(process, { act: 'close', key });
    servers.delete(key);
    forget();
  };
}

function share({ key, errno }, handle, forget, answered) {
  servers.set(key, { server: null });
  answered(errno, null, handle, closes(key, null, forget));
}

// The primary accepts: here is nothing but a reason to stay alive.
function standIn(server, { key, errno, sockname }, forget, answered) {
  if (errno) {
    answered(errno);
    return;
  }
  servers.set(key, { server });
  answered(0, sockname, null, closes(key, server, forget));
}

function take(message, handle) {
  const entry = servers.get(message.key);
  const full = entry?.server && entry.server.maxConnections != null && entry.server._connections >= entry.server.maxConnections &&
    !entry.server.dropMaxConnection;
  const accepted = entry !== undefined && !full;
  send(process, { ack: message.seq, accepted });
  if (accepted) native.takeConnection(entry.server, handle);
  else handle.close();
}

function leave(worker, asked) {
  worker.exitedAfterDisconnect = true;
  let left = 1;
  const closed = () => {
    if (--left > 0) return;
    if (asked) process.disconnect();
    else send(process, { act: 'exitedAfterDisconnect' }, null, () => process.disconnect());
  };
  for (const { server } of [...servers.values()]) {
    if (!server) continue;
    left++;
    server.close(closed);
  }
  servers.clear();
  closed();
}

Worker.prototype.disconnect = function () {
  if (this.state !== 'disconnecting' && this.state !== 'destroying') {
    this.state = 'disconnecting';
    leave(this, false);
  }
  return this;
};
Worker.prototype.destroy = function () {
  if (this.state === 'destroying') return;
  this.exitedAfterDisconnect = true;
  if (!this.isConnected()) process.exit(0);
  this.state = 'destroying';
  send(process, { act: 'exitedAfterDisconnect' }, null, () => process.disconnect());
  process.once('disconnect', () => process.exit(0));
};

exports.cluster = cluster;
