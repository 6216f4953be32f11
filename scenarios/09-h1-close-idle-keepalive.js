// title: server.close() with idle keep-alive connections
// notice: server.close() with one idle keep-alive connection (already served a request)
// source: #51677, #53939, PR #50194, PR #52336
// min: 0.8.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
var server = http.createServer(function (req, res) { log('request ' + req.url); res.end('ok'); });
server.listen(0, '127.0.0.1', function () {
  var c = net.connect(server.address().port, '127.0.0.1');
  c.on('end', function () { log('client got FIN'); });
  c.on('close', function () { log('client close'); });
  c.once('data', function () {
    setTimeout(function () {
      log('-- server.close()');
      server.close(function () { log('server close cb'); });
      log('-- returned');
      process.nextTick(function () { log('tick'); });
      if (typeof setImmediate !== 'undefined') setImmediate(function () { log('immediate'); });
      setTimeout(function () { c.on('data', function () { log('client data'); }); if (c.writable) { log('-- second request'); c.write('GET /2 HTTP/1.1\r\nHost: x\r\n\r\n'); } }, 100);
      setTimeout(function () { log('-- client end'); c.end(); }, 250);
      setTimeout(function () { process.exit(0); }, 400);
    }, 50);
  });
  c.write('GET /1 HTTP/1.1\r\nHost: x\r\n\r\n');
});
