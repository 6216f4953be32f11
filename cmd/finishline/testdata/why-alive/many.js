// Twenty connections that wait for the same thing are told once.
const net = require('net');
const server = net.createServer((socket) => socket.resume());
server.listen(7000, () => {
  for (let i = 0; i < 20; i++) net.connect(7000);
});
