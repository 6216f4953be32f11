// title: An exception in the stream handler
// notice: nobody catches it: the process ends with code 1 while the request is open
// source: own
// min: 10.0.0
'use strict';
const http2 = require('http2');
process.on('exit', (code) => console.log('exit', code));
const server = http2.createServer();
server.on('stream', (s) => {
  s.respond();
  s.end('never flushed');
  throw new Error('handler');
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  const r = c.request();
  r.on('response', () => console.log('response'));
  r.on('close', () => console.log('close'));
});
