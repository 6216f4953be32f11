// title: destroySoon() and a destroy that comes later
// notice: destroySoon() puts the destroy of that moment on 'finish'; one assigned after it is not called
// source: found by finishline fuzz (net-80000)
// min: 18.0.0
const net = require('net');
const own = (s, name) => { const d = s.destroy; s.destroy = function (...a) { console.log(name, 'destroy', a.length, this === s); return d.apply(this, a); }; };
const server = net.createServer((s) => s.resume());
server.listen(0, '127.0.0.1', () => {
  const connect = (name, then) => net.connect(server.address().port, '127.0.0.1').on('close', () => { console.log(name, 'closed'); setImmediate(then); });
  const before = connect('before', () => {
    const after = connect('after', () => {
      const done = connect('done', () => server.close());
      done.on('finish', () => { own(done, 'done'); done.destroySoon(); }).end();
    });
    after.destroySoon();
    own(after, 'after');
  });
  own(before, 'before');
  before.destroySoon();
});
