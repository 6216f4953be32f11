// title: An AbortSignal on a request
// notice: the stream is reset with CANCEL, not INTERNAL_ERROR
// source: found by finishline fuzz
// min: 18.0.0
const http2 = require('http2');
const server = http2.createServer();
server.on('stream', (s) => s.on('close', () => console.log('server rst', s.rstCode)).on('error', () => {}));
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  const r = c.request();
  const ac = new AbortController();
  require('stream').addAbortSignal(ac.signal, r);
  r.on('error', (e) => console.log('error', e.name, e.code));
  r.on('close', () => console.log('close', r.rstCode));
  setTimeout(() => ac.abort(), 40);
  setTimeout(() => { c.close(); server.close(); }, 90);
});
