// title: Refusing Expect: 100-continue
// notice: checkContinue answered with 417 (no 100): Connection header, fate of body bytes / next request; and default auto-100
// source: Deno/Bun parity oven-sh/bun #33293 (quotes node writeHead)
// min: 0.10.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 4000);
function run(label, reject, cb) {
  var server = http.createServer(function (req, res) { log(label + ': request ' + req.url); req.resume(); res.end('ok'); });
  if (reject) server.on('checkContinue', function (req, res) { log(label + ': checkContinue'); res.writeHead(417, { 'Content-Length': 0 }); res.end(); });
  server.on('clientError', function (e, s) { log(label + ': clientError ' + e.code); s.destroy(); });
  server.listen(0, '127.0.0.1', function () {
    var c = net.connect(server.address().port, '127.0.0.1'), d = '';
    c.setEncoding('utf8');
    c.on('error', function () {});
    c.on('data', function (x) { d += x; });
    c.on('end', function () { d += '[FIN]'; });
    c.write('POST /up HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n');
    setTimeout(function () { if (c.writable) c.write(reject ? 'GET /next HTTP/1.1\r\nHost: x\r\n\r\n' : 'hello'); }, 80);
    setTimeout(function () {
      var st = (d.match(/HTTP\/1.1 \d+|connection: [-a-z]+|\[FIN\]/gi) || []).join(' ; ');
      log(label + ': wire ' + st);
      c.destroy(); cb();
    }, 250);
  });
}
run('reject', true, function () { run('auto', false, function () { process.exit(0); }); });
