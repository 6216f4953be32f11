// title: SETTINGS that are never acknowledged
// notice: pendingSettingsAck stays true, the callback never comes; requests work all the same
// source: own; RFC 9113 section 6.5.3
// min: 10.0.0
'use strict';
const http2 = require('http2'), net = require('net');
const frame = (t, f, id, p = Buffer.alloc(0)) => { const h = Buffer.alloc(9); h.writeUIntBE(p.length, 0, 3); h[3] = t; h[4] = f; h.writeUInt32BE(id, 5); return Buffer.concat([h, p]); };
const server = http2.createServer();
server.on('session', (s) => {
  s.on('localSettings', (x) => console.log('localSettings', x.maxConcurrentStreams));
  s.on('remoteSettings', (x) => console.log('remoteSettings', x.initialWindowSize));
  s.on('error', (e) => console.log('session error', e.code));
  s.on('close', () => console.log('session close'));
  s.settings({ maxConcurrentStreams: 7 }, (err) => console.log('settings cb', err ? err.code : 'ok'));
  setTimeout(() => { console.log('pending', s.pendingSettingsAck, s.localSettings.maxConcurrentStreams > 7); s.close(); }, 60);
});
server.on('stream', (s) => { console.log('stream'); s.respond(); s.end('x'); });
server.listen(0, '127.0.0.1', () => {
  const c = net.connect(server.address().port, '127.0.0.1');
  let n = 0;
  c.on('data', (d) => { n += d.length; });
  c.on('end', () => console.log('raw end', n > 0));
  c.on('close', () => { console.log('raw close'); server.close(); });
  c.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(4, 0, 0), frame(1, 5, 1, Buffer.from([0x82, 0x86, 0x84, 0x41, 1, 0x78]))]));
});
