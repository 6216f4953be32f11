// title: terminus: SIGTERM with an idle keep-alive connection
// notice: health check before and while it shuts down; the order of its hooks; the exit code
// source: npm @godaddy/terminus; seed 003
// min: 18.0.0
'use strict';
const http = require('http');
const { createTerminus } = require('@godaddy/terminus');
const log = (...a) => console.log(...a);
const agent = new http.Agent({ keepAlive: true });
const server = http.createServer((req, res) => res.end('ok'));
server.keepAliveTimeout = 60000;
createTerminus(server, {
  signal: 'SIGTERM', timeout: 500, useExit0: true,
  healthChecks: { '/health': async () => ({ answer: 42 }), verbatim: true },
  beforeShutdown: () => new Promise((resolve) => { log('beforeShutdown'); get('/health', { agent: false }, resolve); }),
  onSignal: async () => log('onSignal, listening', server.listening),
  onShutdown: async () => log('onShutdown'),
  logger: (text, err) => log('logger', text, err && err.message),
});
const get = (path, options, cb) => http.get({ port: server.address().port, path, ...options }, (res) => {
  let body = '';
  res.on('data', (d) => body += d);
  res.on('end', () => { log(path, res.statusCode, body); if (cb) setTimeout(cb, 10); });
});
process.on('exit', (code) => log('exit', code));
server.listen(0, () => get('/health', { agent }, () => process.kill(process.pid, 'SIGTERM')));
