// title: A socket timeout while the response is pending
// notice: server.setTimeout(100) while a response is pending: default destroy vs handler; req/res events
// source: v0.x PR #4927, #29248, PR #27558
// min: 0.10.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 4000);
function run(label, setup, cb) {
  var server = http.createServer(function (req, res) {
    setup(server, req, res);
    ['aborted', 'error', 'close'].forEach(function (v) { req.on(v, function (e) { log(label + ': req ' + v + (e && e.code ? ' ' + e.code : '')); }); });
    ['error', 'close', 'finish'].forEach(function (v) { res.on(v, function (e) { log(label + ': res ' + v + (e && e.code ? ' ' + e.code : '')); }); });
  });
  server.setTimeout(100);
  server.listen(0, '127.0.0.1', function () {
    var c = net.connect(server.address().port, '127.0.0.1'), over = false;
    c.on('end', function () { log(label + ': client end'); });
    c.on('error', function (e) { log(label + ': client error ' + e.code); });
    function fin(w) { if (!over) { over = true; log(label + ': client ' + w); c.destroy(); setTimeout(cb, 50); } }
    c.on('close', function () { fin('closed'); });
    setTimeout(function () { fin('open'); }, 350);
    c.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  });
}
run('default', function () {}, function () {
  run('res.setTimeout', function (s, req, res) { res.setTimeout(60, function () { log('res.setTimeout: res timeout'); }); }, function () {
    run('sock-listener', function (s, req) { req.connection.on('timeout', function () { log('sock-listener: sock timeout'); }); }, function () { process.exit(0); });
  });
});
