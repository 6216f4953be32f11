// title: Arguments of write callbacks
// notice: before 20 the callback of a lone write has no argument, those of writes that left together have undefined; from 20 on null
// source: found by finishline fuzz
// min: 18.0.0
const net = require('net');
const server = net.createServer((s) => s.resume());
server.listen(0, '127.0.0.1', () => {
  const c = net.connect(server.address().port, '127.0.0.1');
  for (let i = 0; i < 3; i++) c.write('x', (...a) => console.log('before connect', i, a.length, String(a[0])));
  setTimeout(() => c.write('x', (...a) => console.log('alone', a.length, String(a[0]))), 30);
  setTimeout(() => { c.destroy(); server.close(); }, 60);
});
