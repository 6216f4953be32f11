'use strict';
const http = require('http');
http.createServer((req, res) => {
  res.on('finish', () => { console.log('finish'); process.exit(0); });
  res.end('hello');
}).listen(process.env.PORT || 8000, () => console.log('listening'));
