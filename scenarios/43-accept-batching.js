// title: How many connections one turn accepts
// notice: 4 connections pending in one listen backlog: how many 'connection' events per loop turn (immediates between)
// source: libuv PR #3696
// min: 0.10.0
'use strict';
var net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
var k = 0;
var server = net.createServer(function (s) { var id = ++k; log('connection ' + id); s.on('error', function () {}); process.nextTick(function () { log('tick ' + id); }); setImmediate(function () { log('immediate ' + id); }); });
server.listen(0, '127.0.0.1', function () {
  for (var i = 0; i < 4; i++) (function (i) { net.connect(server.address().port, '127.0.0.1', function () { log('connected ' + (i + 1)); }); })(i);
  setTimeout(function () { process.exit(0); }, 100);
});
