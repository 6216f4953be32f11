// title: Writes and end() before the handshake
// notice: they wait in TLSWrap and leave as records of their own
// source: src/crypto/crypto_tls.cc ClearIn
// min: 18.0.0
'use strict';
const tls = require('tls');
const log = (...a) => console.log(...a);
const server = tls.createServer({ key: `-----BEGIN PRIVATE KEY-----
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
-----END CERTIFICATE-----` }, (s) => {
  s.on('data', (d) => log('server data', d.length)); s.on('end', () => log('server end')); s.on('close', () => { log('server close', s.bytesRead); });
});
server.listen(0, '127.0.0.1', () => {
  const c = tls.connect(server.address().port, '127.0.0.1', { rejectUnauthorized: false });
  log(c.write('early', () => log('cb early')), c.writableLength, c.bytesWritten);
  log(c.write(Buffer.alloc(20000), () => log('cb big')), c.writableLength);
  c.end('bye', () => log('cb end'));
  c.on('connect', () => log('connect', c.writableLength)); c.on('secureConnect', () => log('secureConnect', c.writableLength, c.writableEnded));
  c.on('finish', () => log('finish')); c.on('end', () => log('end')); c.on('close', () => { log('close'); server.close(); });
});
