// title: The order of expired timers
// notice: order of timers of different durations all expired by a busy loop; 0 vs 1 ms; timer added by an expired timer
// source: libuv PR #3927
// min: 0.10.0
'use strict';
function log(s) { console.log(s); }
function spin(ms) { var t = Date.now(); while (Date.now() - t < ms) {} }
setTimeout(function () {
  setTimeout(function () { log('20'); setTimeout(function () { log('0 from 20'); }, 0); spin(3); }, 20);
  setTimeout(function () { log('5'); }, 5);
  setTimeout(function () { log('1'); }, 1);
  setTimeout(function () { log('0'); }, 0);
  setTimeout(function () { log('20b'); }, 20);
  setTimeout(function () { log('15'); }, 15);
  setImmediate(function () { log('immediate'); });
  spin(40);
}, 10);
