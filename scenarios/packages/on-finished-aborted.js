// title: on-finished: the client goes away in the middle
// notice: a half-sent response and a half-uploaded request, both reported once
// source: npm on-finished; seed 001
// min: 18.0.0
'use strict';
const http = require('http');
const net = require('net');
const onFinished = require('on-finished');
const log = (...a) => console.log(...a);
const server = http.createServer((req, res) => {
  log(req.method, req.url);
  req.on('error', (e) => log(req.url, "request 'error'", e.code));
  onFinished(req, (err) => log(req.url, 'request done', err && err.code, 'complete', req.complete));
  onFinished(res, (err) => log(req.url, 'response done', err && err.code, 'ended', res.writableEnded, 'finished', res.writableFinished));
  req.resume();
  res.write('first half');
  if (req.url === '/early') res.end();
});
server.listen(0, () => {
  const port = server.address().port;
  const raw = (text, cb) => {
    const s = net.connect(port, () => s.write(text));
    s.on('error', () => {});
    s.once('data', () => setTimeout(() => { s.destroy(); setTimeout(cb, 100); }, 50));
  };
  raw('GET /never-ends HTTP/1.1\r\nHost: x\r\n\r\n', () =>
    raw('POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf', () =>
      raw('POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf', () => server.close(() => log('closed')))));
});
