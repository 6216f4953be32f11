'use strict';
const http2 = require('http2');
const server = http2.createServer();
let session;
server.on('session', (s) => { session = s; s.on('error', (e) => console.log('session error ' + e.code)); s.on('close', () => console.log('session closed')); });
server.on('request', (req, res) => {
  res.on('finish', () => { console.log('finish'); session.close(); server.close(() => console.log('server closed')); });
  res.end();
});
server.listen(process.env.PORT || 8000, () => console.log('listening'));
