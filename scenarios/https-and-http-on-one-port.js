// title: One port for http and https
// notice: the first byte tells; unshift gives it back to TLS
// source: lib/_tls_wrap.js initRead
// min: 18.0.0
'use strict';
const net = require('net'), http = require('http'), https = require('https'), tls = require('tls');
const log = (...a) => console.log(...a);
const h = http.createServer((q, s) => s.end('plain ' + q.url));
const hs = https.createServer({ key: `-----BEGIN PRIVATE KEY-----
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
-----END CERTIFICATE-----` }, (q, s) => s.end('secure ' + q.url + ' ' + q.socket.encrypted));
const front = net.createServer((c) => { c.once('data', (b) => { c.pause(); log('first byte', b[0]); c.unshift(b); (b[0] === 22 ? hs : h).emit('connection', c); process.nextTick(() => c.resume()); }); });
front.listen(0, '127.0.0.1', () => {
  const o = { port: front.address().port, host: '127.0.0.1', agent: false, rejectUnauthorized: false };
  const show = (n, next) => (res) => { let s = ''; res.on('data', (d) => s += d); res.on('end', () => { log(n, s); next(); }); };
  http.get({ ...o, path: '/a' }, show('http', () => https.get({ ...o, path: '/b' }, show('https', () => {
    http.get({ ...o, path: '/c', agent: undefined, createConnection: (x) => tls.connect({ port: o.port, host: o.host, rejectUnauthorized: false }) }, show('createConnection', () => front.close(() => log('closed'))));
  }))));
});
