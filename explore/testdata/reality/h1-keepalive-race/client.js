'use strict';
const http = require('http');
const agent = new http.Agent({ keepAlive: true });
function get(then) {
  const req = http.get({ host: process.env.HOST || 'server', port: process.env.PORT || 8000, agent }, (res) => {
    console.log('status ' + res.statusCode);
    res.on('end', () => { console.log('end'); then(); }).resume();
  });
  req.on('error', (e) => { console.log('error ' + e.code + ', socket ' + (req.reusedSocket ? 'reused' : 'new')); agent.destroy(); });
}
get(() => setTimeout(() => get(() => agent.destroy()), 20));
