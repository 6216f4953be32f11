// An HTTP/2 server for conformance suites and real clients: it answers every
// request, echoes what is posted, and says on which port it listens.
'use strict';
const http2 = require('node:http2');
const server = http2.createServer();
server.on('sessionError', () => {});
server.on('session', (session) => session.on('error', () => {}));
server.on('stream', (stream, headers) => {
  stream.on('error', () => {});
  if (headers[':method'] === 'POST') {
    stream.respond({ ':status': 200, 'content-type': 'application/octet-stream' });
    stream.pipe(stream);
    return;
  }
  const size = Number((headers[':path'] || '').split('/bytes/')[1] || 0);
  stream.respond({ ':status': 200, 'content-type': 'text/plain' });
  // The suite sends a request and further frames on its stream in separate
  // writes; an answer in between would close the stream before they come.
  setTimeout(() => { if (!stream.destroyed) stream.end(size ? Buffer.alloc(size, 97) : 'finishline\n'); }, 10);
});
process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.argv[2] || 0), '127.0.0.1', () => console.log('listening on ' + server.address().port));
