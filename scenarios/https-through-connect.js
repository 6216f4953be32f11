// title: https through an http proxy, and an upgrade over TLS
// notice: tls.connect({socket}) over a CONNECT tunnel
// source: lib/_http_client.js
// min: 18.0.0
'use strict';
const http = require('http'), https = require('https'), tls = require('tls'), net = require('net');
const log = (...a) => console.log(...a);
const target = https.createServer({ key: `-----BEGIN PRIVATE KEY-----
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
-----END CERTIFICATE-----` }, (q, s) => { log('target', q.url, q.socket.servername); s.end('hello through'); });
target.on('upgrade', (q, s, head) => { log('upgrade', q.headers.upgrade, head.length, s.encrypted); s.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'); s.on('data', (d) => { log('up data', String(d)); s.end('bye'); }); });
const proxy = http.createServer();
proxy.on('connect', (req, sock, head) => { log('CONNECT'); const [h, p] = req.url.split(':'); const up = net.connect(p, h, () => { sock.write('HTTP/1.1 200 OK\r\n\r\n'); up.write(head); up.pipe(sock); sock.pipe(up); }); up.on('error', () => sock.destroy()); sock.on('error', () => up.destroy()); });
target.listen(0, '127.0.0.1', () => proxy.listen(0, '127.0.0.1', () => {
  const r = http.request({ port: proxy.address().port, host: '127.0.0.1', method: 'CONNECT', path: '127.0.0.1:' + target.address().port });
  r.on('connect', (res, socket) => { log('tunnel', res.statusCode);
    const t = tls.connect({ socket, servername: 'localhost', ca: `-----BEGIN CERTIFICATE-----
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
-----END CERTIFICATE-----` }, () => { log('secure', t.authorized);
      http.get({ createConnection: () => t, path: '/x', host: 'localhost', agent: false }, (q) => { let s = ''; q.on('data', (d) => s += d); q.on('end', () => { log(s, q.socket === t); }); }); });
    t.on('close', () => { log('t close'); up(); });
  }); r.end();
}));
function up() {
  const r = https.request({ port: target.address().port, host: '127.0.0.1', rejectUnauthorized: false, agent: false, headers: { Connection: 'Upgrade', Upgrade: 'x' } });
  r.on('upgrade', (res, s, head) => { log('upgraded', res.statusCode, s.encrypted); s.write('ping'); s.on('data', (d) => log('client', String(d))); s.on('end', () => log('client end')); s.on('close', () => { target.close(() => log('target closed')); proxy.close(); }); }); r.end();
}
