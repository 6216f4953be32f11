// The response of a session that is closed inside 'finish'.
// expect: lost
// expect-exit: 0
// expect-output: Server: finish
// expect-output: Client: end
// versions: 18, 23
'use strict';
const http2 = require('node:http2');
let session;
const server = http2.createServer().on('session', (s) => { session = s; });
server.once('request', (request, response) => {
  response.on('finish', () => {
    console.log('Server: finish');
    session.close();
  });
  response.end();
});
server.listen(0, () => {
  const client = http2.connect('http://localhost:' + server.address().port);
  client.on('close', () => server.close());
  const request = client.request({ ':path': '/' });
  request.on('end', () => console.log('Client: end'));
  request.resume();
});
