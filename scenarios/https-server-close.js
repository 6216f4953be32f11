// title: server.close() of an https server with an idle connection
// notice: idle connections are closed, and when
// source: lib/https.js Server.prototype.close
// min: 18.0.0
'use strict';
const https = require('https'), tls = require('tls');
const log = (...a) => console.log(...a);
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmlgYjbFgoAVDMr4s
+qX6ZyS/YguNh0lkfDTu0WmGSa+hRANCAASzTB2S1syVfTI3ewy1BcnywX70gzZQ
AEVPLVFwLk+s9qvnfjoLsGu4W9D3fBaPq4GySYldys/vDMqXiV6pRDKR
-----END PRIVATE KEY-----`, cert = `-----BEGIN CERTIFICATE-----
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
-----END CERTIFICATE-----`;
const server = https.createServer({ key, cert, keepAliveTimeout: 200 }, (q, s) => { s.end('ok'); });
server.on('close', () => log('server close event'));
const T0 = Date.now(), t = () => Math.round((Date.now() - T0) / 100);
server.listen(0, '127.0.0.1', () => {
  const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
  https.get({ port: server.address().port, host: '127.0.0.1', agent }, (res) => { res.resume(); res.on('end', () => {
    log('end', res.headers['keep-alive'], res.headers.connection);
    res.socket.on('end', () => log('client socket end')); res.socket.on('close', (e) => log('client socket close', e));
    setTimeout(() => { server.close((e) => log('closed', e && e.code)); log('close called', server.listening); }, 50);
  }); });
});
server.on('secureConnection', (s) => s.on('close', () => log('server socket close')));
