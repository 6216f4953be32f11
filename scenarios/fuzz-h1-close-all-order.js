// title: In which order closeAllConnections goes through the connections
// notice: up to 25 those without a message in progress come first; from 26 on they stand as they were made
// source: found by finishline fuzz
// min: 18.0.0
const http = require('http'), net = require('net');
const server = http.createServer((q, s) => s.end());
server.listen(0, '127.0.0.1', () => {
  const open = (name, data, ms) => setTimeout(() => {
    const c = net.connect(server.address().port, '127.0.0.1');
    c.resume().on('end', () => console.log('end', name));
    if (data) c.write(data);
  }, ms);
  open('silent', '', 0);
  open('served', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', 25);
  open('half', 'GET / HTTP/1.1\r\n', 50);
  setTimeout(() => { server.closeAllConnections(); server.close(); }, 100);
});
