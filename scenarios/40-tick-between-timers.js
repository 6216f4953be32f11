// title: Ticks and promise jobs between timers
// notice: nextTick / promise jobs between two expired timers of one list, between two lists, between immediates
// source: PR #22842
// min: 0.10.0
'use strict';
function log(s) { console.log(s); }
function job(n) { process.nextTick(function () { log(n + ' tick'); }); if (typeof Promise !== 'undefined') Promise.resolve().then(function () { log(n + ' micro'); }); }
setTimeout(function () { log('t1a'); job('t1a'); }, 10);
setTimeout(function () { log('t1b'); job('t1b'); }, 10);
setTimeout(function () { log('t2a'); job('t2a'); }, 15);
var t = Date.now(); while (Date.now() - t < 60) {}
setTimeout(function () {
  setImmediate(function () { log('i1'); job('i1'); setImmediate(function () { log('i1-nested'); }); });
  setImmediate(function () { log('i2'); job('i2'); });
}, 100);
