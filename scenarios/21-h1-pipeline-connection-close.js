// title: Pipelining behind Connection: close
// notice: pipelined requests behind (a) request with Connection: close (b) response with Connection: close (c) client FIN
// source: #53076
// min: 0.8.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 4000);
var mode, ev;
var server = http.createServer(function (req, res) {
  var n = req.url.slice(1);
  ev.push('req' + n);
  res.on('finish', function () { ev.push('fin' + n); });
  res.on('close', function () { ev.push('close' + n); });
  if (mode === 'res-close' && n === '1') res.setHeader('Connection', 'close');
  setTimeout(function () { res.end('body' + n); }, n === '1' ? 40 : 10);
});
server.on('clientError', function (e, s) { ev.push('clientError ' + e.code); s.destroy(); });
function run(m, cb) {
  mode = m; ev = [];
  var c = net.connect({ port: server.address().port, host: '127.0.0.1', allowHalfOpen: true }), d = '';
  c.setEncoding('utf8');
  c.on('error', function (e) { d += e.code; });
  c.on('data', function (x) { d += x; });
  c.on('end', function () { d += ' FIN'; });
  var p = 'GET /1 HTTP/1.1\r\nHost: x\r\n' + (m === 'req-close' ? 'Connection: close\r\n' : '') + '\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n';
  if (m === 'fin') c.end(p); else c.write(p);
  setTimeout(function () { log(m + ': server ' + ev.join(',')); log(m + ': wire ' + (d.match(/body\d|FIN|E[A-Z]+/g) || []).join(',')); c.destroy(); cb(); }, 250);
}
server.listen(0, '127.0.0.1', function () { run('req-close', function () { run('res-close', function () { run('fin', function () { process.exit(0); }); }); }); });
