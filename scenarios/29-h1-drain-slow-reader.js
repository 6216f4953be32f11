// title: 'drain' with a slow reader
// notice: res.write 64 KiB chunks until false vs. paused reader: first false, order of write callbacks, drain, finish
// source: PR #36633; own
// min: 0.10.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 4000);
var N = 8 * 1024 * 1024, big = Buffer.alloc ? Buffer.alloc(N, 97) : new Buffer(N);
var c;
var server = http.createServer(function (req, res) {
  res.writeHead(200, { 'Content-Length': N + 10 });
  res.on('drain', function () { log('drain'); res.write('1234567', 'binary', function () { log('cb tail'); }); res.end('end', function () { log('end cb'); }); });
  res.on('prefinish', function () { log('prefinish'); });
  res.on('finish', function () { log('finish'); });
  log('write small ' + res.write('', 'binary'));
  log('write big ' + res.write(big, 'binary', function () { log('cb big'); }));
  process.nextTick(function () { log('tick'); });
  setImmediate(function () { log('immediate'); });
  setTimeout(function () { log('-- reader starts'); c.on('data', function () {}); c.resume(); }, 100);
  setTimeout(function () { process.exit(0); }, 600);
});
server.listen(0, '127.0.0.1', function () {
  c = net.connect(server.address().port, '127.0.0.1');
  c.pause();
  c.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
});
