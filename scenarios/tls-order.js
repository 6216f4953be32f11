// title: The order of a TLS connection's events
// notice: secureConnect before secureConnection, tickets after data, write callbacks a check phase later, ticks between records
// source: lib/_tls_wrap.js, src/crypto/crypto_tls.cc
// min: 18.0.0
'use strict';
const tls = require('tls');
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmlgYjbFgoAVDMr4s
+qX6ZyS/YguNh0lkfDTu0WmGSa+hRANCAASzTB2S1syVfTI3ewy1BcnywX70gzZQ
AEVPLVFwLk+s9qvnfjoLsGu4W9D3fBaPq4GySYldys/vDMqXiV6pRDKR
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
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
const log = (...a) => console.log(...a);
function watch(n, e, evs) { for (const v of evs) e.on(v, (x) => log(n, v, x instanceof Error ? x.code : Buffer.isBuffer(x) ? 'bytes ' + (v === 'data' ? x.length : '') : typeof x === 'boolean' ? x : '')); }
const server = tls.createServer({ key, cert }, (s) => {
  log('secureConnection', s.encrypted, s.authorized, s.authorizationError, s.servername, s.alpnProtocol, s.getProtocol(), s.isSessionReused());
  watch('server', s, ['data', 'end', 'finish', 'close', 'error', 'secure', 'drain']);
  s.on('data', () => { log('write', s.write('hello back', () => log('server write cb'))); s.end('bye', () => log('server end cb')); });
});
server.on('connection', (c) => { log('connection', c.constructor.name, c.encrypted); c.on('close', () => log('raw close')); });
server.on('tlsClientError', (e) => log('tlsClientError', e.code));
server.on('close', () => log('server closed'));
server.on('listening', () => log('listening'));
server.listen(0, () => {
  const c = tls.connect({ port: server.address().port, rejectUnauthorized: false }, () => {
    log('secureConnect cb', c.encrypted, c.authorized, c.authorizationError, c.servername, c.alpnProtocol, c.getProtocol());
    log(JSON.stringify(c.getCipher()), c.isSessionReused(), c.connecting, c.secureConnecting, c.pending, c.readyState);
    log('write', c.write('hello', () => log('client write cb')));
    process.nextTick(() => log('tick after secureConnect'));
    Promise.resolve().then(() => log('promise after secureConnect'));
    setImmediate(() => log('immediate after secureConnect'));
  });
  log('connecting', c.connecting, c.secureConnecting, c.authorized, c.encrypted, c.pending, c.readyState);
  watch('client', c, ['lookup', 'connect', 'ready', 'secure', 'secureConnect', 'session', 'data', 'end', 'finish', 'close', 'error']);
  c.on('close', () => { log(c.bytesRead, c.bytesWritten); server.close(() => log('close cb')); });
});
