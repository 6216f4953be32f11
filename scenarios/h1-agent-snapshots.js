// title: agent.sockets, freeSockets and requests over a request's life
// notice: when a socket moves from one list to the other, who waits, and what is left at the end
// source: seed 003; docs of http.Agent
// min: 18.0.0
'use strict';
const http = require('http');
const agent = new http.Agent({ keepAlive: true, maxSockets: 2, maxFreeSockets: 1 });
const count = (o) => Object.values(o).map((list) => list.length).join() || '0';
const snapshot = (at) => console.log(at + ':', 'sockets', count(agent.sockets), 'free', count(agent.freeSockets), 'waiting', count(agent.requests),
  'total', agent.totalSocketCount);
agent.on('free', () => snapshot("agent 'free'"));
const server = http.createServer((req, res) => setTimeout(() => res.end(req.url), 10 * Number(req.url.slice(1))));
server.keepAliveTimeout = 60000;
server.listen(0, () => {
  snapshot('before');
  let left = 3;
  for (const path of ['/2', '/4', '/8']) {
    const req = http.get({ port: server.address().port, path, agent }, (res) => {
      snapshot(path + ' response');
      res.resume();
      res.on('end', () => {
        snapshot(path + ' end');
        process.nextTick(snapshot, path + ' tick');
        setImmediate(() => {
          snapshot(path + ' immediate');
          if (--left === 0) setTimeout(after, 20);
        });
      });
    });
    req.on('socket', (s) => { snapshot(path + ' socket'); s.once('close', () => snapshot('socket close')); });
    snapshot(path + ' asked');
  }
});
function after() {
  snapshot('idle');
  const req = http.get({ port: server.address().port, path: '/1', agent });
  req.on('error', (e) => { snapshot('aborted ' + e.code); setTimeout(end, 20); });
  snapshot('asked again');
  setTimeout(() => req.destroy(), 3);
}
function end() {
  snapshot('after abort');
  agent.destroy();
  snapshot('destroyed');
  server.close(() => { snapshot('server closed'); console.log('names', agent.getName({ host: 'h', port: 1 })); });
}
