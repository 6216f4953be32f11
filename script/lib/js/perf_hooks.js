// perf_hooks over the virtual clock.
'use strict';
const { now } = internal('console');
const { timeOrigin } = internal('os');
const { make, argType, validateFunction } = require('internal/errors');
const { nextTick } = internal('process');
const custom = Symbol.for('nodejs.util.inspect.custom');

class PerformanceEntry {
  constructor(name, entryType, startTime, duration, detail) {
    Object.assign(this, { name, entryType, startTime, duration });
    if (detail !== undefined) this.detail = detail;
  }
  toJSON() { return { ...this }; }
}
class PerformanceMark extends PerformanceEntry {
  constructor(name, options) { super(`${name}`, 'mark', options?.startTime ?? now(), 0, options?.detail ?? null); }
}
class PerformanceMeasure extends PerformanceEntry {}

const entries = [];
const observers = new Set();

function publish(entry) {
  entries.push(entry);
  for (const o of observers) o.queue(entry);
  return entry;
}

function timeOf(mark) {
  if (typeof mark === 'number') return mark;
  const found = entries.findLast((e) => e.entryType === 'mark' && e.name === mark);
  if (found === undefined) {
    const message = `The "${mark}" performance mark has not been set`;
    throw typeof DOMException === 'function' ? new DOMException(message, 'SyntaxError') : make('SyntaxError', '', message);
  }
  return found.startTime;
}

class Performance {
  get timeOrigin() { return timeOrigin; }
  get nodeTiming() { return { name: 'node', entryType: 'node', startTime: 0, duration: now() }; }
  now() { return now(); }
  mark(name, options) { return publish(new PerformanceMark(name, options)); }
  measure(name, start, end) {
    let detail = null, duration;
    if (start !== null && typeof start === 'object') ({ start, end, duration, detail = null } = start);
    const to = end !== undefined ? timeOf(end) : duration !== undefined && start !== undefined ? timeOf(start) + duration : now();
    const from = start !== undefined ? timeOf(start) : duration !== undefined ? to - duration : 0;
    return publish(new PerformanceMeasure(`${name}`, 'measure', from, to - from, detail));
  }
  #clear(type, name) {
    for (let i = entries.length - 1; i >= 0; i--) {
      if (entries[i].entryType === type && (name === undefined || entries[i].name === name)) entries.splice(i, 1);
    }
  }
  clearMarks(name) { this.#clear('mark', name); }
  clearMeasures(name) { this.#clear('measure', name); }
  getEntries() { return [...entries].sort((a, b) => a.startTime - b.startTime); }
  getEntriesByName(name, type) { return this.getEntries().filter((e) => e.name === name && (type === undefined || e.entryType === type)); }
  getEntriesByType(type) { return this.getEntries().filter((e) => e.entryType === type); }
  eventLoopUtilization() { return { idle: 0, active: 0, utilization: 0 }; }
  timerify(fn) {
    validateFunction(fn, 'fn');
    return function(...args) {
      const start = now();
      const result = new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
      publish(new PerformanceEntry(fn.name, 'function', start, now() - start, args));
      return result;
    };
  }
  toJSON() { return { timeOrigin, nodeTiming: this.nodeTiming, eventLoopUtilization: this.eventLoopUtilization() }; }
  [custom](depth, options) { return `Performance ${require('internal/inspect').inspect(this.toJSON(), options)}`; }
}

class PerformanceObserver {
  #callback; #types = []; #pending = [];
  constructor(callback) {
    validateFunction(callback, 'callback');
    this.#callback = callback;
  }
  static get supportedEntryTypes() { return ['function', 'mark', 'measure']; }
  observe(options) {
    if (options === null || typeof options !== 'object') throw argType('options', 'Object', options);
    this.#types = options.entryTypes ?? [options.type];
    observers.add(this);
    if (options.buffered) for (const e of entries) this.queue(e);
  }
  disconnect() { observers.delete(this); }
  takeRecords() { return this.#pending.splice(0); }
  queue(entry) {
    if (!this.#types.includes(entry.entryType)) return;
    if (this.#pending.push(entry) > 1) return;
    const deliver = () => {
      const list = this.takeRecords();
      if (list.length === 0) return;
      this.#callback({
        getEntries: () => list, getEntriesByName: (n) => list.filter((e) => e.name === n), getEntriesByType: (t) => list.filter((e) => e.entryType === t),
      }, this);
    };
    if (typeof setImmediate === 'function') setImmediate(deliver);
    else nextTick(deliver);
  }
}

const missing = (name) => () => {
  throw make('Error', 'ERR_FINISHLINE_UNSUPPORTED', `perf_hooks.${name} is not supported by Finishline; see docs/supported.md for what is`);
};
module.exports = {
  Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, performance: new Performance(),
  monitorEventLoopDelay: missing('monitorEventLoopDelay'), createHistogram: missing('createHistogram'),
  constants: { NODE_PERFORMANCE_GC_MAJOR: 4, NODE_PERFORMANCE_GC_MINOR: 1, NODE_PERFORMANCE_GC_INCREMENTAL: 8, NODE_PERFORMANCE_GC_WEAKCB: 16 },
};
