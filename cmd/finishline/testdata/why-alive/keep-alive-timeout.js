// server.close() waits for a connection that is kept alive: on 18.20.8 it is
// not closed before its time is up.
const http = require('http');
const server = http.createServer((req, res) => {
  res.end('hi');
  server.close();
});
server.keepAliveTimeout = 4200;
server.listen(8080, () => {
  http.get({ port: 8080, agent: new http.Agent({ keepAlive: true }) }, (res) => res.resume());
});
