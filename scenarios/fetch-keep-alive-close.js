// title: fetch, then server.close()
// notice: fetch keeps its connection: until 18, server.close() waits for it, five seconds if nobody else closes it; from 19 on close() closes idle connections
// source: own; undici of the versions (process.versions.undici)
// min: 18.0.0
'use strict';
const http = require('http');
const log = (...a) => console.log(...a);
const server = http.createServer((req, res) => {
  log('request', req.method, req.url, req.rawHeaders.join('|').replace(/:\d+/, ':PORT'));
  res.on('finish', () => log('res finish'));
  res.on('close', () => log('res close'));
  res.end('hello');
});
server.on('connection', (s) => { log('connection'); s.on('close', () => log('server socket close')); });
server.listen(0, async () => {
  const p = fetch(`http://localhost:${server.address().port}/x?y=1#z`);
  process.nextTick(() => log('tick after fetch'));
  const res = await p;
  log(res.status, res.statusText, res.ok, res.headers.get('content-length'), res.headers.get('connection'), res.headers.get('keep-alive'), res.bodyUsed, res.type, res.redirected);
  log(await res.text(), res.bodyUsed);
  const t = Date.now();
  server.close(() => log('server closed', Date.now() - t > 2000 ? 'late' : 'at once'));
  process.on('exit', () => log('exit'));
});
