// title: The client resets after a complete chunked request
// notice: keep-alive Agent; server sends a complete chunked response and destroys / resets at once: client event order
// source: #64098, #63989
// min: 8.0.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 4000);
function run(label, kind, cb) {
  var server = net.createServer(function (s) {
    s.on('error', function () {});
    s.once('data', function () {
      s.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n', function () { if (kind === 'rst' && s.resetAndDestroy) s.resetAndDestroy(); else s.destroy(); });
    });
  });
  server.listen(0, '127.0.0.1', function () {
    var agent = new http.Agent({ keepAlive: true });
    var r = http.get({ port: server.address().port, host: '127.0.0.1', agent: agent });
    r.on('socket', function (k) { k.on('end', function () { log(label + ': sock end'); }); k.on('close', function () { log(label + ': sock close'); }); k.on('free', function () { log(label + ': sock free'); }); });
    r.on('response', function (s) {
      log(label + ': response');
      s.on('data', function () { log(label + ': data'); });
      ['end', 'aborted', 'close'].forEach(function (v) { s.on(v, function () { log(label + ': res ' + v + ' complete=' + s.complete); }); });
      s.on('error', function (e) { log(label + ': res error ' + e.code); });
    });
    r.on('error', function (e) { log(label + ': req error ' + e.code); });
    r.on('close', function () { log(label + ': req close'); });
    setTimeout(function () { agent.destroy(); server.close(); cb(); }, 200);
  });
}
run('fin', 'fin', function () { run('rst', 'rst', function () { process.exit(0); }); });
