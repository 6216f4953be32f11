// title: A big body against the 64 KiB window
// notice: DATA stops when 65,535 bytes are out; only the client's reads move it on; 'finish' comes long before the client's 'end'
// source: own; RFC 9113 section 5.2
// min: 10.0.0
'use strict';
const http2 = require('http2');
const N = 200000;
const server = http2.createServer();
server.on('stream', (s) => {
  s.respond();
  s.write(Buffer.alloc(N), () => console.log('server write callback'));
  s.end(() => console.log('server end callback'));
  s.on('finish', () => console.log('server finish'));
  s.on('close', () => console.log('server close'));
  setTimeout(() => console.log('windows', s.state.localWindowSize > 0, s.session.state.remoteWindowSize, s.bufferSize > 0), 30);
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  const r = c.request();
  let n = 0, chunks = 0;
  r.on('response', () => { console.log('response'); });
  setTimeout(() => {
    console.log('reading');
    r.on('data', (d) => { n += d.length; chunks++; if (n >= 65535 && n - d.length < 65535) console.log('first window read'); });
  }, 60);
  r.on('end', () => console.log('client end', n, chunks > 4));
  r.on('close', () => { console.log('client close'); c.close(() => { console.log('session closed'); server.close(() => console.log('server closed')); }); });
});
