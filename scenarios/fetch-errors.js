// title: What fetch says when the server goes away
// notice: a TypeError "fetch failed" whose cause has the code: the other side closed, reset or refused; and "terminated" once there is a response
// source: own; undici of the versions (process.versions.undici)
// min: 18.0.0
'use strict';
const http = require('http');
const log = (...a) => console.log(...a);
const server = http.createServer((req, res) => {
  log('request', req.url);
  if (req.url === '/die') return req.socket.destroy();
  if (req.url === '/half') { res.writeHead(200, { 'content-length': 10 }); res.write('12345'); setTimeout(() => req.socket.destroy(), 20); return; }
  if (req.url === '/rst') return req.socket.resetAndDestroy ? req.socket.resetAndDestroy() : req.socket.destroy();
  res.end('ok');
});
const show = (e) => log(e.name, e.message, '|', e.cause && e.cause.name, e.cause && e.cause.code, e.cause && e.cause.message.replace(/:\d+/, ":PORT"), e.cause && e.cause.errors && e.cause.errors.length);
server.listen(0, async () => {
  const base = `http://localhost:${server.address().port}`;
  try { await fetch(base + '/die'); } catch (e) { show(e); }
  try { await fetch(base + '/rst'); } catch (e) { show(e); }
  try { const r = await fetch(base + '/half'); log(r.status); await r.text(); } catch (e) { show(e); }
  const r = await fetch(base + '/ok'); log(await r.text());
  server.closeAllConnections?.(); server.close(async () => {
    log('closed');
    try { await fetch(base + '/refused'); } catch (e) { show(e); }
  });
});
