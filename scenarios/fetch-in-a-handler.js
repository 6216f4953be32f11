// title: A server that fetches from itself while it shuts down
// notice: server.close() does not end the outer request, and the inner one still gets through
// source: own; undici of the versions (process.versions.undici)
// min: 18.0.0
'use strict';
const http = require('http');
const log = (...a) => console.log(...a);
const server = http.createServer(async (req, res) => {
  log('request', req.url);
  if (req.url === '/inner') { setTimeout(() => res.end('inner'), 1000); return; }
  const r = await fetch(`http://localhost:${server.address().port}/inner`);
  res.end('outer+' + await r.text());
});
server.listen(0, () => {
  fetch(`http://localhost:${server.address().port}/outer`).then((r) => { log(r.status); return r.text(); }).then((t) => { log(t); }).catch((e) => log(e.message, e.cause?.code)).finally(() => log('finally'));
  setTimeout(() => { log('shutting down'); server.close((e) => log('closed', e)); }, 500);
});
process.on('beforeExit', () => log('beforeExit'));
process.on('exit', (c) => log('exit', c));
