// title: A server with several names
// notice: SNICallback that answers later, addContext with a wildcard
// source: lib/_tls_wrap.js loadSNI
// min: 18.0.0
'use strict';
const tls = require('tls');
const log = (...a) => console.log(...a);
const ctx = tls.createSecureContext({ key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgKe6IEe3YWpHdpfiJ
gwmniEFunoRQhoQkxqEYx6H1mQ6hRANCAARmmH+P5DKD9l+hOzqOpZc/zk4Vjb9g
dSAmV7UVyEnw72Wr5BJg8ZZoRuII4Jp755igaXxpESjQdOpFbbLyTT+u
-----END PRIVATE KEY-----`, cert: `-----BEGIN CERTIFICATE-----
MIIB3zCCAYWgAwIBAgICEAMwCgYIKoZIzj0EAwIwRzELMAkGA1UEBhMCQVQxDTAL
BgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxFDASBgNVBAMTC2V4YW1w
bGUub3JnMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjBHMQswCQYD
VQQGEwJBVDENMAsGA1UEBxMEV2llbjETMBEGA1UEChMKRmluaXNobGluZTEUMBIG
A1UEAxMLZXhhbXBsZS5vcmcwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARmmH+P
5DKD9l+hOzqOpZc/zk4Vjb9gdSAmV7UVyEnw72Wr5BJg8ZZoRuII4Jp755igaXxp
ESjQdOpFbbLyTT+uo18wXTAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBSUgwLY
JNEWM13ODVVneFaSDbMDjDArBgNVHREEJDAiggtleGFtcGxlLm9yZ4INKi5leGFt
cGxlLm9yZ4cEfwAAATAKBggqhkjOPQQDAgNIADBFAiEArdvkap7A0RX45hltnWT0
fEfluNiMRCgBA66GBh4vQg8CIGUTYGm28Em1vQgXijtqusZA2cBLsPoQwxkzWCLV
UZ/e
-----END CERTIFICATE-----` });
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
-----END CERTIFICATE-----`, SNICallback: (name, cb) => { log('SNI', name); if (name === 'bad.example') return cb(new Error('bad name')); setTimeout(() => cb(null, name.endsWith('example.org') ? ctx : undefined), 10); }, ALPNProtocols: ['h2', 'http/1.1'] },
  (s) => { log('server', s.servername, s.alpnProtocol); s.end(); });
server.on('tlsClientError', (e) => log('tlsClientError', e.code, e.message));
server.listen(0, '127.0.0.1', () => {
  const names = ['localhost', 'example.org', 'a.example.org', 'bad.example', undefined];
  (function next(i) {
    if (i === names.length) return server.close(ctx2);
    const c = tls.connect({ port: server.address().port, host: '127.0.0.1', servername: names[i], rejectUnauthorized: false, ALPNProtocols: ['http/1.1', 'h2'] }, () => log(names[i], c.getPeerCertificate().subject.CN, c.alpnProtocol, c.authorizationError));
    c.on('error', (e) => log('error', e.code)); c.resume(); c.on('close', () => next(i + 1));
  })(0);
});
function ctx2() {
  const s = tls.createServer({ key: `-----BEGIN PRIVATE KEY-----
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
-----END CERTIFICATE-----` }, (x) => { log('addContext', x.servername); x.end(); });
  s.addContext('*.example.org', { key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgKe6IEe3YWpHdpfiJ
gwmniEFunoRQhoQkxqEYx6H1mQ6hRANCAARmmH+P5DKD9l+hOzqOpZc/zk4Vjb9g
dSAmV7UVyEnw72Wr5BJg8ZZoRuII4Jp755igaXxpESjQdOpFbbLyTT+u
-----END PRIVATE KEY-----`, cert: `-----BEGIN CERTIFICATE-----
MIIB3zCCAYWgAwIBAgICEAMwCgYIKoZIzj0EAwIwRzELMAkGA1UEBhMCQVQxDTAL
BgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxFDASBgNVBAMTC2V4YW1w
bGUub3JnMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjBHMQswCQYD
VQQGEwJBVDENMAsGA1UEBxMEV2llbjETMBEGA1UEChMKRmluaXNobGluZTEUMBIG
A1UEAxMLZXhhbXBsZS5vcmcwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARmmH+P
5DKD9l+hOzqOpZc/zk4Vjb9gdSAmV7UVyEnw72Wr5BJg8ZZoRuII4Jp755igaXxp
ESjQdOpFbbLyTT+uo18wXTAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBSUgwLY
JNEWM13ODVVneFaSDbMDjDArBgNVHREEJDAiggtleGFtcGxlLm9yZ4INKi5leGFt
cGxlLm9yZ4cEfwAAATAKBggqhkjOPQQDAgNIADBFAiEArdvkap7A0RX45hltnWT0
fEfluNiMRCgBA66GBh4vQg8CIGUTYGm28Em1vQgXijtqusZA2cBLsPoQwxkzWCLV
UZ/e
-----END CERTIFICATE-----` });
  s.listen(0, '127.0.0.1', () => { const c = tls.connect({ port: s.address().port, host: '127.0.0.1', servername: 'b.example.org', rejectUnauthorized: false }, () => log(c.getPeerCertificate().subject.CN)); c.resume(); c.on('close', () => s.close()); });
}
