setTimeout(() => console.log('timeout'), 0);
setImmediate(() => setTimeout(() => console.log('t2'), 0));
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => { console.log('p1'); process.nextTick(() => console.log('tick in p')); }).then(() => console.log('p2'));
(async () => { console.log('a1'); await null; console.log('a2'); await new Promise((r) => setTimeout(r, 5)); console.log('a3'); })();
queueMicrotask(() => console.log('micro'));
console.log('main');
