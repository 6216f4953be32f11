// title: A request meets the end of keep-alive, between two hosts
// notice: the client sends its second request 20 ms after the first, and the server closes idle connections after 20 ms: who is first?
// source: own
// min: 18.0.0
// file: server.js
'use strict';
const http = require('node:http');

const server = http.createServer((request, response) => response.end('hello'));
server.keepAliveTimeout = 20;
server.listen(8000, () => console.log('listening'));
setTimeout(() => server.close(() => console.log('server closed')), 3000).unref();
// file: client.js
'use strict';
const http = require('node:http');

const agent = new http.Agent({ keepAlive: true });
function get(then) {
  const request = http.get({ host: 'server', port: 8000, agent }, (response) => {
    console.log('status', response.statusCode);
    response.on('end', then).resume();
  });
  request.on('error', (e) => {
    console.log('error', e.code, 'on a', request.reusedSocket ? 'reused socket' : 'new socket');
    agent.destroy();
  });
}
get(() => setTimeout(() => get(() => agent.destroy()), 20));
