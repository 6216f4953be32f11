// title: SIGTERM while a response is open: a child server that drains, and one that just dies
// notice: a server that closes on SIGTERM still delivers the response; without a listener the client gets a RST or an early end
// source: own
// min: 18.0.0
'use strict';
const http = require('http'), cp = require('child_process');
function log(s) { console.log(s); }
if (process.argv[2] === 'srv') {
  const server = http.createServer((req, res) => {
    res.writeHead(200, { 'Content-Length': 10 });
    res.write('first');
    process.send('begun');
    setTimeout(() => res.end('-last'), 400);
  });
  if (process.argv[3] === 'drain') {
    process.on('SIGTERM', (name, number) => {
      log('  server: ' + name + ' ' + number);
      server.close(() => { log('  server: closed'); process.disconnect(); });
      setTimeout(() => { server.closeIdleConnections(); }, 600);
    });
    process.on('exit', (code) => log('  server: exit ' + code));
  }
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
} else {
  const modes = ['drain', 'die'];
  (function next() {
    const mode = modes.shift();
    if (!mode) return;
    log(mode);
    const child = cp.fork(__filename, ['srv', mode], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    let body = '', said = '', ended = 0, how;
    child.stdout.on('data', (d) => { said += d; });
    function done() { // which of the two ends first differs from run to run
      if (++ended < 2) return;
      log(said + how);
      next();
    }
    child.on('message', (m) => {
      if (m === 'begun') {
        setTimeout(() => { log('  kill ' + child.kill() + ' ' + child.killed); }, 100);
        return;
      }
      const req = http.get({ port: m, host: '127.0.0.1', agent: new http.Agent({ keepAlive: true }) }, (res) => {
        res.setEncoding('utf8');
        res.on('data', (d) => { body += d; });
        res.on('error', (e) => log('  client: error ' + e.code));
        res.on('aborted', () => log('  client: aborted'));
        res.on('close', () => { log('  client: ' + body + ' complete=' + res.complete); done(); });
      });
      req.on('error', (e) => log('  client: request error ' + e.code));
    });
    child.on('close', (code, signal) => { how = '  exit ' + code + ' ' + signal; done(); });
  })();
}
