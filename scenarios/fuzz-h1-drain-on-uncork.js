// title: 'drain' of a response whose writes were gathered
// notice: 26 gathers the writes of one tick and emits 'drain' when they leave, before the request's 'end'
// source: found by finishline fuzz
// min: 18.0.0
'use strict';
const http = require('http');
const server = http.createServer((req, res) => {
  for (const event of ['drain', 'finish', 'close']) res.on(event, () => console.log('response', event));
  req.resume().on('end', () => console.log('request end'));
  console.log('write', res.write(Buffer.alloc(200000), () => console.log('written')), res.writableLength > 0);
  setTimeout(() => res.end(() => console.log('ended')), 50);
});
server.listen(0, '127.0.0.1', () => {
  http.get({ port: server.address().port, agent: false }, (res) => {
    let n = 0;
    res.on('data', (d) => { n += d.length; });
    res.on('end', () => { console.log('got', n); server.close(); });
  });
});
