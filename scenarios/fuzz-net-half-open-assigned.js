// title: allowHalfOpen assigned after the fact
// notice: it is read when the readable half ends
// source: found by finishline fuzz
// min: 18.0.0
const net=require('net');
net.createServer(s=>s.end()).listen(0,'127.0.0.1',function(){ const c=net.connect(this.address().port,'127.0.0.1'); c.allowHalfOpen=true; c.resume(); c.on('end',()=>{console.log('end', c.writable, c.allowHalfOpen); setTimeout(()=>{console.log(c.writable, c.destroyed); process.exit()},30)}); });
const {Duplex}=require('stream'); const d=new Duplex({read(){this.push(null)},write(c,e,f){f()}}); d.allowHalfOpen=false; d.resume(); d.on('close',()=>console.log('d close')); d.on('finish',()=>console.log('d finish'));
