// title: Fastify: a schema, hooks and close()
// notice: the order of its hooks, the validation error, and what a request gets that arrives while it closes
// source: npm fastify; seed 003
// min: 18.0.0
'use strict';
const http = require('http');
const log = (...a) => console.log(...a);
const app = require('fastify')({ logger: false });
app.addHook('onRequest', async (req) => log('onRequest', req.url));
app.addHook('onResponse', async (req, reply) => log('onResponse', reply.statusCode));
app.addHook('onClose', async () => log('onClose'));
app.get('/', async () => ({ hello: 'world' }));
app.get('/slow', (req, reply) => {
  setTimeout(() => app.close().then(() => log('closed')), 20);
  setTimeout(() => reply.send('slow'), 200);
});
app.post('/sum', {
  schema: { body: { type: 'object', required: ['a', 'b'], properties: { a: { type: 'integer' }, b: { type: 'integer' } } } },
}, async (req) => ({ sum: req.body.a + req.body.b }));
const agent = new http.Agent({ keepAlive: true });
app.listen({ port: 0, host: '127.0.0.1' }, (err) => {
  if (err) throw err;
  const { port } = app.server.address();
  const ask = (method, path, body) => new Promise((resolve) => {
    const headers = body ? { 'Content-Type': 'application/json' } : {};
    const req = http.request({ port, host: '127.0.0.1', method, path, agent, headers }, (res) => {
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
    await ask('POST', '/sum', '{"a":1,"b":2}');
    await ask('POST', '/sum', '{"a":"x"}');
    await ask('GET', '/none');
    await ask('GET', '/slow');
    agent.destroy();
  })();
});
