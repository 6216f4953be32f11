// title: A socket's own write, and a socket that connects again
// notice: connect() and the peer's FIN put Node's write over the script's; a socket destroyed twice leaves its server with -1 connections, so 'close' never comes
// source: found by finishline fuzz (net-50069, net-50410)
// min: 18.0.0
const net = require('net');
const patch = (o, tag) => { const w = o.write; o.write = function (...a) { console.log(tag, 'patched write'); return w.apply(this, a); }; };
const server = net.createServer((s) => {
  s.on('error', (e) => console.log('server side', e.code)).once('close', () => {
    console.log('server side closed');
    s.connect(1, '127.0.0.1');
    s.once('close', () => server.close(() => console.log('never: -1 connections')));
  });
  s.resume().end('bye');
});
server.listen(0, '127.0.0.1', () => {
  const c = new net.Socket();
  patch(c, 'before connect');
  c.connect(server.address().port, '127.0.0.1', () => {
    c.write('plain');
    patch(c, 'after connect');
    c.write('patched');
  });
  c.resume().on('end', () => c.write('after FIN', (e) => console.log('write', e ? e.code : 'ok')));
  c.on('error', (e) => console.log('client', e.code)).on('close', () => console.log('client closed'));
});
