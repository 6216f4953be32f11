// title: What is left of an HTTP/2 session
// notice: remoteSettings are empty once the session has let go of its socket, localSettings are not; a session's end calls destroy with one argument
// source: found by finishline fuzz (http2-40037, http2-50105)
// min: 18.0.0
const http2 = require('http2');
const server = http2.createServer();
server.on('stream', (s) => {
  const destroy = s.destroy;
  s.destroy = function (...a) { console.log('destroy', a.length); return destroy.apply(this, a); };
});
server.on('session', (s) => s.on('remoteSettings', (r) => console.log('server has', Object.keys(r).length > 0)));
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  c.request({ ':path': '/' }).on('error', (e) => console.log('request', e.code));
  c.on('localSettings', () => console.log('client has', Object.keys(c.remoteSettings).length > 0));
  c.on('close', () => console.log('left', Object.keys(c.localSettings).length > 0, JSON.stringify(c.remoteSettings)));
  setTimeout(() => { c.destroy(); server.close(() => console.log('closed')); }, 80);
});
