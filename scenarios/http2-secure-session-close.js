// title: session.close() in finish, and session.destroy(), over TLS
// notice: GOAWAY, close_notify and what the client counts
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
server.on('stream', (st) => { st.respond({ ':status': 200 }); st.end(Buffer.alloc(70000, 'y')); st.on('finish', () => { log('stream finish'); st.session.close(() => log('session close cb')); }); st.on('close', () => log('stream close')); });
server.on('session', (s) => { s.on('close', () => log('server session close')); s.on('goaway', (c) => log('server goaway', c)); });
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('https://127.0.0.1:' + server.address().port, { rejectUnauthorized: false });
  c.on('goaway', (code, id) => log('goaway', code, id)); c.on('close', () => { log('client close'); two(); });
  const r = c.request(); let n = 0; r.on('data', (d) => n += d.length); r.on('end', () => log('end', n)); r.on('close', () => log('r close', r.rstCode));
});
function two() {
  const c = http2.connect('https://127.0.0.1:' + server.address().port, { rejectUnauthorized: false });
  c.on('connect', () => { const r = c.request(); r.on('error', (e) => log('two', e.code)); r.on('response', () => { c.destroy(); }); r.on('close', () => log('two r close', r.rstCode)); });
  c.on('close', () => { log('two close'); server.close(() => log('server closed')); });
}
