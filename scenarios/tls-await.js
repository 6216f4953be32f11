// title: A TLS conversation with once() and for await
// notice: finished, half-close and the loops' ends
// source: lib/events.js once
// min: 18.0.0
'use strict';
const tls = require('tls'), { once } = require('events'), { finished } = require('stream');
const log = (...a) => console.log(...a);
(async () => {
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
-----END CERTIFICATE-----` });
  server.on('secureConnection', async (s) => { log('server', s.authorized); for await (const d of s) { log('got', String(d)); s.write('re: ' + d); if (String(d) === 'bye') s.end(); } log('server loop over'); });
  server.listen(0, '127.0.0.1'); await once(server, 'listening');
  const c = tls.connect({ port: server.address().port, host: '127.0.0.1', ca: `-----BEGIN CERTIFICATE-----
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
-----END CERTIFICATE-----`, servername: 'localhost' });
  finished(c, (e) => log('finished', e && e.code));
  await once(c, 'secureConnect'); log('secure', c.authorized);
  for (const x of ['one', 'two']) { c.write(x); const [d] = await once(c, 'data'); log(String(d)); }
  c.end('bye'); for await (const d of c) log('last', String(d)); log('loop over', c.destroyed);
  await once(server.close(), 'close'); log('closed');
})();
