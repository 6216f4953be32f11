// title: gzip in the way of a response
// notice: a compressed response ends later than its source; what a truncated, a trailing and a garbled stream give
// source: own; compression and the clients that ask for gzip
// min: 18.0.0
'use strict';
const http = require('http');
const zlib = require('zlib');
const { pipeline, Readable } = require('stream');
const log = console.log;
const packed = zlib.gzipSync('hello world '.repeat(5000));
log('sync', zlib.gunzipSync(packed).length, zlib.unzipSync(zlib.deflateSync('abc')).toString(), zlib.inflateRawSync(zlib.deflateRawSync('def')).toString());
for (const [name, data] of [['truncated', packed.subarray(0, 20)], ['garbled', Buffer.from('no gzip at all')], ['two members', Buffer.concat([packed, packed])],
  ['garbage behind', Buffer.concat([packed, Buffer.from('garbage')])], ['padding behind', Buffer.concat([packed, Buffer.alloc(9)])]]) {
  try { log(name, zlib.gunzipSync(data).length); } catch (e) { log(name, e.code, e.errno, e.message); }
}
for (const wrong of [() => zlib.gzipSync(5), () => zlib.createGzip({ level: 99 }), () => zlib.createGunzip({ chunkSize: 1 }), () => zlib.gunzipSync(packed, { maxOutputLength: 9 })]) {
  try { wrong(); } catch (e) { log(e.name, e.code, e.message); }
}
const server = http.createServer((req, res) => {
  res.on('finish', () => log(req.url, "response 'finish'"));
  res.setHeader('Content-Encoding', 'gzip');
  const gzip = zlib.createGzip();
  for (const event of ['finish', 'end', 'close']) gzip.on(event, () => log(req.url, 'gzip', event));
  if (req.url === '/cut') {
    gzip.pipe(res);
    gzip.write('half of it');
    gzip.flush(() => setTimeout(() => res.destroy(), 20));
  } else pipeline(Readable.from(['one ', 'two ', 'three']), gzip, res, (e) => log(req.url, 'pipeline', e));
});
const get = (path, cb) => http.get({ port: server.address().port, path, agent: false }, (res) => {
  const gunzip = zlib.createGunzip();
  let text = '';
  gunzip.on('data', (d) => text += d);
  pipeline(res, gunzip, (e) => { log(path, 'client', JSON.stringify(text), e && e.code); setTimeout(cb, 50); });
});
server.listen(0, () => get('/whole', () => get('/cut', () => server.close(() => {
  zlib.gunzip(Buffer.from('bad'), (e, b) => {
    log('callback', e.code, b);
    zlib.inflate(zlib.deflateSync('good'), (err, r) => log('callback', err, String(r)));
  });
}))));
