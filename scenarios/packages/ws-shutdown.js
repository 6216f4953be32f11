// title: ws: messages, ping and the closing handshake
// notice: who closes first, with which code, and what close() of the HTTP server waits for
// source: npm ws
// min: 18.0.0
'use strict';
const http = require('http');
const { WebSocket, WebSocketServer } = require('ws');
const log = (...a) => console.log(...a);
const server = http.createServer((req, res) => res.end('plain'));
const wss = new WebSocketServer({ server });
wss.on('connection', (ws, req) => {
  log('server: connection', req.url);
  ws.on('message', (data, binary) => {
    log('server: message', binary ? data.length : String(data));
    ws.send(binary ? data : 'echo ' + data, { binary });
  });
  ws.on('close', (code, reason) => log('server: close', code, String(reason)));
});
server.listen(0, () => {
  const url = 'ws://127.0.0.1:' + server.address().port;
  const a = new WebSocket(url + '/a');
  a.on('open', () => { log('a: open'); a.send('one'); a.ping('p'); a.send(Buffer.alloc(70000)); });
  a.on('pong', (d) => log('a: pong', String(d)));
  a.on('message', (data, binary) => {
    log('a: message', binary ? data.length : String(data));
    if (binary) a.close(1000, 'bye');
  });
  a.on('close', (code, reason) => {
    log('a: close', code, String(reason));
    const b = new WebSocket(url + '/b');
    b.on('open', () => {
      server.close(() => log('http server closed'));
      for (const ws of wss.clients) ws.close(1001, 'going away');
    });
    b.on('close', (c, r) => {
      log('b: close', c, String(r));
      wss.close(() => log('wss closed'));
    });
  });
});
