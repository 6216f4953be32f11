'use strict';
const http = require('http');
const server = http.createServer((req, res) => {
  res.on('close', () => console.log('close'));
  res.end(Buffer.alloc(100000, 97));
  setImmediate(() => { req.socket.destroy(); server.close(() => console.log('server closed')); });
});
server.listen(process.env.PORT || 8000, () => console.log('listening'));
