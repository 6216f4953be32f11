process.on('exit', c => console.log('exit', c)); setTimeout(()=>{ const e=new Error('late'); e.code='X'; e.extra={a:1}; throw e}, 1);
