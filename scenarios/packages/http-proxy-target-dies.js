// title: http-proxy: the target dies in the middle of a response
// notice: what the client of a proxy gets when the target answers, resets, or is gone
// source: npm http-proxy
// min: 18.0.0
'use strict';
const http = require('http');
const httpProxy = require('http-proxy');
const log = (...a) => console.log(...a);
const target = http.createServer((req, res) => {
  log('target', req.method, req.url, req.headers['x-forwarded-for'] !== undefined);
  if (req.url === '/dies') {
    res.writeHead(200, { 'Content-Length': 1000 });
    res.write('half');
    setTimeout(() => req.socket.destroy(), 20);
  } else req.pipe(res);
});
target.listen(0, '127.0.0.1', () => {
  const proxy = httpProxy.createProxyServer({ target: 'http://127.0.0.1:' + target.address().port, xfwd: true });
  proxy.on('error', (e, req, res) => {
    log('proxy error', e.code);
    if (res.headersSent) return res.destroy();
    res.writeHead(502);
    res.end('bad gateway');
  });
  proxy.on('proxyRes', (res) => log('proxyRes', res.statusCode));
  const server = http.createServer((req, res) => proxy.web(req, res));
  server.listen(0, '127.0.0.1', () => {
    const ask = (method, path, body) => new Promise((resolve) => {
      const req = http.request({ port: server.address().port, host: '127.0.0.1', method, path, agent: false }, (res) => {
        let text = '';
        res.on('data', (d) => text += d);
        res.on('error', (e) => log(path, 'response error', e.code));
        res.on('close', () => { log(path, res.statusCode, JSON.stringify(text), 'complete', res.complete); setTimeout(resolve, 20); });
      });
      setTimeout(() => req.destroyed || req.destroy(), 300).unref(); // nobody else ends it when the target dies
      req.on('error', (e) => { log(path, 'request error', e.code); resolve(); });
      req.end(body);
    });
    (async () => {
      await ask('POST', '/echo', 'through the proxy');
      await ask('GET', '/dies');
      target.close();
      await ask('GET', '/gone');
      server.close(() => log('closed'));
    })();
  });
});
