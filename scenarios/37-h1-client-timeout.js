// title: The client's timeout
// notice: client req.setTimeout(60): before response / between body chunks: event order, default action, destroy() in handler
// source: #4233; own
// min: 0.10.0
'use strict';
var http = require('http');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 4000);
var server = http.createServer(function (req, res) { req.on('close', function () {}); if (req.url === '/body') res.write('x'); setTimeout(function () { res.end('end'); }, 130); });
var cases = [['none', '/', false], ['destroy', '/', true], ['body', '/body', false], ['body-destroy', '/body', true]];
function next() {
  var k = cases.shift();
  if (!k) process.exit(0);
  var ev = [];
  var r = http.get({ port: server.address().port, host: '127.0.0.1', agent: false, path: k[1] });
  r.setTimeout(60, function () { ev.push('timeout'); if (k[2]) { (r.destroy || r.abort).call(r); ev.push('|'); } });
  ['abort', 'error', 'close'].forEach(function (v) { r.on(v, function (e) { ev.push(v + (e && e.code ? ':' + e.code : '')); }); });
  r.on('response', function (s) { ev.push('response'); ['aborted', 'error', 'end', 'close', 'timeout'].forEach(function (v) { s.on(v, function (e) { ev.push('res-' + v + (e && e.code ? ':' + e.code : '')); }); }); s.on('data', function () { ev.push('data'); }); });
  setTimeout(function () { log(k[0] + ': ' + ev.join(' ')); next(); }, 230);
}
server.listen(0, '127.0.0.1', next);
