// title: A listener of 'unhandledRejection' throws, or handles another rejection
// notice: from 20 on rejections are taken from their list together: the rest of them is lost if a listener throws, and one that is handled meanwhile is reported all the same
// source: found by finishline fuzz
// min: 18.0.0
const out = [];
const log = (...a) => out.push(a.join(' '));
let other;
process.on('uncaughtException', (e) => {
  log('uncaught', e.message);
  Promise.resolve().then(() => log('job'));
  process.nextTick(() => log('tick'));
});
process.on('unhandledRejection', (e) => {
  log('unhandled', e.message);
  if (e.message === 'throws') throw new Error('thrown');
  if (e.message === 'handles') other.catch(() => log('caught'));
});
process.on('exit', () => console.log(out.join('\n')));
setTimeout(() => {
  Promise.reject(new Error('throws'));
  Promise.reject(new Error('rest'));
  setImmediate(() => log('immediate'));
}, 50);
setTimeout(() => {
  log('---');
  Promise.reject(new Error('handles'));
  other = Promise.reject(new Error('other'));
}, 150);
