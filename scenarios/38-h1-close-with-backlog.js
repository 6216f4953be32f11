// title: close() with connections in the backlog
// notice: 3 clients connect + send in one tick; server.close() called in the first 'connection' (sync / nextTick / setImmediate): who is served, who is reset
// source: own; libuv PR #3696
// min: 0.10.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 4000);
function run(mode, cb) {
  var first = true, conns = 0;
  var server = http.createServer(function (req, res) { res.setHeader('Connection', 'close'); res.end('ok'); });
  server.on('connection', function () {
    conns++;
    if (!first) return;
    first = false;
    var f = function () { server.close(); };
    if (mode === 'sync') f(); else if (mode === 'tick') process.nextTick(f); else setImmediate(f);
  });
  server.listen(0, '127.0.0.1', function () {
    var res = [], left = 3;
    [0, 1, 2].forEach(function (i) {
      var c = net.connect(server.address().port, '127.0.0.1'), d = '', e2 = '';
      c.on('error', function (e) { e2 = e.code; });
      c.on('data', function (x) { d += x; });
      c.on('close', function () { res[i] = e2 || (/200 OK/.test(d) ? 'served' : 'closed'); });
      c.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    });
    setTimeout(function () { log(mode + ': accepted=' + conns + ' clients=' + [0, 1, 2].map(function (i) { return res[i] || 'open'; }).join(',')); cb(); }, 120);
  });
}
run('sync', function () { run('tick', function () { run('immediate', function () { process.exit(0); }); }); });
