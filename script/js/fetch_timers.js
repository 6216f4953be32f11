// The coarse clock that fetch's timeouts run on: timers that only a tick looks at,
// so that to start and stop them costs nothing. The tick holds no process.
'use strict';

const { setTimeout } = native.timers();
const counted = native.has('fetch-timers-count-ticks');
const tick = counted ? 499 : 1000; // ms
const list = [];
let now = 0, running = null;

// A timer is idle, waits for the next tick to begin, or runs until end.
class CoarseTimer {
  #state = 'idle';
  #end = 0;
  constructor(fn, delay) {
    this.fn = fn;
    this.delay = delay;
    this.refresh();
  }
  refresh() {
    if (this.#state === 'idle') list.push(this);
    if (running === null || list.length === 1) arm();
    this.#state = 'begins';
  }
  clear() { if (this.#state !== 'idle') this.#state = 'cleared'; }
  // look is called by a tick, and says whether the timer stays.
  look() {
    if (this.#state === 'begins') {
      this.#end = (counted ? now - tick : now) + this.delay;
      this.#state = 'runs';
    } else if (this.#state === 'runs' && now >= this.#end) {
      this.#state = 'cleared';
      this.fn();
    }
    if (this.#state !== 'cleared') return true;
    this.#state = 'idle';
    return false;
  }
}

function arm() {
  if (running) return void running.refresh();
  running = setTimeout(onTick, tick);
  running.unref();
}

function onTick() {
  now = counted ? now + tick : Date.now();
  for (let i = 0, n = list.length; i < n;) {
    if (list[i].look()) i++;
    else {
      n--;
      list[i] = list[n];
      list.splice(n, 1);
    }
  }
  if (list.length > 0) arm();
}

exports.CoarseTimer = CoarseTimer;
