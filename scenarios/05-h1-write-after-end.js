// title: Writing after end()
// notice: res.write()/res.end() after res.end(): throw, emit error, callback or silent
// source: PR #35845, PR #1143
// min: 0.8.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
var server = http.createServer(function (req, res) {
  res.on('error', function (e) { log('res error ' + (e.code || e.message)); });
  res.on('finish', function () { log('res finish'); });
  res.on('close', function () { log('res close'); });
  res.end('one', function (e) { log('end1 cb ' + (e ? e.code : 'ok')); });
  process.nextTick(function () { log('tick'); });
  try { log('end2 -> ' + typeof res.end('two', function (e) { log('end2 cb ' + (e ? e.code : 'ok')); })); } catch (e) { log('end2 threw ' + (e.code || e.message)); }
  try { log('write -> ' + res.write('three', function (e) { log('write cb ' + (e ? e.code : 'ok')); })); } catch (e) { log('write threw ' + (e.code || e.message)); }
  setTimeout(function () {
    try { res.end(function (e) { log('end3 cb ' + (e ? e.code : 'ok')); }); } catch (e) { log('end3 threw ' + (e.code || e.message)); }
  }, 80);
});
server.listen(0, '127.0.0.1', function () {
  var c = net.connect(server.address().port, '127.0.0.1'), d = '';
  c.setEncoding('utf8');
  c.on('data', function (x) { d += x; });
  c.on('close', function () { log('client body=' + d.split('\r\n\r\n').slice(1).join('|').replace(/\r\n/g, '~')); });
  c.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  setTimeout(function () { process.exit(0); }, 250);
});
