// title: An idle connection of fetch
// notice: it does not keep the process alive, and closes before the server would
// source: own; undici of the versions (process.versions.undici)
// min: 18.0.0
'use strict';
const http = require('http');
const log = (...a) => console.log(...a);
const server = http.createServer((req, res) => { log('request', req.url); res.end('ok'); });
server.on('connection', (s) => { log('connection'); s.on('close', () => log('server socket close')); });
const t0 = Date.now(); const at = () => Math.round((Date.now() - t0) / 1000);
server.listen(0, async () => {
  const base = `http://localhost:${server.address().port}`;
  log(await (await fetch(base + '/1')).text());
  log(await (await fetch(base + '/2')).text());
  await fetch(base + '/3'); // never read
  log('not read');
  setTimeout(async () => { log(at()); log(await (await fetch(base + '/4')).text()); server.close(() => log('closed', at())); }, 2000);
});
process.on('SIGTERM', () => log('sigterm'));
process.on('exit', (c) => log('exit', c));
