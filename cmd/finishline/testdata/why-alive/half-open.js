// The client has ended, the server's side is never ended.
const net = require('net');
const server = net.createServer({ allowHalfOpen: true }, (socket) => socket.resume());
server.listen(7000, () => {
  const socket = net.connect(7000, () => {
    socket.end('bye');
    server.close();
  });
});
