// title: An https request and its connection
// notice: events of server, agent and response; keep-alive and sessions
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
  log('request', req.method, req.url, req.httpVersion, req.socket.encrypted, req.socket.alpnProtocol, req.socket.servername, req.headers.host.replace(/\d+$/, 'PORT'), req.headers.connection);
  let n = 0; req.on('data', (d) => n += d.length); req.on('end', () => { log('req end', n); res.setHeader('X-A', '1'); res.write('part'); res.end('rest'); });
  res.on('finish', () => log('res finish')); res.on('close', () => log('res close')); req.on('close', () => log('req close'));
});
server.on('secureConnection', (s) => log('secureConnection', s.constructor.name));
server.on('connection', (s) => log('connection', s.constructor.name));
const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
function get(o, cb) {
  const r = https.request(Object.assign({ host: 'localhost', port: server.address().port, agent }, o), (res) => {
    log('response', res.statusCode, res.socket.authorized, res.socket.authorizationError, res.socket.alpnProtocol, r.reusedSocket, res.socket.isSessionReused(), res.headers['x-a'], res.headers.connection);
    let s = ''; res.on('data', (d) => { s += d; log('chunk', String(d)); }); res.on('end', () => log('res end', s)); res.on('close', () => log('client res close'));
  });
  r.on('socket', (s) => { log('socket', s.constructor.name, s.connecting); s.once('secureConnect', () => log('secureConnect')); s.once('session', () => log('session')); });
  r.on('finish', () => log('req finish')); r.on('close', () => { log('r close'); cb(); });
  r.on('error', (e) => log('error', e.code, e.message));
  if (o.method === 'POST') r.write('some body');
  r.end();
}
server.listen(0, () => {
  log(Object.keys(agent.sockets).length, agent.protocol, agent.defaultPort, agent.maxCachedSessions);
  get({ path: '/1' }, () => setImmediate(() => get({ path: '/2', method: 'POST' }, () => {
    log(Object.keys(agent.freeSockets).map((x) => x.replace(/\d{4,}/, 'PORT')));
    agent.destroy();
    setTimeout(() => get({ path: '/3' }, () => { agent.destroy(); get({ path: '/4', agent: false, rejectUnauthorized: true }, () => server.close(() => log('closed'))); }), 20);
  })));
});
