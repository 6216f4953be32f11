// title: Many streams over one TLS connection
// notice: push, echo, reset and flow control
// source: lib/internal/http2/core.js
// min: 18.0.0
'use strict';
const http2 = require('http2');
const log = (...a) => console.log(...a);
const server = http2.createSecureServer({ key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmlgYjbFgoAVDMr4s
+qX6ZyS/YguNh0lkfDTu0WmGSa+hRANCAASzTB2S1syVfTI3ewy1BcnywX70gzZQ
AEVPLVFwLk+s9qvnfjoLsGu4W9D3fBaPq4GySYldys/vDMqXiV6pRDKR
-----END PRIVATE KEY-----`, cert: `-----BEGIN CERTIFICATE-----
MIIByjCCAXCgAwIBAgICEAEwCgYIKoZIzj0EAwIwRTELMAkGA1UEBhMCQVQxDTAL
BgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxEjAQBgNVBAMTCWxvY2Fs
aG9zdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowRTELMAkGA1UE
BhMCQVQxDTALBgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxEjAQBgNV
BAMTCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLNMHZLWzJV9
Mjd7DLUFyfLBfvSDNlAARU8tUXAuT6z2q+d+Oguwa7hb0Pd8Fo+rgbJJiV3Kz+8M
ypeJXqlEMpGjTjBMMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFOaDsQaykbZd
9ebCpZNodzfDnqR6MBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAKBggqhkjO
PQQDAgNIADBFAiBpmVYzBlGpaeI7lforQAE7wjLG/ZiLBU2IU/tW2w8djAIhALTk
r3feeWx8HnMgAOTI8aLX/CS68Ag7mKzJwhFw3Hj9
-----END CERTIFICATE-----` });
server.on('stream', (st, h) => {
  const p = h[':path'];
  if (p === '/echo') { st.respond(); st.pipe(st); st.on('close', () => log('echo closed', st.rstCode)); return; }
  if (p === '/reset') { st.respond(); st.write('x'); st.close(http2.constants.NGHTTP2_INTERNAL_ERROR); return; }
  if (p === '/push') { st.pushStream({ ':path': '/pushed' }, (e, ps) => { ps.respond(); ps.end('pushed data'); }); st.respond(); st.end('main'); return; }
  st.respond({ 'content-type': 'x' }); st.end(Buffer.alloc(200000, 'q')); st.on('finish', () => log(p, 'finish')); st.on('close', () => log(p, 'close'));
});
server.on('session', (s) => s.on('close', () => log('session close')));
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('https://127.0.0.1:' + server.address().port, { rejectUnauthorized: false });
  c.on('stream', (ps, h) => { log('pushed', h[':path']); ps.on('data', (d) => log('push data', String(d))); });
  let left = 5; const done = () => { if (--left === 0) { c.close(() => log('client close cb')); c.on('close', () => { server.close(() => log('closed')); }); } };
  for (const p of ['/a', '/b', '/reset', '/push']) { const r = c.request({ ':path': p }); let n = 0; r.on('data', (d) => n += d.length); r.on('end', () => log(p, 'end', n)); r.on('error', (e) => log(p, e.code)); r.on('close', () => { log(p, 'closed', r.rstCode); done(); }); r.end(); }
  const e = c.request({ ':path': '/echo', ':method': 'POST' }); let m = 0; e.on('data', (d) => m += d.length); e.on('end', () => log('echo', m)); e.on('close', done); e.write(Buffer.alloc(100000)); e.end(Buffer.alloc(3));
  c.ping((err, d, p) => log('pong', err, p.length));
});
