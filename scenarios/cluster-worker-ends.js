// title: how workers of a cluster end, and who counts it as voluntary
// notice: disconnect() and destroy() of the worker's own set exitedAfterDisconnect, a kill does not; an idle keep-alive connection is let go or not, by version
// source: own; doc of worker.exitedAfterDisconnect
// min: 18.0.0
'use strict';
const cluster = require('cluster'), http = require('http');
function log(...a) { console.log(...a); }
const ends = {
  'disconnect by itself': () => setTimeout(() => cluster.worker.disconnect(), 100),
  'destroy by itself': () => setTimeout(() => cluster.worker.destroy(), 100),
  'exit': () => setTimeout(() => process.exit(5), 100),
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
      if (name === 'disconnect by the primary') setTimeout(() => worker.disconnect(), 100);
      if (name === 'kill by the primary') setTimeout(() => worker.kill(), 100);
      if (name === 'process.kill by the primary') setTimeout(() => worker.process.kill('SIGKILL'), 100);
      http.get({ port, host: '127.0.0.1', agent: false }, (res) => res.resume());
    });
    worker.process.on('close', (code, signal) => {
      if (said) log(said.trimEnd());
      log('  close', code, signal, worker.exitedAfterDisconnect, worker.state);
      next();
    });
  })();
} else {
  log('  worker', cluster.worker.id, cluster.worker.state, process.argv.length, 'NODE_UNIQUE_ID' in process.env);
  cluster.worker.on('disconnect', () => log('  worker: disconnect'));
  process.on('exit', (code) => log('  worker: exit', code, cluster.worker.exitedAfterDisconnect));
  http.createServer((req, res) => res.end('x')).listen(0, '127.0.0.1');
  ends[process.argv[2]]();
}
