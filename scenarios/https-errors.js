// title: https requests that fail
// notice: untrusted, hung up, plain http to a TLS port, timeout
// source: lib/https.js
// min: 18.0.0
'use strict';
const https = require('https'), http = require('http');
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
const server = https.createServer({ key, cert });
server.on('request', (req, res) => { if (req.url === '/slow') return setTimeout(() => res.end('slow'), 50); if (req.url === '/destroy') return req.socket.destroy(); res.end(req.url); });
server.on('tlsClientError', (e) => log('tlsClientError', e.code)); server.on('clientError', (e, s) => { log('clientError', e.code); s.destroy(); });
server.listen(0, 'localhost', () => {
  const port = server.address().port;
  const E = (n) => (e) => log(n, e.code, e.message.slice(0, 60));
  https.get('https://localhost:' + port + '/a', (r) => log('never')).on('error', E('untrusted')).on('close', () => {
    https.get('https://localhost:' + port + '/b', { ca: cert }, (r) => { log('ok', r.statusCode, r.headers.connection); r.on('data', (d) => log(String(d))); r.on('end', () => {
      https.get({ host: 'localhost', port, path: '/destroy', ca: cert }, () => {}).on('error', E('hangup')).on('close', () => {
        http.get({ host: 'localhost', port, path: '/x' }, (r) => { log('http', r.statusCode); r.resume(); }).on('error', E('plain')).on('close', () => {
          try { https.get('http://localhost:' + port); } catch (e) { log(e.code, e.message); }
          const t = https.get({ host: 'localhost', port, path: '/slow', ca: cert, timeout: 20 }, (r) => { log('slow', r.statusCode); r.resume(); r.on('end', () => { log('slow end'); server.close(() => log('closed')); https.globalAgent.destroy(); }); });
          t.on('timeout', () => log('timeout')); t.on('error', E('slow'));
        });
      });
    }); });
  });
});
