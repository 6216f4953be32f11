// title: One request, every event
// notice: GET: all stream/session events on both sides, then client.close()
// source: #20630; own
// min: 8.17.0
'use strict';
const http2 = require('http2');
function log(s) { console.log(s); }
setTimeout(() => { log('TIMEOUT'); process.exit(0); }, 3000);
function watch(n, e, evs) { evs.forEach((v) => e.on(v, (x) => log(n + ' ' + v + (x instanceof Error ? ' ' + (x.code || x.message) : '')))); }
const EV = ['connect', 'remoteSettings', 'localSettings', 'goaway', 'error', 'close'];
const server = http2.createServer();
server.on('session', (s) => { log('server session'); watch('ssession', s, EV); });
server.on('stream', (s) => {
  log('server stream');
  watch('sstream', s, ['end', 'finish', 'aborted', 'error', 'close']);
  s.respond({ ':status': 200 });
  s.end('hello');
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  watch('csession', c, EV);
  const r = c.request({ ':path': '/' });
  watch('creq', r, ['ready', 'response', 'data', 'end', 'finish', 'aborted', 'error', 'close']);
  r.on('close', () => { log('-- client.close()'); c.close(() => log('close cb')); });
  setTimeout(() => { log('-- server.close()'); server.close(() => { log('server closed'); process.exit(0); }); }, 150);
});
