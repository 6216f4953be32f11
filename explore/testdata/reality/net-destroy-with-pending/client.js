'use strict';
const net = require('net');
const socket = net.connect(process.env.PORT || 8000, process.env.HOST || 'server');
socket.on('connect', () => { console.log('connect'); socket.write('go'); });
socket.on('data', () => {});
socket.on('end', () => console.log('end'));
socket.on('error', (e) => console.log('error ' + e.code));
socket.on('close', (had) => console.log('close ' + had));
