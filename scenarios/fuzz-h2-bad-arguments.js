// title: http2.connect() without an authority, and a request with a signal that is none
// notice: the request was made before its signal is looked at, so the session waits for it for ever
// source: found beside finishline fuzz
// min: 18.0.0
const http2 = require('http2');
const attempt = (what, f) => {
  try {
    f();
    console.log(what, 'passed');
  } catch (e) {
    console.log(what, e.name, e.code, e.message);
  }
};
attempt('connect', () => http2.connect());
attempt('connect', () => http2.connect(null));
const server = http2.createServer();
server.listen(0, '127.0.0.1', () => {
  const client = http2.connect('http://127.0.0.1:' + server.address().port);
  client.on('connect', () => {
    for (const signal of [5, 'x', {}, [], 0, null]) attempt('request', () => client.request({}, { signal }).on('error', (e) => console.log('error', e.code)));
    client.close(() => console.log('closed'));
    server.close();
  });
  setTimeout(() => {
    console.log('still open');
    process.exit();
  }, 300);
});
