// title: A plain socket that becomes a TLS one
// notice: new TLSSocket(raw) while a write is under way, tls.connect({socket})
// source: lib/_tls_wrap.js TLSSocket
// min: 18.0.0
'use strict';
const tls = require('tls'), net = require('net');
const log = (...a) => console.log(...a);
const opts = { key: `-----BEGIN PRIVATE KEY-----
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
-----END CERTIFICATE-----` };
const server = net.createServer((raw) => {
  raw.write('220 ready\n');
  raw.once('data', (d) => {
    log('server got', JSON.stringify(String(d)));
    raw.write('go ahead\n', () => log('go ahead written'));
    const s = new tls.TLSSocket(raw, { isServer: true, secureContext: tls.createSecureContext(opts) });
    s.on('secure', () => log('server secure', s.getProtocol(), s.encrypted));
    s.on('data', (x) => { log('server data', String(x)); s.end('over tls'); });
    s.on('end', () => log('server end')); s.on('close', (h) => log('server close', h)); raw.on('close', (h) => log('raw close', h));
  });
});
server.listen(0, '127.0.0.1', () => {
  const raw = net.connect(server.address().port, '127.0.0.1');
  let n = 0;
  raw.on('data', function on(d) {
    log('client got', JSON.stringify(String(d)));
    if (n++ === 0) return raw.write('STARTTLS\n');
    raw.removeListener('data', on);
    const c = tls.connect({ socket: raw, rejectUnauthorized: false, servername: 'localhost' }, () => { log('secureConnect', c.authorized, c.remoteAddress, raw.destroyed); c.write('secret'); });
    c.on('data', (x) => log('client data', String(x))); c.on('end', () => log('client end')); c.on('close', (h) => { log('client close', h); server.close(() => log('closed')); });
    raw.on('close', (h) => log('client raw close', h));
  });
});
