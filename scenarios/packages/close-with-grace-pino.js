// title: close-with-grace and pino: SIGTERM, a slow close and the log
// notice: the signal, the handler that waits for a keep-alive connection, the delay, the lines logged in order
// source: npm close-with-grace, pino; seed 003
// min: 18.0.0
'use strict';
const http = require('http');
const closeWithGrace = require('close-with-grace');
const pino = require('pino');
const log = pino({ base: null, timestamp: false, formatters: { level: (level) => ({ level }) } }, { write: (line) => process.stdout.write(line) });
const server = http.createServer((req, res) => {
  log.info({ url: req.url }, 'request');
  res.end('ok');
});
server.keepAliveTimeout = 60000;
closeWithGrace({ delay: 200, logger: { error: (...a) => log.error({ what: a.length }, 'grace') } }, async ({ signal, err, manual }) => {
  log.info({ signal, err: err && err.message, manual }, 'closing');
  await new Promise((resolve) => { server.close(resolve); server.closeIdleConnections(); });
  log.child({ part: 'server' }).warn('closed');
});
process.on('exit', (code) => log.info({ code }, 'exit'));
const agent = new http.Agent({ keepAlive: true });
server.listen(0, () => http.get({ port: server.address().port, path: '/a', agent }, (res) => {
  res.resume();
  res.on('end', () => setTimeout(() => process.kill(process.pid, 'SIGTERM'), 20));
}));
