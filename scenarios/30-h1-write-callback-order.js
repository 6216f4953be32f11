// title: Write callbacks, end callback and 'finish'
// notice: write cb a, write cb b, end cb, prefinish, finish vs nextTick, promise, immediate for a small response
// source: PR v0.x #5253, PR #7378; own
// min: 0.10.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
var server = http.createServer(function (req, res) {
  ['prefinish', 'finish', 'close', 'drain'].forEach(function (v) { res.on(v, function () { log(v); }); });
  process.nextTick(function () { log('tick before'); });
  if (typeof Promise !== 'undefined') Promise.resolve().then(function () { log('micro before'); });
  log('w1 ' + res.write('a', 'binary', function () { log('cb a'); }));
  log('w2 ' + res.write('b', 'binary', function () { log('cb b'); }));
  res.end('c', 'binary', function () { log('cb end'); });
  process.nextTick(function () { log('tick after'); });
  if (typeof Promise !== 'undefined') Promise.resolve().then(function () { log('micro after'); });
  setImmediate(function () { log('immediate'); });
});
server.listen(0, '127.0.0.1', function () {
  var c = net.connect(server.address().port, '127.0.0.1');
  c.on('data', function () { log('client data'); });
  c.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  setTimeout(function () { process.exit(0); }, 150);
});
