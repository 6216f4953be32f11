// title: Closing with unread data resets
// notice: destroy() with unread bytes in the receive buffer (RST) vs without (FIN): peer's events, with/without peer data in flight
// source: libuv PR #4997
// min: 0.10.0
'use strict';
var net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
function run(label, unread, reply, cb) {
  var server = net.createServer(function (s) {
    s.on('error', function () {});
    s.pause();
    setTimeout(function () { if (reply) s.write('reply'); s.destroy(); }, 60);
  });
  server.listen(0, '127.0.0.1', function () {
    var c = net.connect(server.address().port, '127.0.0.1', function () {
      // more than one stream buffer so that bytes stay in the kernel even after pre-reading
      if (unread) c.write(Buffer.alloc ? Buffer.alloc(400000, 97) : new Buffer(400000));
    });
    ['data', 'end', 'error', 'close'].forEach(function (v) { c.on(v, function (e) { log(label + ': client ' + v + (v === 'data' ? ' ' + e : e && e.code ? ' ' + e.code : '')); }); });
    setTimeout(function () { server.close(); cb(); }, 140);
  });
}
run('fin', false, false, function () { run('fin+reply', false, true, function () { run('rst', true, false, function () { run('rst+reply', true, true, function () { process.exit(0); }); }); }); });
