// title: Bodies through fetch
// notice: gzip, chunks as they come, streams up, a body larger than every buffer, redirects that end, web streams in between
// source: own; undici of the versions (process.versions.undici)
// min: 18.0.0
'use strict';
const http = require('http'), zlib = require('zlib');
const log = (...a) => console.log(...a);
const server = http.createServer((req, res) => {
  if (req.url === '/gz') { res.writeHead(200, { 'content-encoding': 'gzip' }); return res.end(zlib.gzipSync('zipped text')); }
  if (req.url === '/stream') { let i = 0; res.write('a'); const t = setInterval(() => { res.write('b' + i); if (++i === 3) { clearInterval(t); res.end(); } }, 300); return; }
  if (req.url === '/echo') { log('framing', req.headers['transfer-encoding'], req.headers['content-length']); return req.pipe(res); }
  if (req.url === '/close') { res.setHeader('connection', 'close'); return res.end('bye'); }
  if (req.url === '/204') { res.statusCode = 204; return res.end(); }
  if (req.url === '/304') { res.statusCode = 304; return res.end(); }
  if (req.url === '/loop') { res.writeHead(307, { location: '/loop' }); return res.end(); }
  if (req.url === '/early') { res.writeEarlyHints?.({ link: '</x>; rel=preload' }); return res.end('after hints'); }
  if (req.url === '/big') return res.end(Buffer.alloc(300000, 'z'));
  res.statusCode = 404; res.end('no');
});
server.listen(0, async () => {
  const u = 'http://127.0.0.1:' + server.address().port;
  log(await (await fetch(u + '/gz')).text());
  const dec = new TextDecoder(); const parts = [];
  for await (const c of (await fetch(u + '/stream')).body) parts.push(dec.decode(c));
  log(parts);
  const rs = new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode('one ')); c.enqueue(new TextEncoder().encode('two')); c.close(); } });
  log(await (await fetch(u + '/echo', { method: 'POST', body: rs, duplex: 'half' })).text());
  log(await (await fetch(u + '/echo', { method: 'POST', body: new Blob(['blob!'], { type: 'text/x' }) })).text());
  log((await (await fetch(u + '/echo', { method: 'POST', body: 'q'.repeat(200000) })).text()).length);
  const r1 = await fetch(u + '/close'); log(r1.headers.get('connection'), await r1.text());
  for (const p of ['/204', '/304', '/nope']) { const r = await fetch(u + p); log(p, r.status, r.ok, r.statusText, r.body === null, JSON.stringify(await r.text())); }
  await fetch(u + '/loop').catch((e) => log(e.message, e.cause && e.cause.message));
  const m = await fetch(u + '/loop', { redirect: 'manual' }); log(m.status, m.type, m.headers.get('location'));
  await fetch(u + '/loop', { redirect: 'error' }).catch((e) => log(e.message, e.cause && e.cause.message));
  log(await (await fetch(u + '/early')).text());
  const big = await fetch(u + '/big'); const reader = big.body.getReader(); let n = 0; for (;;) { const { done, value } = await reader.read(); if (done) break; n += value.length; } log(n);
  await new Response('x').body.pipeTo(new WritableStream({ write(c) { log('sink', c.length); }, close() { log('sink closed'); } }));
  const up = new TransformStream({ transform(c, k) { k.enqueue(c.toUpperCase()); } });
  const w = up.writable.getWriter(); w.write('abc'); w.close(); for await (const c of up.readable) log(c);
  server.close(() => log('closed'));
  server.closeAllConnections?.();
});
