// title: http-terminator: idle keep-alive connections
// notice: terminate() closes the idle connection; the server and its sockets are gone when it resolves
// source: npm http-terminator; seed 003
// min: 18.0.0
'use strict';
const http = require('http');
const net = require('net');
const { createHttpTerminator } = require('http-terminator');
const log = (...a) => console.log(...a);
const server = http.createServer((req, res) => res.end('ok'));
server.keepAliveTimeout = 60000;
const terminator = createHttpTerminator({ server, gracefulTerminationTimeout: 1000 });
server.listen(0, () => {
  const socket = net.connect(server.address().port, () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
  socket.once('data', (d) => {
    log(String(d).split('\r\n')[0]);
    setTimeout(async () => {
      const start = Date.now();
      await terminator.terminate();
      log('terminated, listening', server.listening, 'quickly', Date.now() - start < 600);
    }, 20);
  });
  socket.on('end', () => log('client end'));
  socket.on('close', (hadError) => log('client close', hadError));
});
server.on('close', () => log('server close'));
