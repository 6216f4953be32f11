// title: A keep-alive server that will not exit: a hand-made set of sockets
// notice: the recipe of many answers: track sockets, destroy the idle ones, mark the busy ones; each request ends whole
// source: seed 003; stoppable and others do the same
// min: 18.0.0
'use strict';
const http = require('http');
const sockets = new Map();
let stopping = false;
const server = http.createServer((req, res) => {
  sockets.set(req.socket, true);
  res.on('finish', () => {
    sockets.set(req.socket, false);
    if (stopping) { console.log('destroyed after', req.url); req.socket.destroy(); }
  });
  setTimeout(() => res.end(req.url), Number(req.url.slice(1)));
});
server.keepAliveTimeout = 60000;
server.on('connection', (socket) => { sockets.set(socket, false); socket.on('close', () => sockets.delete(socket)); });
const agent = new http.Agent({ keepAlive: true });
server.listen(0, () => {
  const { port } = server.address();
  const get = (path, then) => http.get({ port, path, agent }, (res) => {
    let body = '';
    res.on('data', (d) => body += d);
    res.on('end', () => { console.log('client got', body, res.headers.connection); if (then) then(); });
    res.on('error', (e) => console.log('client', path, e.code));
  }).on('error', (e) => console.log('client', path, e.code));
  let left = 2;
  const idle = () => { if (--left === 0) setTimeout(stop, 20); };
  get('/1', idle);
  get('/2', idle);
  get('/500');
  function stop() {
    stopping = true;
    server.close((e) => console.log('server closed', e, sockets.size));
    console.log('sockets', sockets.size, 'busy', [...sockets.values()].filter(Boolean).length);
    for (const [socket, busy] of sockets) if (!busy) socket.destroy();
    setTimeout(() => get('/3'), 20);
  }
});
