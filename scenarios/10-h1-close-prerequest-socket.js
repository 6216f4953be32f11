// title: server.close() with a connection that sent no request
// notice: server.close() (+closeIdleConnections) with sockets that sent nothing / partial header
// source: #63452, PR #63470
// min: 0.8.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
function run(label, payload, explicit, cb) {
  var server = http.createServer(function (req, res) { res.end('ok'); });
  server.listen(0, '127.0.0.1', function () {
    var c = net.connect(server.address().port, '127.0.0.1'), state = 'open', closed = false;
    c.on('error', function (e) { state = e.code; });
    c.on('end', function () { state = 'FIN'; });
    c.on('data', function () {});
    if (payload) c.write(payload);
    setTimeout(function () {
      server.close(function () { closed = true; });
      if (explicit && server.closeIdleConnections) server.closeIdleConnections();
      setTimeout(function () { log(label + ': client=' + state + ' serverClosed=' + closed); c.destroy(); cb(); }, 100);
    }, 60);
  });
}
run('silent', '', false, function () {
  run('silent+closeIdle', '', true, function () {
    run('partial-header', 'GET / HT', true, function () {
      run('partial-body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc', true, function () { process.exit(0); });
    });
  });
});
