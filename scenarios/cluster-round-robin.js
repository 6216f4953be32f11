// title: a cluster shares one port: the primary accepts and deals the connections out
// notice: workers take turns; a disconnect waits for their servers, then each exits by itself
// source: own; doc of cluster
// min: 18.0.0
'use strict';
const cluster = require('cluster'), http = require('http');
function log(...a) { console.log(...a); }
if (cluster.isPrimary) {
  log(cluster.isMaster, cluster.isWorker, cluster.schedulingPolicy === cluster.SCHED_RR, Object.keys(cluster.workers));
  cluster.on('setup', () => log('setup'));
  cluster.on('fork', (w) => log('fork', w.id, w.state));
  cluster.on('online', (w) => log('online', w.id, w.state));
  cluster.on('message', (w, m) => log('message', w.id, JSON.stringify(m)));
  let port;
  const exits = [];
  cluster.on('exit', (w, code, signal) => {
    exits.push(['exit', w.id, code, signal, w.exitedAfterDisconnect, w.state, w.isDead(), w.isConnected()].join(' '));
    if (exits.length === 2) exits.sort().forEach((line) => log(line)); // which is first differs from run to run
  });
  const start = (name, then) => {
    cluster.fork({ NAME: name }).once('listening', (at) => {
      log(name + ' listens', at.address, at.addressType, port === undefined || port === at.port);
      port = at.port;
      then();
    });
  };
  start('first', () => start('second', () => {
    let n = 0;
    (function next() {
      if (n++ === 6) {
        log('disconnecting');
        cluster.disconnect(() => log('all disconnected', Object.keys(cluster.workers)));
        return;
      }
      http.get({ port, host: '127.0.0.1', agent: false }, (res) => {
        let body = '';
        res.on('data', (d) => { body += d; });
        res.on('end', () => { log(body); setTimeout(next, 50); });
      });
    })();
  }));
} else {
  http.createServer((req, res) => res.end('from ' + process.env.NAME + ', worker ' + cluster.worker.id))
    .listen(0, '127.0.0.1', function () { process.send({ up: process.env.NAME, port: this.address().port > 0 }); });
}
