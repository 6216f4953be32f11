// title: A socket timeout in a blocked loop
// notice: socket.setTimeout(50) with data waiting in the kernel while the loop is blocked 120 ms (timer/io/immediate block)
// source: #43456
// min: 0.10.0
'use strict';
var net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 4000);
function spin(ms) { var t = Date.now(); while (Date.now() - t < ms) {} }
function run(mode, cb) {
  var server = net.createServer(function (s) {
    s.on('error', function () {});
    s.setTimeout(50, function () { log(mode + ': timeout'); });
    s.on('data', function () { log(mode + ': data'); });
    function blk() { c.write('x'); spin(120); setImmediate(function () { log(mode + ': immediate'); }); }
    if (mode === 'timer') setTimeout(blk, 10);
    if (mode === 'immediate') setImmediate(blk);
    if (mode === 'io') { var p = net.createServer(function (k) { k.on('data', function () { blk(); k.destroy(); p.close(); }); k.on('error', function () {}); }); p.listen(0, '127.0.0.1', function () { var q = net.connect(p.address().port, '127.0.0.1', function () { q.write('x'); }); q.on('error', function () {}); }); }
    setTimeout(function () { s.setTimeout(0); s.destroy(); server.close(); setTimeout(cb, 20); }, 220);
  });
  var c;
  server.listen(0, '127.0.0.1', function () { c = net.connect(server.address().port, '127.0.0.1'); c.on('error', function () {}); });
}
run('timer', function () { run('immediate', function () { run('io', function () { process.exit(0); }); }); });
