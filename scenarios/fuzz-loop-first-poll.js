// title: An immediate that does not hold the loop, and the loop's first poll
// notice: in 18.18 V8 has posted a task while Node started: the first poll finds it instead of waiting, and the immediate runs before the timer
// source: found by finishline fuzz
// min: 18.0.0
setImmediate(() => {
  console.log('unreferenced');
  setImmediate(() => console.log('immediate'));
}).unref();
setTimeout(() => console.log('timer'), 100);
