// title: What listeners of 'unhandledRejection' queue
// notice: rejections are reported together when ticks and jobs are done; the listeners' ticks all come before their promise jobs
// source: found by finishline fuzz
// min: 18.0.0
const out = [];
const log = (...a) => out.push(a.join(' '));
process.on('unhandledRejection', (e) => {
  log('unhandled', e.message);
  Promise.resolve().then(() => log('job of', e.message));
  process.nextTick(() => log('tick of', e.message));
});
process.on('rejectionHandled', () => log('handled'));
process.on('exit', () => console.log(out.join('\n')));
setTimeout(() => {
  const a = Promise.reject(new Error('a'));
  Promise.reject(new Error('b'));
  process.nextTick(() => { log('tick'); Promise.reject(new Error('c')); });
  setImmediate(() => { log('immediate'); a.catch(() => log('late')); });
}, 50);
