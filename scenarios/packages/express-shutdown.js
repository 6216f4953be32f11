// title: Express : routes, errors and a shutdown under load
// notice: what the last request before and the first one after close() get
// source: npm express; seed 003
// min: 18.0.0
'use strict';
const http = require('http');
const express = require('express');
const log = (...a) => console.log(...a);
const app = express();
app.use(express.json());
app.get('/', (req, res) => res.send('hello'));
app.get('/users/:id', (req, res) => res.set('X-Seen', req.get('X-Ask') || 'nothing').json({ id: req.params.id, query: req.query }));
app.post('/echo', (req, res) => res.status(201).json(req.body));
app.get('/slow', (req, res) => {
  setTimeout(() => server.close(() => log('closed')), 10);
  setTimeout(() => res.send('slow'), 100);
});
app.get('/boom', () => { throw new Error('boom'); });
app.use((err, req, res, next) => res.status(500).type('text').send('caught ' + err.message)); // eslint-disable-line no-unused-vars
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let port;
const server = app.listen(0, () => {
  ({ port } = server.address());
  const ask = (method, path, body, headers = {}) => new Promise((resolve) => {
    const req = http.request({ port, method, path, agent, headers }, (res) => {
      let text = '';
      res.on('data', (d) => text += d);
      res.on('end', () => {
        delete res.headers.date;
        log(method, path, res.statusCode, res.headers, text);
        resolve();
      });
    });
    req.on('error', (e) => { log(method, path, e.code); resolve(); });
    req.end(body);
  });
  (async () => {
    await ask('GET', '/');
    await ask('GET', '/users/7?a=1&b=x%20y', undefined, { 'X-Ask': 'yes' });
    await ask('POST', '/echo', '{"list":[1,2,3]}', { 'Content-Type': 'application/json' });
    await ask('POST', '/echo', '{"broken', { 'Content-Type': 'application/json' });
    await ask('HEAD', '/');
    await ask('GET', '/none');
    await ask('GET', '/boom');
    await ask('GET', '/slow');
    setTimeout(() => ask('GET', '/').then(() => agent.destroy()), 50);
  })();
});
