// title: nextTick against promises
// notice: interleaving of nested nextTick and promise jobs from main, from a timer and from a promise
// source: #22257
// min: 0.12.0
'use strict';
function log(s) { console.log(s); }
function go(n) {
  Promise.resolve().then(function () { log(n + ' m1'); process.nextTick(function () { log(n + ' m1-tick'); }); Promise.resolve().then(function () { log(n + ' m1-m'); }); }).then(function () { log(n + ' m2'); });
  process.nextTick(function () { log(n + ' t1'); Promise.resolve().then(function () { log(n + ' t1-m'); }); process.nextTick(function () { log(n + ' t1-t'); }); });
  process.nextTick(function () { log(n + ' t2'); });
}
go('main');
setTimeout(function () { go('timer'); }, 20);
setTimeout(function () { Promise.resolve().then(function () { go('micro'); }); }, 60);
