// title: The sizes of reads
// notice: what a read brings follows from Linux's receive window, here of 6.16 and later (tcp_rmem up to 32 MiB); 'data' shows it
// source: found by finishline fuzz (http-50438)
// min: 18.0.0
const net = require('net');
const server = net.createServer((s) => {
  const sizes = [];
  s.on('data', (d) => sizes.push(d.length)).on('end', () => { console.log(sizes.join(' ')); s.end(); });
});
server.listen(0, '127.0.0.1', function next() {
  const n = [65536, 131072, 200000][server.n = (server.n ?? -1) + 1];
  if (!n) return server.close();
  net.connect(server.address().port, '127.0.0.1').on('close', next).resume().end(Buffer.alloc(n));
});
