process.on('SIGTERM', (s,n) => console.log('got', s, n));
process.kill(process.pid, 'SIGTERM');
process.on('exit',()=>console.log('exit'));
