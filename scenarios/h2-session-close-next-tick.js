// title: Closing the session one tick after end()
// notice: the cure that the article recommends; on which versions is one tick enough?
// source: seed 000 (an article on graceful HTTP/2 shutdown in Node 23.7.0); own
// min: 10.0.0
'use strict';
const http2 = require('node:http2');

const server = http2.createServer();
let session;
server.on('session', (s) => {
  session = s;
  s.on('close', () => console.log('Server: session closed'));
});
server.once('request', (request, response) => {
  response.on('finish', () => console.log('Server: finish'));
  response.end();
  process.nextTick(() => session.close());
});
server.listen(0, '127.0.0.1', () => {
  const client = http2.connect('http://127.0.0.1:' + server.address().port);
  client.on('goaway', (code) => console.log('Client: GOAWAY ' + code));
  client.on('error', (e) => console.log('Client: session error ' + e.code));
  client.on('close', () => {
    console.log('Client: session closed');
    server.close();
  });
  console.log('Client: sending request');
  const req = client.request({ ':path': '/' });
  req.on('response', (headers) => console.log('Client: status ' + headers[':status']));
  req.on('end', () => console.log('Client: end'));
  req.on('error', (e) => console.log('Client: error ' + e.code));
  req.on('close', () => console.log('Client: request closed, code ' + req.rstCode));
  req.resume();
});
