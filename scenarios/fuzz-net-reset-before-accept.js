// title: A connection that is reset before it is accepted
// notice: what it sent is read all the same, then comes ECONNRESET; a server that accepts one connection a turn (20 and later) no longer knows whose it is
// source: found by finishline fuzz (messages-82028)
// min: 18.0.0
const net = require('net'), http = require('http');
const log = (...a) => console.log(...a);
const server = net.createServer((s) => {
  log('connection', s.remoteAddress === undefined ? 'of nobody' : 'of somebody');
  s.on('data', (d) => log('data', d.length)).on('end', () => log('end')).on('error', (e) => log('error', e.code)).on('close', (h) => log('close', h));
});
const web = http.createServer((req) => {
  log('request', req.url);
  req.on('error', (e) => log('request error', e.code)).on('close', () => log('request close'));
});
web.on('clientError', (e) => log('clientError', e.code));
const reset = (to, text) => {
  net.connect(to.address().port, '127.0.0.1').on('close', () => {}).on('connect', function () { setTimeout(() => this.destroy(), 120); });
  const c = net.connect(to.address().port, '127.0.0.1');
  c.write(text);
  c.resetAndDestroy();
};
server.listen(0, '127.0.0.1', () => reset(server, Buffer.alloc(1000)));
web.listen(0, '127.0.0.1', () => setTimeout(() => reset(web, 'GET /lost HTTP/1.1\r\nHost: a\r\n\r\n'), 300));
setTimeout(() => { server.close(); web.close(); web.closeAllConnections(); }, 600);
