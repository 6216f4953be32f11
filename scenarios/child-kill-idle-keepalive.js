// title: a server is killed while a keep-alive connection is idle
// notice: the pooled socket ends without an error, and the next request goes to a port where nobody listens
// source: own
// min: 18.0.0
'use strict';
const http = require('http'), cp = require('child_process');
function log(s) { console.log(s); }
if (process.argv[2] === 'srv') {
  http.createServer((req, res) => res.end('ok')).listen(0, '127.0.0.1', function () { process.send(this.address().port); });
} else {
  const signals = ['SIGTERM', 'SIGKILL'];
  (function next() {
    const signal = signals.shift();
    if (!signal) return;
    const child = cp.fork(__filename, ['srv']);
    const agent = new http.Agent({ keepAlive: true });
    child.on('message', (port) => {
      const options = { port, host: '127.0.0.1', agent };
      http.get(options, (res) => {
        const socket = res.socket;
        socket.on('end', () => log(signal + ' socket end'));
        socket.on('error', (e) => log(signal + ' socket error ' + e.code));
        socket.on('close', (hadError) => {
          log(signal + ' socket close ' + hadError + ' free=' + Object.keys(agent.freeSockets).length);
        });
        res.resume();
        res.on('end', () => setTimeout(() => child.kill(signal), 100));
      });
      child.on('exit', (code, by) => {
        setTimeout(() => {
          log(signal + ' exit ' + code + ' ' + by + ' kill=' + child.kill());
          http.get(options, () => log('unexpected')).on('error', (e) => { log(signal + ' request ' + e.code); next(); });
        }, 50);
      });
    });
  })();
}
