// title: A server that chooses the protocol by itself
// notice: absent in 18.18; undefined refuses the client
// source: PR #45190
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
-----END CERTIFICATE-----`, ALPNCallback: ({ servername, protocols }) => { log('ALPNCallback', servername, protocols); return protocols.includes('foo') ? 'foo' : undefined; } }, (s) => { log('server', s.alpnProtocol); s.end(); });
server.on('tlsClientError', (e) => log('tlsClientError', e.code));
server.listen(0, '127.0.0.1', () => {
  const go = (p, done) => { const c = tls.connect({ port: server.address().port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: p, servername: 'localhost' }, () => log('client', c.alpnProtocol)); c.on('error', (e) => log('error', e.code)); c.resume(); c.on('close', done); };
  go(['bar', 'foo'], () => go(['bar'], () => go(undefined, () => server.close())));
});
