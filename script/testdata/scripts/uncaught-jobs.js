process.on('uncaughtException', (e, o) => { console.log('uncaught', e.message, o); Promise.resolve().then(() => console.log('micro from handler')); process.nextTick(() => console.log('tick from handler')); });
Promise.resolve().then(() => console.log('micro 0'));
process.nextTick(() => console.log('tick 0'));
setTimeout(() => { Promise.resolve().then(() => console.log('micro in timer')); process.nextTick(() => console.log('tick in timer')); throw new Error('in timer'); }, 30);
setTimeout(() => { setImmediate(() => { console.log('imm 1'); Promise.resolve().then(() => console.log('micro in imm')); throw new Error('in imm'); }); setImmediate(() => console.log('imm 2')); }, 60);
setTimeout(() => { process.nextTick(() => { Promise.resolve().then(() => console.log('micro in tick')); throw new Error('in tick'); }); process.nextTick(() => console.log('tick after')); }, 90);
setTimeout(() => { queueMicrotask(() => { throw new Error('in microtask'); }); queueMicrotask(() => console.log('next microtask')); }, 120);
throw new Error('main');
