// One keep-alive connection, one request after the other. Prints microseconds
// per request over the second half. usage: node keepalive.js REQUESTS
'use strict';
const http = require('http');
const total = Number(process.argv[2]);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const server = http.createServer((req, res) => {
  res.setHeader('Content-Type', 'text/plain');
  res.end('hello world');
}).listen(0, '127.0.0.1', () => {
  let start;
  (function next(n) {
    if (n === total >> 1) start = process.hrtime();
    if (n === total) {
      const [s, ns] = process.hrtime(start);
      console.log((s * 1e6 + ns / 1e3) / (total - (total >> 1)));
      agent.destroy();
      return server.close();
    }
    http.get({ port: server.address().port, host: '127.0.0.1', agent }, (res) => {
      res.on('data', () => {}).on('end', () => next(n + 1));
    });
  })(0);
});
