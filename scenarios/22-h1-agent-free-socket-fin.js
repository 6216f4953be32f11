// title: A free agent socket that the server closes
// notice: keep-alive Agent: server closes the free socket (FIN); second request issued at several phases afterwards
// source: #47130, #63989
// min: 0.12.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 4000);
function run(label, when, cb) {
  var socks = 0;
  var server = net.createServer(function (s) {
    socks++;
    s.on('error', function () {});
    var my = socks;
    s.once('data', function () { s.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'); if (my === 1) setTimeout(function () { s.end(); }, 30); });
  });
  server.listen(0, '127.0.0.1', function () {
    var agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    function req(n, done) {
      var r = http.get({ port: server.address().port, host: '127.0.0.1', agent: agent, path: '/' + n });
      r.on('response', function (s) { log(label + ': response ' + n + ' conns=' + socks + (r.reusedSocket ? ' reused' : '')); s.resume(); s.on('end', function () { done && done(r); }); });
      r.on('error', function (e) { log(label + ': error ' + n + ' ' + e.code + (r.reusedSocket ? ' reused' : '')); });
      return r;
    }
    var r1 = req(1, function () {
      if (when === 'end') req(2);
      var s = r1.socket;
      if (when === 'sock-end') s.on('end', function () { log(label + ': free socket end'); req(2); });
      if (when === 'sock-close') s.on('close', function () { log(label + ': free socket close'); req(2); });
      if (when === 'later') setTimeout(function () { req(2); }, 120);
    });
    setTimeout(function () { agent.destroy(); server.close(); cb(); }, 300);
  });
}
run('in-end', 'end', function () { run('on-fin', 'sock-end', function () { run('on-close', 'sock-close', function () { run('later', 'later', function () { process.exit(0); }); }); }); });
