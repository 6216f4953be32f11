// title: server.close() after a big end()
// notice: res.end(8 MiB) to a slow reader, then server.close() sync / next tick / after 60 ms while bytes are still unsent: is the body truncated
// source: PR #43890; cnighswonger/claude-code-cache-fix #357
// min: 0.8.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 5500);
var N = 8 * 1024 * 1024, body = Buffer.alloc ? Buffer.alloc(N, 97) : new Buffer(new Array(N + 1).join('a'));
function run(mode, cb) {
  var ev = [];
  var server = http.createServer(function (req, res) {
    ['finish', 'close'].forEach(function (v) { res.on(v, function () { ev.push('res-' + v); }); });
    req.on('aborted', function () { ev.push('req-aborted'); });
    res.writeHead(200, { 'Content-Length': N });
    function go() { ev.push('close()'); server.close(function () { ev.push('server-closed'); }); }
    if (mode === 'before-end') go();
    res.end(body);
    if (mode === 'sync') go();
    if (mode === 'tick') process.nextTick(go);
    if (mode === 'later') setTimeout(go, 60);
  });
  server.listen(0, '127.0.0.1', function () {
    var c = net.connect(server.address().port, '127.0.0.1'), n = 0, e2 = '', hdr = false;
    c.pause();
    c.on('data', function (x) { if (!hdr) { hdr = true; var s = x.toString('binary'); n -= s.indexOf('\r\n\r\n') + 4; } n += x.length; });
    c.on('error', function (e) { e2 = ' ' + e.code; });
    c.on('end', function () { e2 += ' FIN'; });
    c.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    setTimeout(function () { c.resume(); }, 120);
    setTimeout(function () { log(mode + ': client ' + (n === N ? 'all' : n > 0 ? 'truncated' : 'nothing') + e2 + '; server ' + ev.join(',')); c.destroy(); cb(); }, 450);
  });
}
run('before-end', function () { run('sync', function () { run('tick', function () { run('later', function () { process.exit(0); }); }); }); });
