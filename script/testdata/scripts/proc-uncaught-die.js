process.on('exit', (c) => console.log('exit', c)); setTimeout(() => console.log('never'), 5); setTimeout(() => { const o = null; o.foo; }, 1);
