// title: SETTINGS_NO_RFC7540_PRIORITIES after the first SETTINGS
// notice: it may not change any more: PROTOCOL_ERROR, in the versions that still look
// source: found by finishline fuzz
// min: 18.0.0
const http2 = require('http2'), net = require('net');
const server = http2.createServer();
server.on('sessionError', (e) => console.log('sessionError', e.code));
server.listen(0, '127.0.0.1', () => {
  const c = net.connect(server.address().port, '127.0.0.1');
  c.on('data', (d) => { for (; d.length >= 9; d = d.subarray(9 + d.readUIntBE(0, 3))) console.log('type', d[3], 'flags', d[4], d[3] === 7 ? d.toString('latin1', 17, 9 + d.readUIntBE(0, 3)) : ''); });
  c.on('close', () => server.close());
  c.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  c.write(Buffer.from('000000040000000000', 'hex'));
  setTimeout(() => c.write(Buffer.from('000006040000000000000900000001', 'hex')), 30);
  setTimeout(() => c.destroy(), 90);
});
