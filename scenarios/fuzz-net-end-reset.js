// title: A reset behind an end()
// notice: a handle that is being shut down cannot be reset (EINVAL) and is never closed: 'close' does not come, and Node hangs when its loop has ended unless process.exit() ends it
// source: found by finishline fuzz (net-80273)
// min: 18.0.0
const net = require('net');
const server = net.createServer((s) => s.on('end', () => console.log('server: end')).resume());
server.listen(0, '127.0.0.1', () => {
  const c = net.connect(server.address().port, '127.0.0.1');
  c.on('error', (e) => console.log(e.code, e.syscall, c.destroyed)).on('close', () => console.log('never'));
  c.end();
  c.resetAndDestroy();
  setTimeout(() => { server.close(); process.exit(); }, 100);
});
