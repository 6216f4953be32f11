// title: TLS handshakes that fail
// notice: codes, and who learns of it: tlsClientError, error, close
// source: src/crypto/crypto_tls.cc ClearOut
// min: 18.0.0
'use strict';
const tls = require('tls'), net = require('net'), http = require('http'), https = require('https');
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
const E = (e) => e && [e.code, e.syscall, e.library, e.reason, e.function, Object.keys(e).join(), String(e.message).replace(/^.*?error:/, 'error:').replace(/:\.\.\/.*$/s, '')].join(' | ');
const steps = [
  (done) => { // plain http client to a TLS server
    const s = tls.createServer({ key, cert });
    s.on('tlsClientError', (e, sock) => { log('A tlsClientError', E(e), sock.destroyed, sock.remoteAddress !== undefined); });
    s.listen(0, '127.0.0.1', () => { const r = http.get({ port: s.address().port, host: '127.0.0.1' }); r.on('error', (e) => { log('A client', E(e)); s.close(done); }); r.on('close', () => log('A req close')); });
  },
  (done) => { // TLS client to a plain http server
    const s = http.createServer(() => log('B request'));
    s.on('clientError', (e, sock) => { log('B clientError', e.code); sock.end('HTTP/1.1 400 Bad Request\r\n\r\n'); });
    s.listen(0, '127.0.0.1', () => { const c = tls.connect({ port: s.address().port, host: '127.0.0.1' }); c.on('error', (e) => log('B client', E(e))); c.on('close', (h) => { log('B close', h); s.close(done); }); });
  },
  (done) => { // the server hangs up before the handshake
    const s = net.createServer((c) => c.once('data', () => c.end()));
    s.listen(0, '127.0.0.1', () => { const c = tls.connect({ port: s.address().port, host: '127.0.0.1' }); c.on('error', (e) => log('C client', E(e))); c.on('end', () => log('C end')); c.on('close', (h) => { log('C close', h); s.close(done); }); });
  },
  (done) => { // reset before the handshake
    const s = net.createServer((c) => c.once('data', () => c.resetAndDestroy()));
    s.listen(0, '127.0.0.1', () => { const c = tls.connect({ port: s.address().port, host: '127.0.0.1' }); c.on('error', (e) => log('D client', E(e))); c.on('close', (h) => { log('D close', h); s.close(done); }); });
  },
  (done) => { // the client hangs up before the handshake
    const s = tls.createServer({ key, cert });
    s.on('tlsClientError', (e) => log('E tlsClientError', E(e)));
    s.listen(0, '127.0.0.1', () => { const c = net.connect(s.address().port, '127.0.0.1', () => c.end()); c.on('close', () => { log('E close'); s.close(done); }); c.resume(); });
  },
  (done) => { // garbage
    const s = tls.createServer({ key, cert });
    s.on('tlsClientError', (e) => log('F tlsClientError', E(e)));
    s.listen(0, '127.0.0.1', () => { const c = net.connect(s.address().port, '127.0.0.1', () => c.write('hello, is this TLS?\n')); c.on('data', (d) => log('F data', d)); c.on('error', (e) => log('F', e.code)); c.on('close', () => { log('F close'); s.close(done); }); });
  },
  (done) => { // versions that do not meet
    const s = tls.createServer({ key, cert, minVersion: 'TLSv1.3' });
    s.on('tlsClientError', (e) => log('G tlsClientError', E(e)));
    s.listen(0, '127.0.0.1', () => { const c = tls.connect({ port: s.address().port, host: '127.0.0.1', maxVersion: 'TLSv1.2' }); c.on('error', (e) => log('G client', E(e))); c.on('close', (h) => { log('G close', h); s.close(done); }); });
  },
  (done) => { // no certificate
    const s = tls.createServer({});
    s.on('tlsClientError', (e) => log('H tlsClientError', E(e)));
    s.listen(0, '127.0.0.1', () => { const c = tls.connect({ port: s.address().port, host: '127.0.0.1' }); c.on('error', (e) => log('H client', E(e))); c.on('close', (h) => { log('H close', h); s.close(done); }); });
  },
  (done) => { // ALPN
    const s = tls.createServer({ key, cert, ALPNProtocols: ['h2'] }, (c) => log('I secure', c.alpnProtocol));
    s.on('tlsClientError', (e) => log('I tlsClientError', E(e)));
    s.listen(0, '127.0.0.1', () => { const c = tls.connect({ port: s.address().port, host: '127.0.0.1', ALPNProtocols: ['http/1.1'] }); c.on('error', (e) => log('I client', E(e))); c.on('close', (h) => { log('I close', h); s.close(done); }); });
  },
  (done) => { const c = tls.connect({ port: 1, host: '127.0.0.1' }); c.on('error', (e) => log('J client', E(e))); c.on('close', (h) => { log('J close', h); done(); }); },
  (done) => { // handshakeTimeout
    const s = tls.createServer({ key, cert, handshakeTimeout: 100 });
    s.on('tlsClientError', (e, c) => { log('K tlsClientError', E(e)); c.destroy(); });
    s.listen(0, '127.0.0.1', () => { const c = net.connect(s.address().port, '127.0.0.1'); c.on('close', (h) => { log('K close', h); s.close(done); }); c.resume(); });
  },
  (done) => { const s = tls.createServer({ key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgM4WwfrkiAFX7SCTt
nSAIkjFJ2VvBG4hU9rx0C0OIqpqhRANCAATSXNCQ3tenvqSkU2h524Roq3uP9Pq3
O8GvJQSacZzstOZok4ozmigoXk1cS/06E4IsiwSm1+0r7ct+t6Oj70Yp
-----END PRIVATE KEY-----`, cert: `-----BEGIN CERTIFICATE-----
MIIByDCCAW6gAwIBAgICEAQwCgYIKoZIzj0EAwIwRTELMAkGA1UEBhMCQVQxDTAL
BgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxEjAQBgNVBAMTCWxvY2Fs
aG9zdDAeFw0yMDAxMDEwMDAwMDBaFw0yMTAxMDEwMDAwMDBaMEUxCzAJBgNVBAYT
AkFUMQ0wCwYDVQQHEwRXaWVuMRMwEQYDVQQKEwpGaW5pc2hsaW5lMRIwEAYDVQQD
Ewlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATSXNCQ3tenvqSk
U2h524Roq3uP9Pq3O8GvJQSacZzstOZok4ozmigoXk1cS/06E4IsiwSm1+0r7ct+
t6Oj70Ypo04wTDAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRCwZfcHHMN9igH
+QgMJpv2jRBAHDAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZIzj0E
AwIDSAAwRQIhAJSiwu7mMc0qCNqEmASRBlXc7INXx++5CRX53qwCoLjMAiAHqy2z
ceVG4gDEEffTPfvbZfE/RP7A8tfoy0PNdJN7hw==
-----END CERTIFICATE-----` }); s.listen(0, '127.0.0.1', () => { const c = tls.connect({ port: s.address().port, host: '127.0.0.1', ca: `-----BEGIN CERTIFICATE-----
MIIByDCCAW6gAwIBAgICEAQwCgYIKoZIzj0EAwIwRTELMAkGA1UEBhMCQVQxDTAL
BgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxEjAQBgNVBAMTCWxvY2Fs
aG9zdDAeFw0yMDAxMDEwMDAwMDBaFw0yMTAxMDEwMDAwMDBaMEUxCzAJBgNVBAYT
AkFUMQ0wCwYDVQQHEwRXaWVuMRMwEQYDVQQKEwpGaW5pc2hsaW5lMRIwEAYDVQQD
Ewlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATSXNCQ3tenvqSk
U2h524Roq3uP9Pq3O8GvJQSacZzstOZok4ozmigoXk1cS/06E4IsiwSm1+0r7ct+
t6Oj70Ypo04wTDAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRCwZfcHHMN9igH
+QgMJpv2jRBAHDAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZIzj0E
AwIDSAAwRQIhAJSiwu7mMc0qCNqEmASRBlXc7INXx++5CRX53qwCoLjMAiAHqy2z
ceVG4gDEEffTPfvbZfE/RP7A8tfoy0PNdJN7hw==
-----END CERTIFICATE-----`, servername: 'localhost' }); c.on('error', (e) => log('L client', E(e))); c.on('close', (h) => { log('L close', h); s.close(done); }); }); },
];
(function next(i) { if (i < steps.length) steps[i](() => next(i + 1)); else log('done'); })(0);
