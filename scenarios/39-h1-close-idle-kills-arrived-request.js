// title: closeIdleConnections() against a request that has arrived
// notice: two keep-alive connections; both clients send request 2 in one tick; handler of the first calls server.close(): fate of the second (bytes in kernel, not yet parsed)
// source: #51677; own
// min: 0.10.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
var n = 0;
var server = http.createServer(function (req, res) {
  n++;
  log('server ' + req.url);
  if (n === 3) { server.close(function () { log('server close cb'); }); log('close() called'); }
  res.end('ok');
});
server.listen(0, '127.0.0.1', function () {
  var cs = [];
  function mk(id, cb) {
    var c = net.connect(server.address().port, '127.0.0.1'), k = 0;
    c.on('error', function (e) { log('client ' + id + ' error ' + e.code); });
    c.on('end', function () { log('client ' + id + ' end'); });
    c.on('data', function () { k++; log('client ' + id + ' response ' + k); if (k === 1) cb(); });
    c.write('GET /' + id + '1 HTTP/1.1\r\nHost: x\r\n\r\n');
    cs.push(c);
  }
  mk('a', function () { mk('b', function () { setTimeout(function () { log('-- send'); cs[0].write('GET /a2 HTTP/1.1\r\nHost: x\r\n\r\n'); cs[1].write('GET /b2 HTTP/1.1\r\nHost: x\r\n\r\n'); }, 40); }); });
  setTimeout(function () { process.exit(0); }, 250);
});
