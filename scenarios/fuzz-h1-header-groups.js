// title: When header lines come in groups
// notice: lines in groups (trailers, more than 31 lines, and every block after such a one) run the ticks that wait, others do not: 'end' of one request before or after the next 'request'
// source: found by finishline fuzz (messages-82026)
// min: 18.0.0
const http = require('http'), net = require('net');
const post = 'POST /body HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
const many = 'GET /many HTTP/1.1\r\nHost: a\r\n' + Array.from({ length: 40 }, (_, i) => 'H' + i + ': 1\r\n').join('') + '\r\n';
const reads = {
  'no trailers': post + '5\r\nhello\r\n0\r\n\r\n' + post + '0\r\n\r\n',
  'trailers': post + '5\r\nhello\r\n0\r\nT: 1\r\n\r\n' + post + '0\r\n\r\n',
  'trailers without a body': post + '0\r\nT: 1\r\n\r\n' + post + '0\r\n\r\n',
  'many lines': post + '0\r\n\r\n' + many + post + '0\r\n\r\n',
  'trailers, then no request': post + '0\r\nT: 1\r\n\r\nhello',
};
let n = 0;
const server = http.createServer((req, res) => {
  const id = ++n;
  console.log(id, 'request', req.url, Object.keys(req.headers).length);
  process.nextTick(() => console.log(id, 'tick'));
  Promise.resolve().then(() => console.log(id, 'job'));
  req.on('data', (d) => console.log(id, 'data', d.length)).on('end', () => { console.log(id, 'end', req.trailers.t); res.end(); });
});
server.on('clientError', (e, s) => { console.log(e.code); s.destroy(); });
server.listen(0, '127.0.0.1', function next() {
  const [name] = Object.keys(reads);
  if (!name) return server.close(() => console.log('closed'));
  console.log(name);
  const c = net.connect(server.address().port, '127.0.0.1', () => c.write(reads[name]));
  setTimeout(() => { c.destroy(); delete reads[name]; next(); }, 200);
});
