// title: A limit of requests per socket
// notice: maxRequestsPerSocket=2: Connection header on the last allowed one, what happens to pipelined #3
// source: oven-sh/bun #33472; own
// min: 8.0.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
var server = http.createServer(function (req, res) { log('request ' + req.url); res.end('ok'); });
server.maxRequestsPerSocket = 2;
server.on('dropRequest', function () { log('dropRequest'); });
server.listen(0, '127.0.0.1', function () {
  var c = net.connect(server.address().port, '127.0.0.1'), d = '';
  c.setEncoding('utf8');
  c.on('data', function (x) { d += x; });
  c.on('end', function () { log('client FIN'); });
  var r = ''; for (var i = 1; i < 5; i++) r += 'GET /' + i + ' HTTP/1.1\r\nHost: x\r\n\r\n';
  c.write(r);
  setTimeout(function () { log((d.match(/HTTP\/1.1 \d+|connection: [-a-z]+|keep-alive: \S+( max=\d+)?/gi) || []).join(' ; ')); process.exit(0); }, 200);
});
