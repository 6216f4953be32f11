// title: What fetch sends
// notice: the order of header lines, content-length last; a redirect; connection: close with HEAD
// source: own; undici of the versions (process.versions.undici)
// min: 18.0.0
'use strict';
const http = require('http');
const log = (...a) => console.log(...a);
const server = http.createServer((req, res) => {
  const chunks = [];
  req.on('data', (c) => chunks.push(c)); req.on('end', () => {
    log(req.method, req.rawHeaders.join('|').replace(/:\d+/, ':PORT'), Buffer.concat(chunks).toString());
    if (req.url === '/redir') { res.writeHead(302, { location: '/to' }); return res.end('moved'); }
    res.setHeader('X-A', 'b'); res.setHeader('Set-Cookie', ['a=1', 'b=2']);
    res.writeHead(req.url === '/created' ? 201 : 200, { 'Content-Type': 'application/json' }); res.end(JSON.stringify({ url: req.url }));
  });
});
server.listen(0, async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  let r = await fetch(base + '/created', { method: 'POST', body: JSON.stringify({ a: 1 }), headers: { 'Content-Type': 'application/json', 'X-Y': 'z' } });
  log(r.status, await r.json(), [...r.headers.keys()].join());
  r = await fetch(base + '/redir'); log(r.status, r.redirected, r.url.replace(/:\d+/, ':PORT'), await r.text());
  r = await fetch(base + '/form', { method: 'POST', body: new URLSearchParams({ a: '1', b: 'x y' }) }); log(await r.json());
  r = await fetch(base + '/put', { method: 'put', body: new Uint8Array([65, 66]) }); log((await r.arrayBuffer()).byteLength);
  r = await fetch(base + '/str', { method: 'POST', body: 'text' }); log(r.headers.getSetCookie?.(), r.headers.get('set-cookie'));
  await r.body.cancel();
  r = await fetch(base + '/head', { method: 'HEAD' }); log(r.status, r.body, (await r.text()).length);
  server.close(); server.closeIdleConnections?.();
});
