// title: stoppable: idle keep-alive connections
// notice: stop() ends what is idle at once, long before the grace period
// source: npm stoppable; seed 003
// min: 18.0.0
'use strict';
const http = require('http');
const stoppable = require('stoppable');
const log = (...a) => console.log(...a);
const agent = new http.Agent({ keepAlive: true });
const server = stoppable(http.createServer((req, res) => res.end('ok')), 2000);
server.keepAliveTimeout = 60000;
let left = 3;
server.listen(0, () => {
  for (let i = 0; i < 3; i++) {
    http.get({ port: server.address().port, path: '/' + i, agent }, (res) => {
      res.resume();
      res.on('end', () => { if (--left === 0) setTimeout(stop, 20); });
      res.socket.on('close', () => log('client socket closed'));
    });
  }
});
function stop() {
  const start = Date.now();
  server.getConnections((e, n) => log('connections before', n));
  server.stop((e, graceful) => {
    log('stopped', e, 'graceful', graceful, 'at once', Date.now() - start < 1000);
    agent.destroy();
  });
}
