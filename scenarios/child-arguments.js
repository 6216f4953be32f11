// title: child_process checks its arguments
// notice: which errors, with which words, in which version
// source: own
// min: 18.0.0
'use strict';
const cp=require('child_process');
for(const f of [()=>cp.spawn(''),()=>cp.spawn('a','x'),()=>cp.spawn('a',{shell:3}),()=>cp.spawn('x',{uid:'a'}),()=>cp.spawn('x',{killSignal:{}}),()=>cp.spawn('x',{killSignal:'SIGFOO'}),()=>cp.fork('x',3),()=>cp.spawn('x',[],{stdio:'foo'}),()=>cp.spawn('x',{timeout:-1}),()=>cp.spawn('x',{timeout:'a'}),()=>cp.spawn('x',{stdio:['pipe',{}]}),()=>cp.spawn('x',{stdio:['ipc','ipc']}),()=>cp.spawnSync('x',{stdio:['ipc']}),()=>cp.fork('x',{stdio:['pipe']}),()=>cp.fork(3),()=>cp.spawn('x',{serialization:'f'}),()=>cp.execFile('x',3),()=>cp.exec(3),()=>cp.spawn('a\0b'),()=>cp.spawn('x',{cwd:3}),()=>cp.spawn('x',{detached:3}),()=>cp.execFile('x',{maxBuffer:-1}),()=>cp.execFile('x',{maxBuffer:'a'}),()=>cp.spawn('x',{gid:1.5}),()=>cp.spawn('x',{signal:3}),()=>cp.spawn('x',['a\0']),()=>cp.spawn('x',{argv0:3}),()=>cp.spawn('x',null),()=>cp.spawn('x',[],3),()=>cp.spawn(3),()=>cp.spawn()]) try{f();console.log('ok')}catch(e){console.log(e.name,e.code,e.message)}
console.log(Object.keys(cp).sort().join());
console.log(cp.spawn.length,cp.fork.length,cp.exec.length,cp.execFile.length,cp.spawnSync.length,cp.execFileSync.length,cp.execSync.length,cp.spawn.name,require('util').promisify(cp.exec).name);
console.log(typeof process.send,process.connected,process.channel,'send' in process);
process.exit()
