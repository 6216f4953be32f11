// title: axios, got and node-fetch against a server that misbehaves
// notice: a retry, a redirect, a 404, a reset before the answer, and a timeout, each in the client's own words
// source: npm axios, got, node-fetch
// min: 18.0.0
'use strict';
const http = require('http');
const axios = require('axios');
const got = require('got');
const fetch = require('node-fetch');
const log = (...a) => console.log(...a);
let flaky = 0;
const server = http.createServer((req, res) => {
  log('server', req.method, req.url);
  switch (req.url) {
    case '/flaky': if (++flaky === 1) { res.statusCode = 503; return res.end('later'); } return res.end('{"n":' + flaky + '}');
    case '/moved': res.writeHead(302, { Location: '/json' }); return res.end();
    case '/reset': return req.socket.resetAndDestroy();
    case '/silent': return setTimeout(() => res.destroy(), 200);
    case '/json': res.setHeader('Content-Type', 'application/json'); return res.end('{"a":[1,2]}');
    case '/echo': res.setHeader('Content-Type', req.headers['content-type']); return req.pipe(res);
  }
  res.statusCode = 404;
  res.end('nothing here');
});
server.listen(0, '127.0.0.1', async () => {
  const u = 'http://127.0.0.1:' + server.address().port;
  const attempt = async (name, fn) => {
    try { log(name, await fn()); } catch (e) { log(name, 'failed:', e.code, e.message.replace(/:\d{4,5}/g, ':PORT')); }
  };
  await attempt('axios json', async () => (await axios.get(u + '/json')).data);
  await attempt('axios moved', async () => (await axios.get(u + '/moved')).data);
  await attempt('axios post', async () => (await axios.post(u + '/echo', { z: 1 })).data);
  await attempt('axios 404', () => axios.get(u + '/none'));
  await attempt('axios reset', () => axios.get(u + '/reset'));
  await attempt('axios timeout', () => axios.get(u + '/silent', { timeout: 50 }));
  await attempt('got retries', () => got(u + '/flaky', { retry: { limit: 2, calculateDelay: ({ computedValue }) => computedValue && 10 } }).json());
  await attempt('got 404', () => got(u + '/none', { retry: 0 }));
  await attempt('got reset', () => got(u + '/reset', { retry: 0 }));
  await attempt('got post', () => got.post(u + '/echo', { json: { y: 2 } }).json());
  await attempt('fetch json', async () => (await fetch(u + '/json')).json());
  await attempt('fetch moved', async () => (await fetch(u + '/moved')).status);
  await attempt('fetch 404', async () => (await fetch(u + '/none')).text());
  await attempt('fetch reset', () => fetch(u + '/reset'));
  server.close(() => log('closed'));
});
