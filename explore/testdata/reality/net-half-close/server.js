'use strict';
const net = require('net');
const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (d) => { text += d; });
  socket.on('end', () => { console.log('got ' + text.length); socket.end('thanks'); server.close(); });
  socket.on('close', () => console.log('close'));
});
server.listen(process.env.PORT || 8000, () => console.log('listening'));
