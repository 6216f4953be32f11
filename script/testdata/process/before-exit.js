process.once('beforeExit', c => { console.log('be', c); process.nextTick(()=>console.log('tick')); Promise.resolve().then(()=>console.log('micro')); });
process.on('exit', c => { console.log('exit', c); process.nextTick(()=>console.log('never')); });
