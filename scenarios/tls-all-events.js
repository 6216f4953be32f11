// title: Every event of both ends of a TLS connection
// notice: readable, pause, finish, end and close in order
// source: lib/_tls_wrap.js
// min: 18.0.0
'use strict';
const tls = require('tls'), net = require('net');
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
// every event of both sockets and the raw one, in order, with ticks between
const server = tls.createServer({ key, cert });
const names = ['close', 'connect', 'data', 'drain', 'end', 'error', 'finish', 'lookup', 'pause', 'prefinish', 'readable', 'ready', 'resume', 'secure', 'secureConnect', 'session', 'timeout'];
function all(n, e) { const emit = e.emit; e.emit = function (ev, ...a) { if (names.includes(ev)) { log(n, ev); } return emit.apply(this, [ev, ...a]); }; }
server.on('connection', (c) => { all('raw', c); process.nextTick(() => log('tick after connection')); });
server.on('secureConnection', (s) => { all('server', s); log('destroyed?', s.destroyed, s.readable, s.writable); s.on('data', () => { s.write('1'); setTimeout(() => { s.write('2'); s.end(); }, 5); }); });
server.listen(0, '127.0.0.1', () => {
  const c = tls.connect({ port: server.address().port, host: '127.0.0.1', ca: cert, servername: 'localhost' });
  all('client', c);
  c.once('secureConnect', () => { c.write('a'); c.setTimeout(1000); c.setNoDelay(true); c.setKeepAlive(true); log(c.address().family, c.remotePort === server.address().port, c.localAddress); });
  c.on('readable', () => { let d; while ((d = c.read()) !== null) log('read', String(d)); });
  c.on('end', () => log('on end', c.readableEnded, c.destroyed)); c.on('close', () => server.close());
});
