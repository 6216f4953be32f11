// title: lightship: readiness, shutdown handlers and the exit code
// notice: the service is live but not ready while it shuts down, and handlers run in order
// source: npm lightship; seed 003
// min: 18.0.0
'use strict';
const http = require('http');
const { createLightship } = require('lightship');
const log = (...a) => console.log(...a);
process.on('exit', (code) => log('exit', code));
(async () => {
  const lightship = await createLightship({
    detectKubernetes: false, port: 0, shutdownDelay: 40, gracefulShutdownTimeout: 500, shutdownHandlerTimeout: 300,
    terminate: () => { log('terminate'); process.exit(0); },
  });
  const server = http.createServer((req, res) => res.end('ok'));
  lightship.registerShutdownHandler(() => { log('first handler'); return new Promise((resolve) => server.close(resolve)); });
  lightship.registerShutdownHandler(() => log('second handler'));
  const ask = (path) => new Promise((resolve) => http.get({ port: lightship.server.address().port, path, agent: false }, (res) => {
    let text = '';
    res.on('data', (d) => text += d);
    res.on('end', () => { log(path, res.statusCode, text); resolve(); });
  }));
  server.listen(0, async () => {
    await ask('/ready');
    lightship.signalReady();
    await ask('/ready');
    await ask('/live');
    lightship.shutdown();
    await ask('/ready');
    await ask('/health');
  });
})();
