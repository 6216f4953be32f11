// title: A secure HTTP/2 server and clients that speak none
// notice: allowHTTP1, unknownProtocol and the 403 without either
// source: lib/internal/http2/core.js connectionListener
// min: 18.0.0
'use strict';
const http2 = require('http2'), https = require('https'), tls = require('tls');
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
const server = http2.createSecureServer({ key, cert, allowHTTP1: true }, (req, res) => {
  log('request', req.httpVersion, req.method, req.url, req.socket.alpnProtocol || (req.stream && req.stream.session.alpnProtocol), req.constructor.name, res.constructor.name);
  res.writeHead(200, { 'x-v': req.httpVersion }); res.end('hi ' + req.httpVersion);
});
server.listen(0, '127.0.0.1', () => {
  const port = server.address().port;
  https.get({ port, host: '127.0.0.1', rejectUnauthorized: false, agent: false }, (res) => { log('h1', res.statusCode, res.headers['x-v'], res.headers.connection); res.on('data', (d) => log(String(d))); res.on('end', () => {
    const c = http2.connect('https://127.0.0.1:' + port, { rejectUnauthorized: false });
    const r = c.request(); r.on('response', (h) => log('h2', h[':status'], h['x-v'])); r.on('data', (d) => log(String(d))); r.on('close', () => { c.close(); server.close(() => { log('closed'); two(); }); });
  }); });
});
function two() {
  const s = http2.createSecureServer({ key, cert });
  s.on('unknownProtocol', (sock) => { log('unknownProtocol', sock.alpnProtocol); sock.end('go away'); });
  s.listen(0, '127.0.0.1', () => {
    const c = tls.connect({ port: s.address().port, host: '127.0.0.1', rejectUnauthorized: false }, () => log('secure', c.alpnProtocol));
    c.on('data', (d) => log(String(d))); c.on('end', () => log('end')); c.on('close', () => { s.removeAllListeners('unknownProtocol'); three(s); });
  });
}
function three(s) {
  const c = tls.connect({ port: s.address().port, host: '127.0.0.1', rejectUnauthorized: false }, () => log('secure', c.alpnProtocol));
  c.on('data', (d) => log(JSON.stringify(String(d)))); c.on('end', () => log('end')); c.on('close', () => { 
    const r = https.get({ port: s.address().port, host: '127.0.0.1', rejectUnauthorized: false, agent: false, ALPNProtocols: ['http/1.1'] }, (res) => { log(res.statusCode); res.resume(); });
    r.on('error', (e) => log('h1 error', e.code, e.reason)); r.on('close', () => s.close(() => log('end of all')));
  });
}
