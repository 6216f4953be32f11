// title: Custom settings: what is packed, what is refused, what localSettings shows
// notice: what was sent shows in localSettings at once, and an id above Node's own indexes counts as custom, also 8; the frame's order is that of the ids
// source: found by finishline fuzz
// min: 18.0.0
const http2 = require('http2');
const log = (...a) => console.log(a.join(' '));
const json = JSON.stringify;
const pack = (name, settings) => {
  try {
    const b = http2.getPackedSettings(settings);
    log(name, b && b.toString('hex'));
  } catch (e) {
    log(name, e.name, e.code, e.message);
  }
};

const range = (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [i + 20, 1]));
for (const custom of [
  { 1244: 7 }, { 1244: 0 }, { 1244: -1 }, { 1244: 2 ** 31 }, { 1244: 2 ** 32 - 1 }, { 1244: 2 ** 32 }, { 1244: 1.5 }, { 1244: NaN },
  { 1244: '7' }, { 1244: undefined }, { 0: 5 }, { 65535: 5 }, { 65536: 5 }, { x: 5 }, { 0.5: 1 }, { 8: 1 }, { 8: 2 }, { 7: 1 }, { 1: 0 },
  { 1: 2 }, { 9: 2 }, { 1: 1, 2: 1, 3: 70000, 4: 4000, 5: 20000, 6: 1, 8: 1, 9: 1 }, null, 5, 'ab', [5, 1], range(10), range(11),
]) pack(json(custom), { customSettings: custom });
pack('order', {
  headerTableSize: 1, enablePush: true, initialWindowSize: 2, maxFrameSize: 20000, maxConcurrentStreams: 4, maxHeaderListSize: 5,
  enableConnectProtocol: true, customSettings: { 4: 7, 10: 3 },
});

const server = http2.createServer({ remoteCustomSettings: [8, 1244, 9], settings: { customSettings: { 77: 1 } } });
server.on('session', (s) => {
  log('at once', json(s.localSettings.customSettings));
  s.on('remoteSettings', (x) => log('server: remote', json(x.customSettings)));
  s.on('localSettings', (x) => log('server: local', json(x.customSettings)));
});
server.listen(0, '127.0.0.1', () => {
  const c = http2.connect('http://127.0.0.1:' + server.address().port, { settings: { customSettings: { 1244: 7 } }, remoteCustomSettings: [77] });
  const show = (when) => log(when, json(c.localSettings.customSettings));
  c.on('localSettings', (x) => log('client: local', json(x)));
  c.on('remoteSettings', (x) => log('client: remote', json(x.customSettings)));
  show('connecting');
  c.on('connect', () => show('connected'));
  c.once('localSettings', () => setImmediate(() => {
    c.settings({ customSettings: { 10: 1, 1244: 8 } }, () => {
      show('acknowledged');
      c.settings({ initialWindowSize: 20000, enableConnectProtocol: true }, () => {
        show('acknowledged');
        c.settings({ customSettings: range(10) }, () => {
          show('acknowledged');
          c.close();
          server.close();
        });
      });
    });
    show('sent');
  }));
});
