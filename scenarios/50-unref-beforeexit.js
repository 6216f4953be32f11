// title: What unref() leaves running
// notice: unref'd server/socket/timer: does a pending request finish before exit; beforeExit / exit order
// source: own
// min: 0.12.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
process.on('beforeExit', function () { log('beforeExit'); });
process.on('exit', function () { log('exit'); });
var server = http.createServer(function (req, res) {
  log('request');
  req.connection.unref();
  setTimeout(function () { log('unref timer fired'); res.end('x'); }, 100).unref();
  res.on('finish', function () { log('finish'); });
});
server.listen(0, '127.0.0.1', function () {
  server.unref();
  var c = net.connect(server.address().port, '127.0.0.1');
  c.on('data', function () { log('client data'); c.destroy(); });
  c.on('close', function () { log('client close'); });
  c.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  setTimeout(function () { log('ref timer: unref client'); c.unref(); }, 40);
});
