// title: server.close() with a silent connection
// notice: http2 server.close() with a TCP connection that never sent a preface / half a preface
// source: #57611; own
// min: 8.17.0
'use strict';
const http2 = require('http2'), net = require('net');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
function run(m, bytes, cb) {
  const server = http2.createServer();
  server.on('session', (s) => { log(m + ' session'); s.on('error', (e) => log(m + ' session error ' + e.code)); s.on('close', () => log(m + ' session close')); });
  server.on('sessionError', (e) => log(m + ' sessionError ' + e.code));
  server.listen(0, '127.0.0.1', () => {
    const c = net.connect(server.address().port, '127.0.0.1');
    c.on('error', (e) => log(m + ' client error ' + e.code));
    c.on('data', (d) => log(m + ' client data type=' + d[3]));
    c.on('end', () => log(m + ' client end'));
    if (bytes) c.write(bytes);
    setTimeout(() => { log(m + ' -- server.close()'); server.close(() => log(m + ' server close cb')); }, 50);
    setTimeout(() => { log(m + ' -- client destroy'); c.destroy(); setTimeout(cb, 40); }, 150);
  });
}
run('silent', '', () => run('half', 'PRI * HTTP/2.0\r\n', () => run('http1', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', () => process.exit(0))));
