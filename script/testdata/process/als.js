const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run(1, () => {
  process.nextTick(() => console.log('tick', als.getStore()));
  setTimeout(() => console.log('timeout', als.getStore()), 2);
  Promise.resolve().then(() => console.log('then', als.getStore()));
  queueMicrotask(() => console.log('micro', als.getStore()));
  (async () => { console.log('a0', als.getStore()); await 1; console.log('a1', als.getStore()); await new Promise(r => setTimeout(r, 40)); console.log('a2', als.getStore()); })();
  als.run(2, () => { setTimeout(() => console.log('inner', als.getStore()), 20); });
  als.exit(() => console.log('exit', als.getStore()));
  const f = AsyncResource.bind(() => console.log('bound', als.getStore()));
  setTimeout(() => als.run(9, f), 300);
  const snap = AsyncLocalStorage.snapshot?.();
  if (snap) als.run(8, () => snap(() => console.log('snap', als.getStore())));
});
console.log('outer', als.getStore());
process.nextTick(() => console.log('outer tick', als.getStore()));
