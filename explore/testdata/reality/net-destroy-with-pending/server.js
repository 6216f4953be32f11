'use strict';
const net = require('net');
const server = net.createServer((socket) => {
  socket.on('error', (e) => console.log('error ' + e.code));
  socket.on('close', (had) => { console.log('close ' + had); server.close(); });
  socket.once('data', () => { socket.write(Buffer.alloc(200000)); setImmediate(() => socket.destroy()); });
});
server.listen(process.env.PORT || 8000, () => console.log('listening'));
