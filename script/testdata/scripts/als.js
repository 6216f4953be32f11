const { AsyncLocalStorage } = require('async_hooks'); const als = new AsyncLocalStorage();
als.run({ id: 1 }, () => { setTimeout(() => console.log('t', als.getStore()), 100); process.nextTick(() => console.log('n', als.getStore())); Promise.resolve().then(() => console.log('p', als.getStore())); setImmediate(() => console.log('i', als.getStore())); als.exit(() => console.log('ex', als.getStore())); });
console.log(als.getStore()); als.enterWith(9); (async () => { await null; console.log('async', als.getStore()); })();
