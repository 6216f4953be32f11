// title: req.once('end', destroy) and the half-uploaded body
// notice: the early answer; 'end' never comes for an upload that nobody reads or that stays half, so the connection is not destroyed
// source: seed 001 (res.end(failure); req.once('end', () => req.connection.destroy()))
// min: 18.0.0
'use strict';
const http = require('http');
const net = require('net');
function run(name, { length, sent, read }, next) {
  console.log(name);
  const server = http.createServer((req, res) => {
    if (read) req.resume();
    req.on('error', (e) => console.log("  request 'error'", e.code));
    req.on('close', () => console.log("  request 'close', complete", req.complete));
    res.on('finish', () => console.log("  response 'finish'"));
    res.statusCode = 413;
    res.end('too much', 'utf8');
    req.once('end', () => { console.log("  request 'end'"); req.socket.destroy(); });
  });
  server.keepAliveTimeout = 200;
  server.listen(0, () => {
    const socket = net.connect(server.address().port, () => {
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ' + length + '\r\n\r\n');
      setTimeout(() => socket.write(Buffer.alloc(sent, 'x')), 10);
    });
    let got = '';
    socket.on('data', (d) => got += d);
    socket.on('error', (e) => console.log('  client', e.code));
    const patience = setTimeout(() => { console.log('  client gives up'); socket.destroy(); }, 900);
    socket.on('close', () => {
      clearTimeout(patience);
      console.log('  client got', got.split('\r\n')[0], got.endsWith('too much'));
      server.close(() => { console.log('  server closed'); next(); });
    });
  });
}
run('whole body, read', { length: 2000, sent: 2000, read: true }, () =>
  run('whole body, not read', { length: 2000, sent: 2000, read: false }, () =>
    run('half a body, read', { length: 2000, sent: 1000, read: true }, () =>
      run('half a body, not read', { length: 2000, sent: 1000, read: false }, () => console.log('done')))));
