// title: Destroying the agent with a request in flight
// notice: agent.destroy() with one in-flight, one queued (maxSockets 1) and later request
// source: own
// min: 0.12.0
'use strict';
var http = require('http');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
var server = http.createServer(function (req, res) { log('server ' + req.url); if (req.url === '/later') res.end('x'); });
server.listen(0, '127.0.0.1', function () {
  var agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  function go(p) {
    var r = http.get({ port: server.address().port, host: '127.0.0.1', agent: agent, path: p });
    r.on('response', function (s) { log('response ' + p); s.resume(); });
    ['error', 'close'].forEach(function (v) { r.on(v, function (e) { log(p + ' ' + v + (e && e.code ? ' ' + e.code : '')); }); });
  }
  go('/inflight'); go('/queued');
  setTimeout(function () { log('-- agent.destroy'); agent.destroy(); log('-- returned'); }, 80);
  setTimeout(function () { go('/later'); }, 160);
  setTimeout(function () { process.exit(0); }, 300);
});
