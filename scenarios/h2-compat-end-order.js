// title: Order of callbacks around response.end in the compatibility API
// notice: end callback, 'finish', 'close' of response, request and stream; what headersSent, finished and writableEnded say
// source: own
// min: 12.0.0
'use strict';
const http2 = require('http2');
const server = http2.createServer((req, res) => {
  for (const [n, e] of [['req', req], ['res', res], ['stream', res.stream]]) for (const v of ['end', 'finish', 'close', 'aborted', 'error']) e.on(v, () => console.log(n, v));
  req.on('data', (d) => console.log('req data', String(d)));
  req.on('end', () => {
    res.setHeader('x-a', '1');
    console.log(res.headersSent, res.finished, res.writableEnded);
    console.log('write', res.write('one'));
    console.log(res.headersSent, res.statusCode);
    res.end('two', () => console.log('end cb'));
    console.log(res.finished, res.writableEnded);
    process.nextTick(() => console.log('tick'));
    setImmediate(() => console.log('immediate'));
  });
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  const r = c.request({ ':method': 'POST' });
  r.setEncoding('utf8');
  r.on('response', (h) => console.log('response', h[':status'], h['x-a']));
  r.on('data', (d) => console.log('data', d));
  r.on('end', () => console.log('end'));
  r.on('close', () => { console.log('close', r.rstCode); c.close(); server.close(() => console.log('server closed')); });
  r.write('up');
  r.end('load');
});
