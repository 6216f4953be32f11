// title: Upgrade, then close
// notice: server.close()/closeAllConnections() with an upgraded socket: does the close callback come
// source: own
// min: 0.10.0
'use strict';
var http = require('http'), net = require('net');
function log(s) { console.log(s); }
setTimeout(function () { log('TIMEOUT'); process.exit(0); }, 3000);
var server = http.createServer(function (req, res) { res.end('plain'); });
server.on('upgrade', function (req, sock, head) { log('upgrade'); sock.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n'); sock.on('data', function (d) { log('server data ' + d); }); sock.on('end', function () { log('server sock end'); sock.end(); }); sock.on('close', function () { log('server sock close'); }); });
server.listen(0, '127.0.0.1', function () {
  var c = net.connect(server.address().port, '127.0.0.1');
  c.on('data', function (d) { log('client data'); });
  c.on('end', function () { log('client end'); });
  c.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n');
  setTimeout(function () {
    server.close(function () { log('server close cb'); });
    if (server.closeAllConnections) server.closeAllConnections();
    setTimeout(function () { log('-- client write'); c.write('hi'); }, 60);
    setTimeout(function () { log('-- client end'); c.end(); }, 140);
    setTimeout(function () { process.exit(0); }, 260);
  }, 60);
});
