// title: setLocalWindowSize before the session is connected
// notice: a TypeError: the handle is not there yet
// source: found by finishline fuzz
// min: 18.0.0
const http2 = require('http2');
const server = http2.createServer();
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port);
  for (const m of ['setLocalWindowSize', 'setNextStreamID']) try { c[m](100001); } catch (e) { console.log(m, e.name, e.message); }
  c.on('connect', () => { c.setLocalWindowSize(100001); console.log(c.state.localWindowSize); c.close(); server.close(); });
});
