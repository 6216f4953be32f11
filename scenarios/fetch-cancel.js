// title: Aborted fetches and cut responses
// notice: closeAllConnections in finish cuts a response that is still in the buffers; an aborted fetch connects again before it gives up
// source: own; undici of the versions (process.versions.undici)
// min: 18.0.0
'use strict';
const http = require('http');
const log = (...a) => console.log(...a);
const server = http.createServer((req, res) => {
  res.on('finish', () => { log('finish', req.url); if (req.url === '/exit') server.closeAllConnections?.(); });
  res.end('x'.repeat(req.url === '/exit' ? 500000 : 10));
});
server.listen(0, async () => {
  const u = 'http://127.0.0.1:' + server.address().port;
  try { const r = await fetch(u + '/exit'); log(r.status); log((await r.text()).length); } catch (e) { log(e.name, e.message, e.cause && e.cause.code); }
  try { const r = await fetch(u + '/b', { signal: AbortSignal.abort() }); log(r.status); } catch (e) { log(e.name, e.message, e.code); }
  const c = new AbortController(); const p = fetch(u + '/c', { signal: c.signal }); c.abort('why'); await p.catch((e) => log('reason', typeof e));
  const q = await fetch(u + '/d'); c.abort(); log(await q.text());
  const d = new AbortController(); const r5 = await fetch(u + '/exit', { signal: d.signal }); d.abort(); await r5.text().catch((e) => log(e.name, e.message));
  const r6 = await fetch(u + '/f'); const [a, b] = [r6.clone(), r6]; log((await a.text()).length, (await b.text()).length);
  log(await Promise.allSettled([fetch(u + '/g').then((r) => r.json()), fetch('http://127.0.0.1:1/')]).then((rs) => rs.map((r) => r.reason && [r.reason.name, r.reason.message, r.reason.cause && r.reason.cause.message])));
  server.close(); server.closeAllConnections?.();
  process.on('exit', () => log('exit'));
});
