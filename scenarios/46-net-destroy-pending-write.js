// title: destroy() with a write in the queue
// notice: socket.destroy() with a queued 8 MiB write and a second write behind it: callbacks, error codes, close order
// source: #11973
// min: 0.10.0
'use strict';
var net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
var big = Buffer.alloc ? Buffer.alloc(8388608, 97) : new Buffer(8388608);
var server = net.createServer(function (s) { s.pause(); s.on('error', function () {}); });
server.listen(0, '127.0.0.1', function () {
  var c = net.connect(server.address().port, '127.0.0.1', function () {
    log('w1 ' + c.write(big, function (e) { log('cb1 ' + (e ? e.code : 'ok')); }));
    log('w2 ' + c.write('x', function (e) { log('cb2 ' + (e ? e.code : 'ok')); }));
    ['finish', 'error', 'close'].forEach(function (v) { c.on(v, function (e) { log(v + (e && e.code ? ' ' + e.code : '')); }); });
    setTimeout(function () {
      c.destroy();
      log('destroyed');
      process.nextTick(function () { log('tick'); });
      setImmediate(function () { log('immediate'); });
      try { log('w3 ' + c.write('y', function (e) { log('cb3 ' + (e ? e.code : 'ok')); })); } catch (e) { log('w3 threw'); }
    }, 60);
    setTimeout(function () { process.exit(0); }, 200);
  });
});
