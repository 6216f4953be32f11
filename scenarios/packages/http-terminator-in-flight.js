// title: http-terminator: a response in flight at shutdown
// notice: headers not sent yet get Connection: close, a response that streams is waited for, then cut off
// source: npm http-terminator; seed 003
// min: 18.0.0
'use strict';
const http = require('http');
const { createHttpTerminator } = require('http-terminator');
const log = (...a) => console.log(...a);
function run(path, timeout, done) {
  const agent = new http.Agent({ keepAlive: true });
  const server = http.createServer((req, res) => {
    setTimeout(stop, 10);
    if (req.url === '/late') setTimeout(() => res.end('late'), 100);
    else {
      res.write('part');
      setTimeout(() => res.end('rest'), req.url === '/slow' ? 100 : 700);
    }
  });
  const terminator = createHttpTerminator({ server, gracefulTerminationTimeout: timeout });
  server.listen(0, () => {
    http.get({ port: server.address().port, path, agent }, (res) => {
      let body = '';
      res.on('data', (d) => body += d);
      res.on('error', (e) => log(path, 'error', e.code));
      res.on('close', () => log(path, res.headers.connection, JSON.stringify(body), 'complete', res.complete));
    }).on('error', (e) => log(path, 'request error', e.code));
  });
  const stop = () => terminator.terminate().then(() => {
    log(path, 'terminated');
    agent.destroy();
    setTimeout(done, 50);
  });
}
run('/late', 1000, () => run('/slow', 1000, () => run('/forever', 200, () => log('done'))));
