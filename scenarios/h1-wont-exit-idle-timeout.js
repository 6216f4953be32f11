// title: A keep-alive server that will not exit: an idle timeout on every connection
// notice: stream.setTimeout() in 'connection' ends idle connections with the server's help; the later keepAliveTimeout replaces it
// source: seed 003 (server.addListener('connection', stream.setTimeout))
// min: 18.0.0
'use strict';
const http = require('http');
const net = require('net');
const server = http.createServer((req, res) => {
  if (req.url === '/end') server.close(() => console.log('server closed'));
  res.end(req.url);
});
server.keepAliveTimeout = 700;
server.on('connection', (socket) => socket.setTimeout(300));
server.on('timeout', (socket) => { console.log('server timeout'); socket.destroy(); });
server.listen(0, () => {
  const open = (name, text) => {
    const socket = net.connect(server.address().port, () => socket.write(text));
    socket.on('data', (d) => console.log(name, 'got', String(d).split('\r\n')[0]));
    socket.on('end', () => console.log(name, 'ended'));
    socket.on('close', () => console.log(name, 'closed'));
    return socket;
  };
  open('silent', '');
  setTimeout(() => open('asks', 'GET /a HTTP/1.1\r\nHost: x\r\n\r\n'), 100);
  setTimeout(() => open('last', 'GET /end HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'), 1500);
});
