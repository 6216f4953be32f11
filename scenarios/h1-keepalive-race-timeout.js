// title: The keep-alive race against the server's timeout
// notice: a busy client sends when keepAliveTimeout has just passed; whether the agent heeds the Keep-Alive hint in time
// source: nodejs/node#60617
// min: 18.0.0
'use strict';
const http = require('http');
const server = http.createServer((req, res) => res.end('ok'));
server.keepAliveTimeout = 100;
server.keepAliveTimeoutBuffer = 0;
function block(ms) { const end = Date.now() + ms; while (Date.now() < end); }
server.listen(0, () => {
  const agent = new http.Agent({ keepAlive: true });
  const ask = (name, cb) => {
    const req = http.get({ port: server.address().port, agent }, (res) => {
      res.resume();
      res.on('end', () => { console.log(name, res.headers['keep-alive'], 'reused', req.reusedSocket); setImmediate(cb); });
    });
    req.on('error', (e) => { console.log(name, e.code, 'reused', req.reusedSocket); cb(); });
  };
  ask('first', () => ask('at once', () => {
    setTimeout(() => {
      const free = Object.values(agent.freeSockets)[0];
      console.log('free sockets', free ? free.length : 0);
      block(1500); // both the server's and the agent's timers are overdue
      ask('after a block', () => {
        agent.destroy();
        server.close(() => console.log('server closed'));
      });
    }, 20);
  }));
});
