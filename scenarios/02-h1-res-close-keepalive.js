// title: A response on a connection that stays alive
// notice: does res emit 'close' after 'finish' while the keep-alive socket stays open; req close timing
// source: #21063, #30489, PR #20611
// min: 0.8.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach(function (v) { e.on(v, function () { log(n + ' ' + v); }); }); }
var server = http.createServer(function (req, res) {
  watch('req', req, ['end', 'close', 'aborted']);
  watch('res', res, ['finish', 'close']);
  res.end('hello', function () { log('end cb'); });
});
server.listen(0, '127.0.0.1', function () {
  var c = net.connect(server.address().port, '127.0.0.1');
  c.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  setTimeout(function () { log('-- client destroys'); c.destroy(); }, 150);
  setTimeout(function () { log('-- done'); process.exit(0); }, 300);
});
