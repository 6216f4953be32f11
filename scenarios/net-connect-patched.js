// title: A patched Socket.prototype.connect
// notice: what monitoring libraries patch: net.connect and http's agent call connect() through the socket, with one array
// source: own; lib/net.js connect()
// min: 18.0.0
'use strict';
const net = require('node:net');
const http = require('node:http');
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  console.log('connect', args.length, Array.isArray(args[0]), args[0].length, args[0][0].host, typeof args[0][1]);
  return connect.apply(this, args);
};
const server = http.createServer((req, res) => res.end('x')).listen(0, '127.0.0.1', () => {
  const port = server.address().port;
  const socket = net.connect(port, '127.0.0.1', () => console.log('connected'));
  socket.on('connect', () => socket.end()).resume();
  socket.on('close', () => {
    http.get({ port, host: '127.0.0.1' }, (res) => {
      res.on('end', () => {
        console.log('response ended');
        server.close();
      }).resume();
    });
  });
});
