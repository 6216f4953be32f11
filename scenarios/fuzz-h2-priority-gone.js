// title: Priority of requests
// notice: from 22.23 and 24 on no PRIORITY leaves the client: neither frame nor flag
// source: found by finishline fuzz
// min: 18.0.0
const http2 = require('http2'), net = require('net');
const server = net.createServer();
server.on('connection', (s) => { let b = Buffer.alloc(0), skip = 24; s.write(Buffer.from('000000040000000000','hex'));
 s.on('data', (d) => { b = Buffer.concat([b, d]); if (skip) { b = b.subarray(skip); skip = 0; } for (let n; b.length >= 9 && b.length >= 9 + (n = b.readUIntBE(0, 3)); b = b.subarray(9 + n)) console.log(b[3], b[4], b.readUInt32BE(5), b[3]===2?b.subarray(9,9+n).toString('hex'):'');  }); });
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  const r = c.request({ ':path': '/2' }, { weight: 5 }); c.request({ ':path': '/2' }, { exclusive: true, parent: 1 }); 
  setTimeout(() => { r.priority({ weight: 7, exclusive: true, parent: 3}); setTimeout(() => process.exit(), 30); }, 50);
});
