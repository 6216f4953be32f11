// title: The first console.log takes more than a millisecond
// notice: it makes process.stdout, so the timer that was set before it is due when the loop begins
// source: found by finishline fuzz
// min: 18.0.0
setTimeout(() => console.log('timeout'), 0);
console.log('start');
setImmediate(() => console.log('immediate'));
