// title: What session.unref() leaves running
// notice: session.unref()/server.unref(): beforeExit/exit with an open request; pending frames on natural exit
// source: own
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000).unref();
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
process.on('beforeExit', () => log('beforeExit'));
process.on('exit', () => log('exit'));
const server = http2.createServer();
server.on('session', (s) => { s.unref(); s.on('close', () => log('ssession close')); s.on('error', (e) => log('ssession error ' + e.code)); });
server.on('stream', (s) => { log('stream'); s.respond(); s.write('x'); s.on('close', () => log('sstream close')); });
server.listen(0, '127.0.0.1', () => {
  server.unref();
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  const r = c.request();
  r.on('data', () => { log('data -> unref'); c.unref(); });
  r.on('close', () => log('req close'));
});
