// title: Destroying the request after a 413
// notice: server ends a 413 then req.destroy() while a 3 MiB upload goes on: client/server events
// source: #64272
// min: 8.0.0
'use strict';
var http = require('http');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 4000);
var server = http.createServer(function (req, res) {
  var n = 0, done = false;
  req.on('data', function (c) {
    n += c.length;
    if (n > 1048576 && !done) { done = true; res.writeHead(413); res.end(); req.destroy(); log('server 413 + destroy'); }
  });
  ['aborted', 'error', 'close'].forEach(function (v) { req.on(v, function (e) { log('server req ' + v + (e && e.code ? ' ' + e.code : '')); }); });
  ['finish', 'close'].forEach(function (v) { res.on(v, function () { log('server res ' + v); }); });
});
server.listen(0, '127.0.0.1', function () {
  var r = http.request({ port: server.address().port, host: '127.0.0.1', method: 'POST', agent: false });
  r.on('response', function (s) { log('client response ' + s.statusCode); s.resume(); ['end', 'aborted', 'close'].forEach(function (v) { s.on(v, function () { log('client res ' + v); }); }); s.on('error', function (e) { log('client res error ' + e.code); }); });
  r.on('error', function (e) { log('client req error ' + e.code); });
  r.on('finish', function () { log('client req finish'); });
  r.on('close', function () { log('client req close'); });
  setTimeout(function () { process.exit(0); }, 400);
  r.write(Buffer.alloc(3 * 1024 * 1024, 97));
  r.end();
});
