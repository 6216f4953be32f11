// title: A request's trailers, looked at before they come
// notice: the object is the same one and is filled; a destroyed response refuses a push before it looks at the headers
// source: found beside finishline fuzz
// min: 18.0.0
const http2 = require('http2');
const server = http2.createServer((req, res) => {
  const early = req.trailers;
  console.log('early', JSON.stringify(early));
  req.on('end', () => {
    console.log('end', JSON.stringify(early), early === req.trailers, JSON.stringify(req.rawTrailers));
    res.destroy();
    try {
      res.createPushResponse(5, () => {});
    } catch (e) {
      console.log(e.name, e.code);
    }
  });
  req.resume();
});
server.listen(0, '127.0.0.1', () => {
  const client = http2.connect('http://127.0.0.1:' + server.address().port);
  const req = client.request({ ':method': 'POST' }, { waitForTrailers: true });
  req.on('wantTrailers', () => req.sendTrailers({ t: '1', u: ['2', '3'] }));
  req.on('error', (e) => console.log('error', e.code));
  req.on('close', () => {
    client.close();
    server.close();
  });
  req.end('body');
});
