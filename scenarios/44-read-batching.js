// title: How much one turn reads
// notice: 150 KiB waiting on one socket: number and size of 'data' chunks, immediates in between, EOF in same turn
// source: libuv #2319; own
// min: 0.10.0
'use strict';
var net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
var N = 150 * 1024, big = Buffer.alloc ? Buffer.alloc(N, 97) : new Buffer(N);
var server = net.createServer(function (s) {
  s.on('error', function () {});
  s.pause();
  s.on('data', function (d) { log('data ' + d.length); setImmediate(function () { log('immediate'); }); });
  s.on('end', function () { log('end'); });
  s.on('close', function () { log('close'); });
  setTimeout(function () { log('-- resume'); s.resume(); }, 80);
});
server.listen(0, '127.0.0.1', function () {
  var c = net.connect(server.address().port, '127.0.0.1', function () { c.end(big); });
  setTimeout(function () { process.exit(0); }, 250);
});
