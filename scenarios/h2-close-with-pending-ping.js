// title: close() with a ping in flight
// notice: is the ping answered, cancelled or forgotten when the session closes, and in which order with 'close'
// source: own
// min: 10.0.0
'use strict';
const http2 = require('http2');
const server = http2.createServer();
server.on('stream', (s) => { s.respond(); s.end('x'); });
let ss;
server.on('session', (s) => { ss = s; s.on('close', () => console.log('server session close')); });
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  c.on('close', () => { console.log('client session close'); server.close(() => console.log('server closed')); });
  c.on('error', (e) => console.log('client error', e.code));
  c.on('goaway', (code) => console.log('client goaway', code));
  c.on('connect', () => setTimeout(() => {
    console.log('ping', ss.ping(Buffer.from('12345678'), (err, ms, p) => console.log('server ping cb', err ? err.code : 'ok', typeof ms, p && p.toString())));
    console.log('ping', c.ping((err) => console.log('client ping cb', err ? err.code : 'ok')));
    ss.close(() => console.log('server close cb'));
    c.close(() => console.log('client close cb'));
    console.log('closed', ss.closed, c.closed, ss.destroyed, c.destroyed);
  }, 20));
});
