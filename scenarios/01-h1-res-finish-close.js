// title: A response on a connection that will close
// notice: order of res finish/close, req end/close, socket close for GET + Connection: close
// source: #20600, PR #20611, PR #28685
// min: 0.8.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach(function (v) { e.on(v, function () { log(n + ' ' + v); }); }); }
var server = http.createServer(function (req, res) {
  log('request');
  watch('req', req, ['end', 'close', 'aborted']);
  watch('res', res, ['prefinish', 'finish', 'close']);
  watch('ssock', req.connection, ['end', 'finish', 'close']);
  res.end('hello');
  log('end() returned');
});
server.listen(0, '127.0.0.1', function () {
  var c = net.connect(server.address().port, '127.0.0.1');
  var d = '';
  c.setEncoding('utf8');
  c.on('data', function (x) { d += x; });
  c.on('end', function () { log('client end ' + /hello$/.test(d)); });
  c.on('close', function () { log('client close'); server.close(); setTimeout(function () { process.exit(0); }, 60); });
  c.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
});
