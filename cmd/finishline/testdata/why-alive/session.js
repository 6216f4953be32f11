// Both ends have called close(), but a response was never ended.
const http2 = require('http2');
const server = http2.createServer();
server.on('stream', (stream) => stream.respond());
server.listen(0, () => {
  const client = http2.connect('http://localhost:' + server.address().port);
  client.request({ ':path': '/open' }).on('response', () => {
    server.close();
    client.close();
  });
});
