// title: The keep-alive timer against a request that already waits
// notice: loop blocked past keepAliveTimeout while the next request is already in the kernel buffer; blocked in a timer / immediate / read callback
// source: #43456, #52649
// min: 8.0.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 5000);
function spin(ms) { var t = Date.now(); while (Date.now() - t < ms) {} }
function run(mode, cb) {
  var server = http.createServer(function (req, res) { log(mode + ': server request ' + req.url); res.end('ok'); });
  server.keepAliveTimeout = 100;
  if ('keepAliveTimeoutBuffer' in server) server.keepAliveTimeoutBuffer = 0;
  server.listen(0, '127.0.0.1', function () {
    var c = net.connect(server.address().port, '127.0.0.1'), n = 0, over = false;
    function fin(w) { if (over) return; over = true; log(mode + ': ' + w); c.destroy(); server.close(); setTimeout(cb, 20); }
    c.setEncoding('utf8');
    c.on('error', function (e) { log(mode + ': client error ' + e.code); });
    c.on('end', function () { log(mode + ': client end'); });
    c.on('close', function () { fin('client close after ' + n + ' responses'); });
    function go() { c.write('GET /2 HTTP/1.1\r\nHost: x\r\n\r\n'); spin('keepAliveTimeoutBuffer' in server || parseInt(process.versions.node, 10) < 20 ? 200 : 1250); }
    c.on('data', function (d) {
      n++;
      if (n === 2) return fin('client got response 2');
      if (mode === 'timer') setTimeout(go, 40);
      if (mode === 'immediate') setTimeout(function () { setImmediate(go); }, 40);
      if (mode === 'io') {
        var p = net.createServer(function (s) { s.on('data', function () { go(); s.destroy(); p.close(); }); });
        p.listen(0, '127.0.0.1', function () { var q = net.connect(p.address().port, '127.0.0.1', function () { q.write('x'); }); q.on('error', function () {}); });
      }
    });
    c.write('GET /1 HTTP/1.1\r\nHost: x\r\n\r\n');
  });
}
run('timer', function () { run('immediate', function () { run('io', function () { process.exit(0); }); }); });
