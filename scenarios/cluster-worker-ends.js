// title: how workers of a cluster end, and who counts it as voluntary
// notice: disconnect() and destroy() of the worker's own set exitedAfterDisconnect, a kill does not; an idle keep-alive connection is let go or not, by version
// source: own; doc of worker.exitedAfterDisconnect
// min: 18.0.0
'use strict';
const cluster = require('cluster'), http = require('http');
function log(...a) { console.log(...a); }
const ends = {
  'disconnect by itself': () => cluster.worker.disconnect(),
  'destroy by itself': () => cluster.worker.destroy(),
  'exit': () => process.exit(5),
  'disconnect by the primary': () => {},
  'kill by the primary': () => {},
  'process.kill by the primary': () => {},
};
if (cluster.isPrimary) {
  const names = Object.keys(ends);
  (function next() {
    const name = names.shift();
    if (!name) return;
    cluster.setupPrimary({ args: [name], silent: true });
    const worker = cluster.fork();
    let said = '';
    worker.process.stdout.on('data', (d) => { said += d; });
    worker.on('disconnect', () => log('  disconnect', worker.exitedAfterDisconnect, worker.state));
    worker.on('listening', ({ port }) => {
      log(name);
      http.get({ port, host: '127.0.0.1', agent: false }, (res) => res.resume().on('close', () => setTimeout(() => {
        if (name === 'disconnect by the primary') worker.disconnect();
        else if (name === 'kill by the primary') worker.kill();
        else if (name === 'process.kill by the primary') worker.process.kill('SIGKILL');
        else worker.send('end');
      }, 100)));
    });
    worker.on('exit', (code, signal) => setTimeout(() => {
      if (said) log(said.trimEnd());
      log('  exit', code, signal, worker.exitedAfterDisconnect, worker.state);
      next();
    }, 200));
  })();
} else {
  log('  worker', cluster.worker.id, cluster.worker.state, process.argv.length, 'NODE_UNIQUE_ID' in process.env);
  cluster.worker.on('disconnect', () => log('  worker: disconnect'));
  process.on('exit', (code) => log('  worker: exit', code, cluster.worker.exitedAfterDisconnect));
  http.createServer((req, res) => res.end('x')).listen(0, '127.0.0.1');
  process.on('message', () => ends[process.argv[2]]());
}
