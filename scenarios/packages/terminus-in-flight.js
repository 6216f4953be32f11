// title: terminus: SIGTERM with a response in flight
// notice: it is waited for up to the timeout, the new connection is refused
// source: npm @godaddy/terminus; seed 003
// min: 18.0.0
'use strict';
const http = require('http');
const { createTerminus } = require('@godaddy/terminus');
const log = (...a) => console.log(...a);
const server = http.createServer((req, res) => {
  res.on('close', () => log('response close, finished', res.writableFinished));
  setTimeout(() => res.end('slow'), 300);
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => http.get({ port, agent: false }).on('error', (e) => log('late request', e.code)), 100);
});
createTerminus(server, {
  signal: 'SIGTERM', timeout: 1000, useExit0: true, sendFailuresDuringShutdown: false,
  onSignal: async () => log('onSignal'),
  onShutdown: async () => log('onShutdown'),
});
process.on('exit', (code) => log('exit', code));
let port;
server.listen(0, () => {
  ({ port } = server.address());
  http.get({ port }, (res) => {
    let body = '';
    res.on('data', (d) => body += d);
    res.on('close', () => log('client got', JSON.stringify(body), 'complete', res.complete));
  });
});
