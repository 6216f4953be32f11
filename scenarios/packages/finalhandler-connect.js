// title: connect and finalhandler: 404, 500 and a response that fails half-way
// notice: an error after the headers were sent destroys the socket
// source: npm connect, finalhandler
// min: 18.0.0
'use strict';
const http = require('http');
const connect = require('connect');
const finalhandler = require('finalhandler');
const log = (...a) => console.log(...a);
const app = connect();
app.use('/ok', (req, res) => res.end('ok ' + req.url));
app.use('/next', (req, res, next) => next(new Error('told')));
app.use('/half', (req, res, next) => {
  res.writeHead(200, { 'Content-Length': 100 });
  res.write('half');
  setTimeout(() => next(new Error('too late')), 10);
});
const server = http.createServer((req, res) => {
  app.handle(req, res, finalhandler(req, res, { env: 'production', onerror: (e) => log('onerror', e.message) }));
});
server.listen(0, () => {
  const get = (path) => new Promise((resolve) => http.get({ port: server.address().port, path, agent: false }, (res) => {
    let text = '';
    res.on('data', (d) => text += d);
    res.on('error', (e) => log(path, 'error', e.code));
    res.on('close', () => {
      delete res.headers.date;
      log(path, res.statusCode, res.headers, JSON.stringify(text), 'complete', res.complete);
      resolve();
    });
  }));
  (async () => {
    for (const path of ['/ok/x', '/next', '/none', '/half']) await get(path);
    server.close(() => log('closed'));
  })();
});
