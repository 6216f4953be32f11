// title: An HTTP/2 session destroyed before it is connected
// notice: 'connect' still comes, and still with the socket
// source: found by finishline fuzz
// min: 18.0.0
const http2 = require('http2');
const server = http2.createServer();
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  for (const e of ['connect', 'error', 'close']) c.on(e, (...a) => console.log(e, a.map((x) => typeof x).join(' ')));
  c.on('close', () => server.close());
  c.destroy();
});
