// title: Koa: middleware, an error, a stream and a shutdown
// notice: the onion's order, the error's status, the streamed body and close()
// source: npm koa; seed 003
// min: 18.0.0
'use strict';
const http = require('http');
const { Readable } = require('stream');
const Koa = require('koa');
const log = (...a) => console.log(...a);
const app = new Koa();
app.use(async (ctx, next) => {
  log('in', ctx.url);
  await next();
  log('out', ctx.status);
});
app.use(async (ctx) => {
  if (ctx.path === '/boom') ctx.throw(418, 'teapot');
  if (ctx.path === '/stream') {
    ctx.type = 'text';
    ctx.body = Readable.from(['a', 'b', 'c']);
  } else if (ctx.path === '/empty') ctx.status = 204;
  else if (ctx.path !== '/none') ctx.body = { url: ctx.url, host: ctx.host.replace(/\d+/, 'PORT') };
});
app.on('error', (e) => log('app error', e.message));
const server = app.listen(0, () => {
  const get = (path) => new Promise((resolve) => http.get({ port: server.address().port, path }, (res) => {
    let text = '';
    res.on('data', (d) => text += d);
    res.on('end', () => {
      delete res.headers.date;
      log(path, res.statusCode, res.headers, text);
      resolve();
    });
  }));
  (async () => {
    for (const path of ['/json?x=1', '/stream', '/empty', '/none', '/boom']) await get(path);
    server.close(() => log('closed'));
  })();
});
