'use strict';
const http = require('http');
const agent = new http.Agent({ keepAlive: true });
const req = http.get({ host: process.env.HOST || 'server', port: process.env.PORT || 8000, agent }, (res) => {
  console.log('status ' + res.statusCode);
  let bytes = 0;
  res.on('data', (d) => { bytes += d.length; });
  res.on('aborted', () => console.log('aborted'));
  res.on('end', () => console.log('end ' + bytes));
  res.on('error', (e) => console.log('response error ' + e.code));
  res.on('close', () => { console.log('response close'); agent.destroy(); });
});
req.on('error', (e) => console.log('error ' + e.code));
req.on('close', () => console.log('request close'));
