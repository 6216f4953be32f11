// title: fetch, aborted while it waits
// notice: the server sees aborted and close; the client reconnects for a request that is already gone
// source: own; undici of the versions (process.versions.undici)
// min: 18.0.0
'use strict';
const http = require('http');
const log = (...a) => console.log(...a);
let n = 0;
const server = http.createServer((req, res) => {
  log('request', ++n, req.url);
  req.on('aborted', () => log('aborted')); res.on('close', () => log('res close', res.writableFinished));
  if (req.url === '/slow') { res.write('x'); return; }
  if (req.url === '/never') return;
  setTimeout(() => res.end('x'.repeat(100000)), 10);
});
server.on('connection', () => log('connection'));
server.listen(0, async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  try { await fetch(base + '/never', { signal: AbortSignal.timeout(1500) }); } catch (e) { log(e.name, e.message, e.code); }
  const ac = new AbortController(); setTimeout(() => ac.abort(), 300);
  try { await fetch(base + '/never', { signal: ac.signal }); } catch (e) { log(e.name, e.message, e.code); }
  const ac2 = new AbortController();
  try { const r = await fetch(base + '/slow', { signal: ac2.signal }); log(r.status); setTimeout(() => ac2.abort(new Error('mine')), 200); await r.text(); } catch (e) { log(e.name, e.message); }
  const r4 = await fetch(base + '/p4'); log((await r4.text()).length);
  server.close(() => log('closed'));
  server.closeIdleConnections?.();
});
