// title: stoppable: a response in flight at shutdown
// notice: the first server waits for it, the second one's grace period is too short and cuts it off
// source: npm stoppable; seed 003
// min: 18.0.0
'use strict';
const http = require('http');
const stoppable = require('stoppable');
const log = (...a) => console.log(...a);
function run(grace, takes, done) {
  const agent = new http.Agent({ keepAlive: true });
  const server = stoppable(http.createServer((req, res) => {
    res.on('close', () => log('response close, finished', res.writableFinished));
    res.write('begin ');
    setTimeout(stop, 20);
    setTimeout(() => res.end('end'), takes);
  }), grace);
  server.listen(0, () => {
    http.get({ port: server.address().port, agent }, (res) => {
      let body = '';
      res.setEncoding('utf8');
      res.on('data', (d) => body += d);
      res.on('error', (e) => log('client error', e.code));
      res.on('close', () => log('client got', JSON.stringify(body), 'complete', res.complete));
    });
  });
  const stop = () => {
    log('stop, grace', grace);
    server.stop((e, graceful) => {
      log('stopped', e, 'graceful', graceful);
      agent.destroy();
      setTimeout(done, 100);
    });
  };
}
run(1500, 300, () => run(100, 700, () => log('done')));
