// title: Writes and the records that they become
// notice: a data event is one record of at most 16384 bytes, never two
// source: RFC 8446 section 5.1
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
  s.on('error', (e) => log('server error', e.code));
  log('w1', s.write(Buffer.alloc(40000, 'a'), () => log('cb1')), s.writableLength);
  log('w2', s.write(Buffer.alloc(100, 'b'), () => log('cb2')), s.writableLength);
  log('w3', s.write('c', () => log('cb3')), s.writableLength);
  s.on('drain', () => log('drain'));
  s.on('finish', () => log('finish'));
  s.on('end', () => log('server end'));
  s.on('close', () => log('server close', s.bytesWritten, s.bytesRead));
  setTimeout(() => { for (let i = 0; i < 4; i++) s.write('m' + i, () => log('cb m' + i)); s.cork(); s.write('x'); s.write('y'); s.uncork(); s.end('last', () => log('end cb')); }, 50);
});
server.listen(0, '127.0.0.1', () => {
  const c = tls.connect({ port: server.address().port, host: '127.0.0.1', rejectUnauthorized: false });
  const sizes = [];
  c.on('secureConnect', () => log('secureConnect'));
  c.on('data', (d) => log('data', d.length));
  c.on('end', () => log('end'));
  c.on('close', () => { log('close', c.bytesRead); server.close(); });
});
