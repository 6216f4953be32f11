process.on('exit',(c)=>{console.log('exit',c)});
process.kill(process.pid, 'SIGTERM'); console.log('after');
