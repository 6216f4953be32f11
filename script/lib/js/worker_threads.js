// worker_threads in a program's only thread.
'use strict';
const { missingFunction, missingClass } = require('internal/stand_in');
const flags = internal('versions');
const shared = new Map();

module.exports = {
  isMainThread: true,
  MessagePort: missingClass('worker_threads', 'MessagePort'),
  MessageChannel: missingClass('worker_threads', 'MessageChannel'),
  markAsUntransferable() {},
  moveMessagePortToContext: missingFunction('worker_threads', 'moveMessagePortToContext'),
  receiveMessageOnPort: missingFunction('worker_threads', 'receiveMessageOnPort'),
  resourceLimits: {},
  threadId: 0,
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker: missingClass('worker_threads', 'Worker'),
  parentPort: null,
  workerData: null,
  BroadcastChannel: missingClass('worker_threads', 'BroadcastChannel'),
  setEnvironmentData(key, value) {
    if (value === undefined) shared.delete(key);
    else shared.set(key, value);
  },
  getEnvironmentData: (key) => shared.get(key),
};
if (flags.threadsPostAnywhere) module.exports.postMessageToThread = missingFunction('worker_threads', 'postMessageToThread');
if (flags.threadsMarkUncloneable) Object.assign(module.exports, { markAsUncloneable() {}, isMarkedAsUntransferable: () => false });
if (flags.threadsKnowInternal) module.exports.isInternalThread = false;
if (flags.threadsHaveNames) module.exports.threadName = '';
