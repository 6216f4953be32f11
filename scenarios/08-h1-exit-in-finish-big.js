// title: process.exit() in 'finish' with a big body
// notice: 'finish'/write-callback on a 16 MiB response + reader that starts late: process.exit() inside it truncates the body or not
// source: #6456, PR #6410; code _http_outgoing._writeRaw
// min: 0.10.0
'use strict';
var http = require('http'), net = require('net'), cp = require('child_process');
function log(s) { console.log(s); }
var N = 16 * 1024 * 1024;
if (process.argv[2] === 'srv') {
  var body = Buffer.alloc ? Buffer.alloc(N, 97) : new Buffer(N);
  var srv = http.createServer(function (req, res) {
    res.writeHead(200, { 'Content-Length': N });
    if (req.url === '/finish') { res.on('finish', function () { process.exit(0); }); res.end(body); }
    if (req.url === '/write-cb') { res.write(body, 'binary', function () { process.exit(0); }); }
    if (req.url === '/imm') { res.end(body); setImmediate(function () { process.exit(0); }); }
  });
  srv.listen(0, '127.0.0.1', function () { process.send(srv.address().port); });
} else {
  setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 5500);
  var modes = ['finish', 'write-cb', 'imm'];
  var next = function () {
    var m = modes.shift();
    if (!m) process.exit(0);
    var ch = cp.fork(__filename, ['srv']), exited = false, before = false;
    ch.on('exit', function () { exited = true; });
    ch.on('message', function (port) {
      var c = net.connect(port, '127.0.0.1'), n = 0, err = '';
      c.on('error', function (e) { err = ' ' + e.code; });
      c.on('close', function () { log(m + ': ' + (n > N ? 'all' : n === 0 ? 'nothing' : 'truncated') + err + ' exited-before-read=' + before); next(); });
      c.write('GET /' + m + ' HTTP/1.1\r\nHost: x\r\n\r\n');
      setTimeout(function () { before = exited; c.on('data', function (x) { n += x.length; }); }, 300);
    });
  };
  next();
}
