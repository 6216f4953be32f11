// title: A keep-alive server that will not exit: destroy the connection
// notice: four ways to answer and shut down at once; which let the response out, and when the server has closed
// source: seed 003 (request.connection.destroy() in the response callback)
// min: 18.0.0
'use strict';
const http = require('http');
const net = require('net');
const ways = {
  'close() alone': (server) => server.close(() => console.log('  server closed')),
  'destroy after end()': (server, req, res) => { server.close(() => console.log('  server closed')); req.socket.destroy(); },
  "destroy at 'finish'": (server, req, res) => { server.close(() => console.log('  server closed')); res.on('finish', () => req.socket.destroy()); },
  'destroySoon': (server, req) => { server.close(() => console.log('  server closed')); req.socket.destroySoon(); },
  'closeAllConnections()': (server) => { server.close(() => console.log('  server closed')); server.closeAllConnections(); },
};
function run(names) {
  const name = names.shift();
  if (!name) return;
  console.log(name);
  const server = http.createServer((req, res) => {
    res.on('finish', () => console.log("  response 'finish'"));
    res.on('close', () => console.log("  response 'close', finished", res.writableFinished));
    res.end('bye');
    ways[name](server, req, res);
  });
  server.keepAliveTimeout = 150;
  server.listen(0, () => {
    const socket = net.connect(server.address().port, () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    let got = '';
    socket.on('data', (d) => got += d);
    socket.on('error', (e) => console.log('  client', e.code));
    socket.on('end', () => console.log("  client 'end'"));
    socket.on('close', () => {
      console.log('  client got', got.split('\r\n')[0] || 'nothing', got.endsWith('bye'));
      setTimeout(run, 20, names);
    });
  });
}
run(Object.keys(ways));
