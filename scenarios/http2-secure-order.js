// title: HTTP/2 over TLS
// notice: session, secureConnection, stream and settings in order
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
server.on('session', (s) => log('session', s.encrypted, s.alpnProtocol, s.type, s.socket.encrypted, s.socket.servername));
server.on('secureConnection', (s) => log('secureConnection', s.alpnProtocol));
server.on('stream', (st, h) => { log('stream', h[':method'], h[':scheme'], h[':path'], h[':authority'].replace(/\d+$/, 'PORT')); st.respond({ ':status': 200 }); st.write('abc'); st.end('def'); st.on('finish', () => log('stream finish')); st.on('close', () => log('stream close')); });
server.listen(0, () => {
  const c = http2.connect('https://localhost:' + server.address().port, { ca: `-----BEGIN CERTIFICATE-----
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
  c.on('connect', (s, sock) => log('connect', s.encrypted, s.alpnProtocol, sock.constructor.name, sock.authorized, sock.getProtocol(), JSON.stringify(s.originSet).replace(/\d+/, 'PORT')));
  c.on('error', (e) => log('error', e.code)); c.on('close', () => { log('client close'); server.close(() => log('closed')); });
  c.on('remoteSettings', () => log('remoteSettings')); c.on('localSettings', () => log('localSettings'));
  log(c.connecting, c.encrypted, c.alpnProtocol);
  const r = c.request({ ':path': '/x' });
  r.on('response', (h) => log('response', h[':status'])); r.on('data', (d) => log('data', String(d))); r.on('end', () => log('end')); r.on('close', () => { log('r close'); c.close(); });
});
