// title: server.close() in the middle of a request
// notice: server.close() during an active keep-alive request: Connection header, socket fate, callback time
// source: #12259, v0.x #9066
// min: 0.8.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
var server = http.createServer(function (req, res) {
  log('request');
  res.on('finish', function () { log('res finish'); });
  req.connection.on('close', function () { log('ssock close'); });
  server.close(function () { log('server close cb'); });
  setTimeout(function () { log('-- responding'); res.end('ok'); }, 80);
});
server.listen(0, '127.0.0.1', function () {
  var c = net.connect(server.address().port, '127.0.0.1');
  c.setEncoding('utf8');
  c.on('data', function (d) { var m = /connection: (\S+)/i.exec(d); log('client data connection=' + (m ? m[1] : 'none')); });
  c.on('end', function () { log('client end'); });
  c.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n');
  setTimeout(function () { log('-- client destroy'); c.destroy(); }, 300);
  setTimeout(function () { process.exit(0); }, 380);
});
