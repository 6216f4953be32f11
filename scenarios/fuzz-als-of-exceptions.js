// title: The AsyncLocalStorage context of an exception's handler
// notice: 'uncaughtException' and 'unhandledRejection' are emitted in the context of what threw; up to 23 that of a queueMicrotask callback is lost
// source: found by finishline fuzz
// min: 18.0.0
const als = new (require('async_hooks').AsyncLocalStorage)();
const out = [];
const log = (...a) => out.push(a.join(' '));
process.on('uncaughtException', (e) => {
  log('uncaught', e.message, als.getStore());
  process.nextTick(() => log('tick', e.message, als.getStore()));
  setImmediate(() => log('immediate', e.message, als.getStore()));
});
process.on('unhandledRejection', (e) => {
  log('unhandled', e.message, als.getStore());
  process.nextTick(() => log('tick', e.message, als.getStore()));
});
process.on('exit', () => { log('exit', als.getStore()); console.log(out.join('\n')); });
als.run('a', () => setTimeout(() => { throw new Error('timer'); }, 50));
als.run('b', () => setTimeout(() => {
  als.run('c', () => setImmediate(() => { throw new Error('immediate'); }));
  als.run('d', () => setImmediate(() => log('next', als.getStore())));
}, 150));
als.run('e', () => setTimeout(() => als.run('f', () => process.nextTick(() => { throw new Error('nextTick'); })), 250));
als.run('g', () => setTimeout(() => als.run('h', () => queueMicrotask(() => { throw new Error('microtask'); })), 350));
als.run('i', () => setTimeout(() => als.run('j', async () => { await null; throw new Error('async'); }), 450));
als.run('k', () => setTimeout(() => { als.enterWith('l'); throw new Error('entered'); }, 550));
