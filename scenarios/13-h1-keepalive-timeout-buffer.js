// title: The keep-alive timeout and its extra second
// notice: keepAliveTimeout=1000: Keep-Alive header value, when the server closes the idle socket (bucketed), event order
// source: PR #52653, PR #59243
// min: 0.8.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 5000);
var t0;
var server = http.createServer(function (req, res) {
  req.connection.on('end', function () { log('ssock end'); });
  req.connection.on('finish', function () { log('ssock finish'); });
  req.connection.on('close', function () { log('ssock close'); });
  res.end('ok');
});
server.keepAliveTimeout = 1000;
server.listen(0, '127.0.0.1', function () {
  log('buffer=' + server.keepAliveTimeoutBuffer + ' timeout=' + server.timeout);
  var c = net.connect(server.address().port, '127.0.0.1');
  c.setEncoding('utf8');
  c.on('data', function (d) { t0 = Date.now(); var m = /keep-alive: (\S+)/i.exec(d); log('data Keep-Alive=' + (m ? m[1] : 'none')); });
  c.on('end', function () { var dt = Date.now() - t0; log('client end in ' + (dt < 900 ? '<0.9' : dt < 1700 ? '0.9-1.7' : dt < 2700 ? '1.9-2.7' : '>2.7') + 's'); });
  c.on('close', function () { log('client close'); setTimeout(function () { process.exit(0); }, 50); });
  c.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n');
  setTimeout(function () { log('still open'); process.exit(0); }, 3000);
});
