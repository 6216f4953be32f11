// A real Node client: sequential and parallel requests, an upload, a ping, a
// graceful close. Prints what it got.
'use strict';
const http2 = require('node:http2');
const c = http2.connect('http://127.0.0.1:' + process.argv[2]);
c.on('error', (e) => console.log('session error', e.code));
c.on('goaway', (code) => console.log('goaway', code));
function get(path, body) {
  return new Promise((resolve) => {
    const r = c.request(body ? { ':path': path, ':method': 'POST' } : { ':path': path });
    let n = 0, status;
    r.on('response', (h) => { status = h[':status']; });
    r.on('data', (d) => { n += d.length; });
    r.on('error', (e) => resolve(path + ' error ' + e.code));
    r.on('close', () => resolve(path + ' ' + status + ' ' + n + ' rst=' + r.rstCode));
    if (body) r.end(body); else r.end();
  });
}
(async () => {
  console.log(await get('/'));
  console.log((await Promise.all([get('/bytes/100000'), get('/bytes/5'), get('/bytes/300000')])).join('\n'));
  console.log(await get('/echo', Buffer.alloc(250000)));
  await new Promise((resolve) => c.ping((err) => { console.log('ping', err ? err.code : 'ok'); resolve(); }));
  c.close(() => console.log('closed'));
})();
