// title: The keep-alive race: the server closes an idle socket as the client sends
// notice: the request on the reused socket fails with ECONNRESET or 'socket hang up'; reusedSocket says that a retry is safe
// source: nodejs/node#60617; seed 003
// min: 18.0.0
'use strict';
const http = require('http');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let served = 0;
const server = http.createServer((req, res) => {
  served++;
  req.resume();
  res.end('ok ' + req.url);
});
server.keepAliveTimeout = 60000;
const sockets = [];
server.on('connection', (s) => sockets.push(s));
server.listen(0, () => {
  const ask = (path, tries, cb) => {
    const req = http.request({ port: server.address().port, path, agent, method: 'POST' }, (res) => {
      res.resume();
      res.on('end', () => { console.log(path, res.statusCode, 'reused', req.reusedSocket); setTimeout(cb, 20); });
    });
    req.on('error', (e) => {
      console.log(path, e.code, e.message, 'reused', req.reusedSocket);
      if (req.reusedSocket && tries > 0) ask(path, tries - 1, cb);
      else cb();
    });
    req.end('body');
    return req;
  };
  const last = () => sockets[sockets.length - 1];
  ask('/first', 0, () => {
    // The server's FIN is on its way and the client does not know it yet.
    last().end();
    ask('/against-fin', 1, () => {
      last().destroy();
      ask('/against-destroy', 1, () => {
        last().resetAndDestroy();
        ask('/against-rst', 1, () => {
          server.closeIdleConnections();
          ask('/against-closeIdle', 1, () => {
            console.log('served', served, 'connections', sockets.length);
            agent.destroy();
            server.close(() => console.log('server closed'));
          });
        });
      });
    });
  });
});
