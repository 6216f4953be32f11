// title: What a Response prints
// notice: status, headers, body: the fields in their order
// source: own; undici of the versions (process.versions.undici)
// min: 20.0.0
'use strict';
const http = require('node:http');
const util = require('node:util');
const server = http.createServer((req, res) => { res.sendDate = false; res.setHeader('X-A', 'b').end('text'); });
server.listen(0, '127.0.0.1', async () => {
  const r = await fetch(`http://127.0.0.1:${server.address().port}/`);
  if (parseInt(process.versions.node) >= 20) console.log(util.inspect(r).replace(/:\d+\//, ':PORT/'));
  for await (const chunk of r.body) console.log(chunk);
  console.log(r.bodyUsed, [...new Headers({ A: ' 1 ', b: 2 })], new Blob(['x'], { type: 'text/plain' }));
  if (parseInt(process.versions.node) >= 20) console.log(util.inspect(new Request('http://a/x?y#z', { method: 'POST', body: 'q', headers: { q: 1 } })));
  server.close();
  server.closeAllConnections();
});
