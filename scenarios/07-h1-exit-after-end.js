// title: process.exit() right after res.end()
// notice: server process calls process.exit() right after res.end()/write(): which response bytes survive
// source: PR #13522, PR #7946, #6654(v0.x), doc PR #6410
// min: 0.10.0
'use strict';
var http = require('http'), net = require('net'), cp = require('child_process');
function log(s) { console.log(s); }
if (process.argv[2] === 'srv') {
  var srv = http.createServer(function (req, res) {
    var m = req.url.slice(1);
    if (m === 'end') { res.end('hello'); process.exit(0); }
    if (m === 'write-end') { res.write('he'); res.end('llo'); process.exit(0); }
    if (m === 'write') { res.write('hello'); process.exit(0); }
    if (m === 'write-tick') { res.write('hello'); process.nextTick(function () { process.exit(0); }); }
    if (m === 'write-imm') { res.write('hello'); setImmediate(function () { process.exit(0); }); }
    if (m === 'head-imm') { res.writeHead(200, { 'X-A': '1' }); setImmediate(function () { process.exit(0); }); }
    if (m === 'write2-tick') { res.write('he'); res.write('llo'); process.nextTick(function () { process.exit(0); }); }
  });
  srv.listen(0, '127.0.0.1', function () { process.send(srv.address().port); });
} else {
  setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 5500);
  var modes = ['end', 'write-end', 'write', 'write-tick', 'write2-tick', 'write-imm', 'head-imm'];
  var next = function () {
    var m = modes.shift();
    if (!m) process.exit(0);
    var ch = cp.fork(__filename, ['srv']);
    ch.on('message', function (port) {
      var c = net.connect(port, '127.0.0.1'), d = '';
      c.setEncoding('utf8');
      c.on('data', function (x) { d += x; });
      c.on('error', function (e) { d += ' ' + e.code; });
      c.on('close', function () {
        log(m + ': ' + (d === '' ? 'nothing' : d.replace(/^HTTP[\s\S]*?\r\n\r\n/, 'head+').replace(/\r\n/g, '~')));
        next();
      });
      c.write('GET /' + m + ' HTTP/1.1\r\nHost: x\r\n\r\n');
    });
  };
  next();
}
