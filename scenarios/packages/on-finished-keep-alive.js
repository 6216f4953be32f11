// title: on-finished: two requests on one connection
// notice: when it reports a request and a response, before or after 'finish' and 'close'; the connection stays
// source: npm on-finished; seed 001
// min: 18.0.0
'use strict';
const http = require('http');
const onFinished = require('on-finished');
const log = (...a) => console.log(...a);
const agent = new http.Agent({ keepAlive: true });
const server = http.createServer((req, res) => {
  log(req.url, 'finished already:', onFinished.isFinished(req), onFinished.isFinished(res));
  res.on('finish', () => log(req.url, "'finish'"));
  res.on('close', () => log(req.url, "'close'"));
  onFinished(res, (err, r) => log(req.url, 'response done', err && err.code, r === res));
  onFinished(req, (err, r) => log(req.url, 'request done', err && err.code, r === req));
  res.end('hello');
  log(req.url, 'after end():', onFinished.isFinished(res));
});
const get = (path, cb) => http.get({ port: server.address().port, path, agent }, (res) => {
  res.resume();
  res.on('end', () => setTimeout(cb, 10));
});
server.listen(0, () => get('/1', () => get('/2', () => {
  agent.destroy();
  server.close(() => log('closed'));
})));
