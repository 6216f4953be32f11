// title: When the server's close callback comes
// notice: net.Server close callback vs last socket 'close' vs tick/immediate; close with zero connections; double close error
// source: own
// min: 0.10.0
'use strict';
var net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
function two() {
  var s2 = net.createServer(function () {});
  s2.listen(0, '127.0.0.1', function () {
    s2.on('close', function () { log('empty: close event'); });
    s2.close(function (e) { log('empty: cb1 ' + (e ? e.code : 'ok')); });
    try { s2.close(function (e) { log('empty: cb2 ' + (e ? (e.code || e.message) : 'ok')); }); } catch (e) { log('empty: second threw ' + e.message); }
    process.nextTick(function () { log('empty: tick'); });
    setImmediate(function () { log('empty: immediate'); setImmediate(function () { log('empty: immediate2'); }); });
    setTimeout(function () { process.exit(0); }, 60);
  });
}
var server = net.createServer(function (s) {
  s.on('close', function () { log('socket close'); process.nextTick(function () { log('tick'); }); setImmediate(function () { log('immediate'); }); });
  server.close(function () { log('server cb'); });
  setTimeout(function () { log('-- destroy'); s.destroy(); setImmediate(function () { log('imm after destroy'); }); process.nextTick(function () { log('tick after destroy'); }); }, 30);
  s.on('error', function () {});
});
server.listen(0, '127.0.0.1', function () { net.connect(server.address().port, '127.0.0.1').on('error', function () {}).resume(); setTimeout(two, 120); });
