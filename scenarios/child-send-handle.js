// title: a server and a socket are sent to a child
// notice: both processes hold the server; a socket changes hands and its old owner counts it no more
// source: own; doc of subprocess.send
// min: 18.0.0
'use strict';
const cp=require('child_process'),net=require('net');
if(process.argv[2]==='server'){
 process.on('message',(m,server)=>{ if(m!=='server')return; console.log('child has',server.constructor.name,server.listening,!!server.address().port);
  server.on('connection',s=>{s.end('handled by child')}); process.send('ready'); });
}else if(process.argv[2]==='socket'){
 process.on('message',(m,s)=>{ if(m==='socket'){console.log('child has',s&&s.constructor.name); if(s){s.on('data',d=>{s.end('child echoes '+d)}); } }
  if(m==='quit')process.disconnect(); });
}else{
 const c=cp.fork(__filename,['server']);
 const server=net.createServer();
 server.listen(0,'127.0.0.1',()=>{
  const port=server.address().port;
  c.send('server',server,e=>console.log('sent',e));
  c.on('message',m=>{ server.close(()=>console.log('parent closed'));
    const k=net.connect(port,'127.0.0.1');let d='';k.on('data',x=>d+=x);k.on('close',()=>{console.log(d);c.kill();});
  });
  c.on('exit',(a,b)=>{console.log('exit',a,b);second()});
 });
 function second(){
  const c=cp.fork(__filename,['socket']);
  const server=net.createServer({pauseOnConnect:true},s=>{ console.log('conn',server._connections); c.send('socket',s,e=>console.log('socket sent',e)); console.log(s._handle,server._connections); });
  server.listen(0,'127.0.0.1',()=>{
   const k=net.connect(server.address().port,'127.0.0.1');k.write('hi');let d='';k.on('data',x=>d+=x);k.on('end',()=>console.log('end'));k.on('close',()=>{console.log(d);c.send('quit');server.close(()=>console.log('closed'))});
  });
  c.on('exit',(a,b)=>console.log('exit',a,b));
 }
}
