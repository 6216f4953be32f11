// title: A slow reader, and the server that destroys the socket
// notice: 'finish' says that the kernel took the response, not that the client has it; destroy() after it loses nothing, before it cuts
// source: seed 001
// min: 18.0.0
'use strict';
const http = require('http');
const net = require('net');
function run(name, size, when, next) {
  console.log(name);
  const server = http.createServer((req, res) => {
    res.writeHead(200, { 'Content-Length': size });
    res.on('finish', () => console.log("  response 'finish'"));
    res.on('close', () => console.log("  response 'close', finished", res.writableFinished));
    if (when === 'finish') res.on('finish', () => req.socket.destroy());
    res.end(Buffer.alloc(size, 'x'));
    if (when === 'at once') req.socket.destroy();
    if (when === 'soon') setTimeout(() => req.socket.destroy(), 100);
  });
  server.listen(0, () => {
    const socket = net.connect(server.address().port, () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    socket.pause();
    setTimeout(() => socket.resume(), 300);
    let got = 0;
    socket.on('data', (d) => got += d.length);
    socket.on('error', (e) => console.log('  client error', e.code));
    socket.on('close', () => {
      console.log('  client:', got === 0 ? 'nothing' : got > size ? 'all' : 'a part');
      server.close(next);
    });
  });
}
run('small, destroyed at once', 1000, 'at once', () =>
  run("small, destroyed at 'finish'", 1000, 'finish', () =>
    run('20 MB, destroyed while it waits', 20e6, 'soon', () =>
      run("20 MB, destroyed at 'finish'", 20e6, 'finish', () => console.log('done')))));
