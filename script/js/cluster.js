// What the primary and the workers of a cluster share: the Worker class, and
// messages of cluster's own between them, which may ask for an answer.
'use strict';
const EventEmitter = native.builtin('events');

const there = (v) => v !== null && v !== undefined;

function Worker(options) {
  if (!(this instanceof Worker)) return new Worker(options);
  EventEmitter.call(this);
  if (options === null || typeof options !== 'object') options = {};
  this.exitedAfterDisconnect = undefined;
  this.state = options.state || 'none';
  this.id = options.id | 0;
  if (!options.process) return;
  this.process = options.process;
  this.process.on('error', (code, signal) => this.emit('error', code, signal));
  this.process.on('message', (message, handle) => this.emit('message', message, handle));
}
Object.setPrototypeOf(Worker.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Worker, EventEmitter);
Object.assign(Worker.prototype, {
  kill(...args) { this.destroy(...args); },
  send(...args) { return this.process.send(...args); },
  isDead() { return there(this.process.exitCode) || there(this.process.signalCode); },
  isConnected() { return this.process.connected; },
});

// The two ends of the conversation number their messages; an answer names the
// number of its question.
const asked = new Map();
let numbers = 0;

function send(to, message, handle, answered) {
  if (!to.connected) return false;
  const seq = numbers++;
  if (answered) asked.set(seq, answered);
  return to.send({ cmd: 'NODE_CLUSTER', ...message, seq }, handle);
}

function listener(worker, onmessage) {
  return function (message, handle) {
    if (message.cmd !== 'NODE_CLUSTER') return;
    const answered = message.ack === undefined ? undefined : asked.get(message.ack);
    if (answered) asked.delete(message.ack);
    (answered ?? onmessage).call(worker, message, handle);
  };
}

Object.assign(exports, { Worker, send, listener });
