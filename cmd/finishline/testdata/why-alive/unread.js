// Nobody reads the response, so its connection never becomes free.
const http = require('http');
const server = http.createServer((req, res) => res.end(Buffer.alloc(5000000)));
server.keepAliveTimeout = 0;
server.listen(9000, () => {
  http.get('http://127.0.0.1:9000/big', () => server.close());
});
