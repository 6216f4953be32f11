// Everything is closed: who was the last?
const http = require('http');
const server = http.createServer((req, res) => res.end('x'));
server.listen(0, () => {
  http.get({ port: server.address().port, agent: new http.Agent({ keepAlive: true }) }, (res) => {
    res.resume();
    setTimeout(() => server.close(), 20);
  });
});
