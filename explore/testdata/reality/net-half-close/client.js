'use strict';
const net = require('net');
const socket = net.connect(process.env.PORT || 8000, process.env.HOST || 'server');
socket.on('connect', () => { console.log('connect'); socket.write('a'.repeat(1000)); socket.end('b'); });
let text = '';
socket.on('data', (d) => { text += d; });
socket.on('end', () => console.log('end ' + text));
socket.on('error', (e) => console.log('error ' + e.code));
socket.on('close', (had) => console.log('close ' + had));
