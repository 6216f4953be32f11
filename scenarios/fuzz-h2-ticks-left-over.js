// title: What an exception before the first turn leaves over, with http2 loaded
// notice: the rest of the tick queue runs before the first socket event: V8 already has a scavenge waiting, whose callback scope drains it
// source: found by finishline fuzz
// min: 18.0.0
const http2 = require('http2'), net = require('net');
const log = (...a) => console.log(a.join(' '));
process.on('uncaughtException', (e) => log('uncaught', e.message));
const server = net.createServer((s) => {
  log('connection');
  process.nextTick(() => log('tick of connection'));
  s.destroy();
  server.close();
});
server.listen(0, '127.0.0.1', () => {
  const c = net.connect(server.address().port, '127.0.0.1', () => log('connect'));
  process.nextTick(() => { throw new Error('thrown'); });
  process.nextTick(() => log('tick'));
  Promise.resolve().then(() => log('job'));
  setImmediate(() => log('immediate'));
  c.on('close', () => log('close', typeof http2.connect));
});
