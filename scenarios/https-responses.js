// title: Responses over TLS: big, chunked, aborted, continued
// notice: the end callback, finish and what the client counts
// source: lib/https.js
// min: 18.0.0
'use strict';
const https = require('https');
const log = (...a) => console.log(...a);
const server = https.createServer({ key: `-----BEGIN PRIVATE KEY-----
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
-----END CERTIFICATE-----` }, (req, res) => {
  if (req.url === '/big') { res.end(Buffer.alloc(300000, 'z'), () => log('big end cb')); log('end() returned', res.writableEnded, res.writableFinished); res.on('finish', () => log('big finish', res.socket && res.socket.writableLength)); res.on('close', () => log('big close')); return; }
  if (req.url === '/abort') { res.writeHead(200, { 'Content-Length': 100000 }); res.write(Buffer.alloc(50000)); setTimeout(() => res.destroy(), 10); return; }
  if (req.url === '/chunks') { res.write('one'); setImmediate(() => { res.write('two'); process.nextTick(() => res.end('three')); }); return; }
  if (req.url === '/expect') { req.resume(); req.on('end', () => res.end('got it')); return; }
});
server.on('checkContinue', (q, s) => { log('checkContinue'); s.writeContinue(); server.emit('request', q, s); });
server.listen(0, '127.0.0.1', async () => {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  const go = (path, o = {}) => new Promise((done) => {
    const r = https.request({ port: server.address().port, host: '127.0.0.1', path, agent, ...o }, (res) => {
      let n = 0, k = 0; res.on('data', (d) => { n += d.length; k++; }); res.on('end', () => log(path, 'end', n)); res.on('aborted', () => log(path, 'aborted')); res.on('error', (e) => log(path, 'res error', e.code)); res.on('close', () => { log(path, 'res close', res.complete); done(); });
    });
    r.on('error', (e) => { log(path, 'error', e.code); done(); }); r.on('continue', () => { log('continue'); r.end('body'); }); r.on('socket', (s) => log(path, 'socket', r.reusedSocket));
    if (!o.headers) r.end();
  });
  await go('/big'); await go('/chunks'); await go('/expect', { method: 'POST', headers: { Expect: '100-continue' } }); await go('/abort'); await Promise.all([go('/chunks'), go('/big')]);
  agent.destroy(); server.close(() => log('closed'));
});
