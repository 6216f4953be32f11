// title: Which connection fetch takes
// notice: a fetch right behind another one opens a second connection: the first is free only a turn of the loop later
// source: own; undici of the versions (process.versions.undici)
// min: 18.0.0
'use strict';
const http = require('http');
const log = (...a) => console.log(...a);
const server = http.createServer({ keepAliveTimeout: 300 }, (req, res) => { log('req', req.url, req.socket.n); res.end('ok' + req.url); });
let n = 0; server.on('connection', (s) => { s.n = ++n; s.on('close', () => log('conn closed', s.n)); });
server.listen(0, async () => {
  const u = 'http://127.0.0.1:' + server.address().port;
  const go = async (p) => { try { log(await (await fetch(u + p)).text()); } catch (e) { log('ERR', e.message, e.cause && e.cause.code, e.cause && e.cause.message); } };
  await go('/1'); await new Promise((r) => setTimeout(r, 50)); await go('/2'); await new Promise((r) => setTimeout(r, 2000));
  await go('/3'); await new Promise((r) => setImmediate(r)); await go('/4'); await Promise.resolve(); await go('/5');
  process.nextTick(() => go('/6')); setImmediate(() => go('/7'));
  setTimeout(() => { server.close(() => log('closed')); }, 100);
});
