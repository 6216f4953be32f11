// title: end(), destroy() and half-open on a TLS socket
// notice: what is written in secureConnection and destroyed at once never leaves
// source: src/crypto/crypto_tls.cc, OpenSSL tls_finish_handshake
// min: 18.0.0
'use strict';
const tls = require('tls');
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
const modes = {
  destroyServer: (s) => { s.write('partial'); s.destroy(); },
  destroyLater: (s) => { s.write('partial', (e) => { log('cb', e && e.code); }); setImmediate(() => s.destroy()); },
  endServer: (s) => { s.end('all'); },
  errServer: (s) => { s.on('error', (e) => log('server error', e.message)); s.destroy(new Error('boom')); },
  reset: (s) => { s.resetAndDestroy && s.resetAndDestroy(); },
  halfOpen: (s) => { s.on('end', () => { log('server end', s.writable); setTimeout(() => s.end('after end'), 20); }); },
  timeout: (s) => { s.setTimeout(30, () => { log('timeout'); s.end(); }); },
  pause: (s) => { s.pause(); s.on('data', (d) => log('late data', String(d))); setTimeout(() => { log('resume'); s.resume(); s.end(); }, 30); },
};
(function next(list) {
  if (!list.length) return;
  const m = list[0];
  const server = tls.createServer({ key, cert, allowHalfOpen: m === 'halfOpen' }, (s) => { s.on('close', (h) => log(m, 'server close', h)); if (m !== 'pause') s.resume(); modes[m](s); });
  server.listen(0, '127.0.0.1', () => {
    const c = tls.connect({ port: server.address().port, host: '127.0.0.1', rejectUnauthorized: false }, () => { log(m, 'secureConnect'); if (m === 'halfOpen') c.end('done'); if (m === 'pause') c.write('queued'); });
    c.on('data', (d) => log(m, 'data', String(d))); c.on('end', () => log(m, 'end')); c.on('error', (e) => log(m, 'error', e.code, e.message)); c.on('close', (h) => { log(m, 'close', h); server.close(() => next(list.slice(1))); });
  });
})(Object.keys(modes));
