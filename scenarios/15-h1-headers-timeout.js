// title: The headers timeout
// notice: headersTimeout=150/requestTimeout=300 with slow headers / slow body: 408, bare close or nothing; clientError code
// source: PR #41263, #43355
// min: 8.0.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 5000);
function run(label, first, drip, cb) {
  var server;
  try { server = http.createServer({ connectionsCheckingInterval: 50 }, h); } catch (e) { server = http.createServer(h); }
  if (server.listeners('request').length === 0) server.on('request', h);
  function h(req, res) { log(label + ': request'); req.on('error', function (e) { log(label + ': req error ' + e.code); }); req.on('aborted', function () { log(label + ': req aborted'); }); req.resume(); }
  server.headersTimeout = 150;
  server.requestTimeout = 300;
  server.listen(0, '127.0.0.1', function () {
    var c = net.connect(server.address().port, '127.0.0.1'), d = '', over = false, t0 = Date.now();
    c.setEncoding('utf8');
    c.on('data', function (x) { d += x; });
    c.on('error', function (e) { d += ' ' + e.code; });
    function fin(w) { if (over) return; over = true; clearInterval(iv); log(label + ': client ' + w + ' got "' + d.split('\r\n')[0] + '"'); c.destroy(); cb(); }
    c.on('close', function () { var t = Date.now() - t0; fin('closed ' + (t < 250 ? '150-250' : t < 450 ? '300-450' : 'late')); });
    c.write(first);
    var iv = setInterval(function () { if (!over) c.write(drip); }, 40);
    setTimeout(function () { fin('open'); }, 900);
  });
}
run('headers', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: ', 'a', function () {
  run('body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n', 'a', function () {
    run('silent', '', '', function () { process.exit(0); });
  });
});
