'use strict';
const http = require('http');
let n = 0;
const server = http.createServer((req, res) => {
  res.end('hello ' + ++n);
  if (n === 2) server.close(() => console.log('server closed'));
});
server.keepAliveTimeout = 20;
server.listen(process.env.PORT || 8000, () => console.log('listening'));
setTimeout(() => { server.close(() => console.log('server closed late')); server.closeAllConnections(); }, 3000).unref();
