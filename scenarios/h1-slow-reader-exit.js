// title: A slow reader, and the process that exits
// notice: the server's 'finish' has come and process.exit() follows; what lies in the kernel's buffers still arrives
// source: seed 001 (does end() guarantee anything about the socket?)
// min: 18.0.0
'use strict';
const { fork } = require('child_process');
const net = require('net');
const http = require('http');
if (process.argv[2] === 'server') {
  const size = Number(process.argv[3]);
  const server = http.createServer((req, res) => {
    res.writeHead(200, { 'Content-Length': size });
    res.on('finish', () => process.send({ finish: true }, () => process.exit(0)));
    res.end(Buffer.alloc(size, 'x'));
  });
  server.listen(0, () => process.send({ port: server.address().port }));
} else {
  const run = (size, next) => {
    const child = fork(__filename, ['server', String(size)]);
    child.on('exit', (code) => { console.log('child exit', code); });
    child.on('message', (m) => {
      if (m.finish) return console.log("server's 'finish'");
      const socket = net.connect(m.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
      let got = 0;
      socket.pause();
      setTimeout(() => socket.resume(), 700);
      socket.on('data', (d) => got += d.length);
      socket.on('error', (e) => console.log('client error', e.code));
      socket.on('end', () => console.log("client 'end'"));
      socket.on('close', () => { console.log('client has all', got > size); next(); });
    });
  };
  run(1000, () => run(100000, () => console.log('done')));
}
