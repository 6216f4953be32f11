'use strict';
const net = require('node:net');
const server = net.createServer((socket) => socket.end('bye'));
server.listen(0, () => net.connect(server.address().port).on('close', () => server.close()).resume());
