process.on('exit', (c) => { console.log('exit', c, process.exitCode); process.exitCode = 9; }); process.on('beforeExit', (c) => { console.log('before', c); }); process.exitCode = 3;
