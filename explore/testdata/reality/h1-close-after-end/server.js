'use strict';
const http = require('http');
const server = http.createServer((req, res) => {
  res.on('finish', () => console.log('finish'));
  res.on('close', () => console.log('close'));
  res.end('hello');
  server.close(() => console.log('server closed'));
});
server.keepAliveTimeout = 200;
server.listen(process.env.PORT || 8000, () => console.log('listening'));
