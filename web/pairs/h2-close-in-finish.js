// title: Closing the session inside 'finish', between two hosts
// notice: the same shutdown as in the first script, with the client in a process of its own: does the response leave the server?
// source: own
// min: 10.0.0
// file: server.js
'use strict';
const http2 = require('node:http2');

const server = http2.createServer();
server.once('session', (session) => {
  session.on('close', () => console.log('session closed'));
  server.once('request', (request, response) => {
    response.on('finish', () => {
      console.log('finish');
      session.close();
      server.close();
    });
    response.end();
  });
});
server.listen(8000, () => console.log('listening'));
// file: client.js
'use strict';
const http2 = require('node:http2');

const client = http2.connect('http://server:8000');
client.once('goaway', (code) => console.log('GOAWAY', code));
client.on('error', (e) => console.log('error', e.code));
client.on('close', () => console.log('session closed'));
const request = client.request({ ':path': '/' });
request.on('response', (headers) => console.log('status', headers[':status']));
request.on('end', () => console.log('end'));
request.on('error', (e) => console.log('error', e.code));
request.on('close', () => {
  console.log('request closed, code', request.rstCode);
  client.close();
});
request.resume();
