// title: Writing when the peer has closed
// notice: peer closed (FIN / RST): writes from a half-open socket: first write ok, second EPIPE/ECONNRESET, events
// source: #11973
// min: 0.10.0
'use strict';
var net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
var server = net.createServer({ allowHalfOpen: true }, function (s) {
  ['finish', 'end', 'error', 'close'].forEach(function (v) { s.on(v, function (e) { log('server ' + v + (e && e.code ? ' ' + e.code : '')); }); });
  s.resume();
  s.on('end', function () {
    setTimeout(function () { log('write1 ' + s.write('a', function (e) { log('cb1 ' + (e ? e.code : 'ok')); })); }, 40);
    setTimeout(function () { log('write2 ' + s.write('b', function (e) { log('cb2 ' + (e ? e.code : 'ok')); })); }, 80);
    setTimeout(function () { try { log('write3 ' + s.write('c', function (e) { log('cb3 ' + (e ? e.code : 'ok')); })); } catch (e) { log('write3 threw'); } }, 120);
    setTimeout(function () { process.exit(0); }, 220);
  });
});
server.listen(0, '127.0.0.1', function () {
  var c = net.connect(server.address().port, '127.0.0.1', function () { c.write('x', function () { c.destroy(); }); });
});
