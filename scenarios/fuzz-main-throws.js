// title: The main script throws and a handler takes it
// notice: ticks and promise jobs follow at once, before any immediate
// source: found by finishline fuzz
// min: 18.0.0
const log = (...a) => console.log(a.join(' '));
process.on('uncaughtException', (e) => log('uncaught', e.message));
setImmediate(() => log('immediate'));
Promise.resolve().then(() => log('job'));
process.nextTick(() => log('tick'));
throw new Error('main');
