let n = 0; function t() { if (++n < 5) process.nextTick(t); else console.log('done', n); } process.nextTick(t);
setImmediate(() => console.log('imm')); Promise.resolve().then(() => console.log('p'));
