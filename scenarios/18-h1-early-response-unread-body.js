// title: Answering before the upload is read
// notice: server answers 413 + Connection: close without reading an upload; http client view (4 MiB body, small body, body after response)
// source: #9085, #21026, #27916
// min: 0.10.0
'use strict';
var http = require('http');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 5000);
function buf(n) { return Buffer.alloc ? Buffer.alloc(n, 97) : new Buffer(n); }
var cases = [['big', 4 * 1024 * 1024, false], ['small', 1000, false], ['big+drain', 4 * 1024 * 1024, true]];
function next() {
  var k = cases.shift();
  if (!k) process.exit(0);
  var ev = [], sev = [];
  var server = http.createServer(function (req, res) {
    req.on('error', function (e) { sev.push('req-error ' + e.code); });
    req.on('aborted', function () { sev.push('aborted'); });
    req.on('end', function () { sev.push('end'); });
    res.on('finish', function () { sev.push('finish'); });
    req.connection.on('close', function () { sev.push('sock-close'); });
    if (k[2]) req.resume();
    res.writeHead(413, { Connection: 'close', 'Content-Length': 4 });
    res.end('nope');
  });
  server.listen(0, '127.0.0.1', function () {
    var r = http.request({ port: server.address().port, host: '127.0.0.1', method: 'POST', agent: false, headers: { 'Content-Length': k[1] } });
    r.on('response', function (s) { ev.push('response ' + s.statusCode); s.on('data', function () { ev.push('data'); }); s.on('end', function () { ev.push('end'); }); s.on('aborted', function () { ev.push('res-aborted'); }); s.on('error', function (e) { ev.push('res-error ' + e.code); }); });
    r.on('error', function (e) { ev.push('req-error ' + e.code); });
    r.on('close', function () { ev.push('req-close'); });
    r.end(buf(k[1]));
    setTimeout(function () { log(k[0] + ': client ' + ev.join(',')); log(k[0] + ': server ' + sev.join(',')); next(); }, 500);
  });
}
next();
