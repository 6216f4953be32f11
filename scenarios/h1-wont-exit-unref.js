// title: A keep-alive server that will not exit: ref while serving, unref while idle
// notice: the process leaves although a connection is open; 'beforeExit' comes after the response, and the client never hears of it
// source: seed 003 (socket.unref() in 'connection')
// min: 18.0.0
'use strict';
const http = require('http');
const net = require('net');
const server = http.createServer((req, res) => {
  req.socket.ref();
  console.log('serving', req.url);
  server.close(() => console.log('server closed'));
  setTimeout(() => {
    res.end('done', () => { console.log('end callback'); req.socket.unref(); });
  }, 50);
});
server.keepAliveTimeout = 0;
server.on('connection', (socket) => socket.unref());
server.listen(0, () => {
  const socket = net.connect(server.address().port, () => {
    socket.write('GET /work HTTP/1.1\r\nHost: x\r\n\r\n');
    socket.unref();
  });
  socket.on('data', (d) => console.log('client got', String(d).endsWith('done')));
  socket.on('close', () => console.log('client close'));
});
process.on('beforeExit', () => console.log('beforeExit'));
process.on('exit', (code) => console.log('exit', code));
