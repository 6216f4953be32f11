// title: process.exit() right after a big end(), between two hosts
// notice: the response is larger than the socket takes at once: what does the client get of it?
// source: own
// min: 18.0.0
// file: server.js
'use strict';
const http = require('node:http');

const server = http.createServer((request, response) => {
  response.on('finish', () => console.log('finish'));
  response.end(Buffer.alloc(8 * 1024 * 1024), () => console.log('all of it is with the kernel'));
  setImmediate(() => process.exit());
});
server.listen(8000, () => console.log('listening'));
// file: client.js
'use strict';
const http = require('node:http');

http.get('http://server:8000/', (response) => {
  let got = 0;
  response.on('data', (chunk) => (got += chunk.length));
  response.on('end', () => console.log('end, all', got, 'bytes'));
  response.on('error', (e) => console.log('error', e.code));
  response.on('close', () => console.log(got < 8 * 1024 * 1024 ? 'closed before the end' : 'closed'));
}).on('error', (e) => console.log('error', e.code));
