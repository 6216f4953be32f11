// title: HTTP/1.0, HEAD and 204 with keep-alive
// notice: framing + Connection chosen for HTTP/1.0, HTTP/1.0 keep-alive, HEAD, 204, 304 and write+end; is the socket kept
// source: PR #34231, #28438, performance#57, PR #64987
// min: 0.8.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 4000);
var server = http.createServer(function (req, res) {
  if (req.url === '/204') res.statusCode = 204;
  if (req.url === '/304') res.statusCode = 304;
  if (req.url === '/w') res.write('a');
  res.end(req.url === '/w' || req.url === '/e' ? 'b' : undefined);
});
var cases = [['1.0', 'GET /e HTTP/1.0\r\n\r\n'], ['1.0-ka', 'GET /e HTTP/1.0\r\nConnection: keep-alive\r\n\r\n'], ['1.0-ka-write', 'GET /w HTTP/1.0\r\nConnection: keep-alive\r\n\r\n'],
  ['1.1-write', 'GET /w HTTP/1.1\r\nHost: x\r\n\r\n'], ['1.1-end', 'GET /e HTTP/1.1\r\nHost: x\r\n\r\n'], ['head', 'HEAD /e HTTP/1.1\r\nHost: x\r\n\r\n'], ['204', 'GET /204 HTTP/1.1\r\nHost: x\r\n\r\n'], ['304', 'GET /304 HTTP/1.1\r\nHost: x\r\n\r\n'], ['empty', 'GET /x HTTP/1.1\r\nHost: x\r\n\r\n']];
function next() {
  var k = cases.shift();
  if (!k) process.exit(0);
  var c = net.connect(server.address().port, '127.0.0.1'), d = '', fin = false;
  c.setEncoding('utf8');
  c.on('data', function (x) { d += x; });
  c.on('end', function () { fin = true; });
  c.write(k[1]);
  setTimeout(function () {
    var h = d.split('\r\n\r\n')[0];
    function g(n) { var m = new RegExp(n + ': (\\S+)', 'i').exec(h); return m ? m[1] : '-'; }
    log(k[0] + ': conn=' + g('connection') + ' te=' + g('transfer-encoding') + ' cl=' + g('content-length') + ' ka=' + g('keep-alive') + ' body=' + JSON.stringify(d.slice(h.length + 4)) + ' fin=' + fin);
    c.destroy();
    next();
  }, 60);
}
server.listen(0, '127.0.0.1', next);
