// server.close() waits for a connection that is kept alive: on 18.20.8 it is
// not closed, and without a keepAliveTimeout nothing ever will.
const http = require('http');
const server = http.createServer((req, res) => {
  res.end('hi');
  server.close();
});
server.keepAliveTimeout = 0;
server.listen(8080, () => {
  http.get({ port: 8080, agent: new http.Agent({ keepAlive: true }) }, (res) => res.resume());
});
