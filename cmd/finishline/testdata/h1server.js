'use strict';
// The servers that the table of malformed requests talks to. Every line of
// output is [the peer's port, what happened, …]; the test sorts them by port.
const http = require('http');

const say = (peer, ...what) => console.log(JSON.stringify([peer, ...what]));
const peers = new WeakMap();
const peerOf = (socket) => peers.get(socket);

function request(req, res) {
  const peer = peerOf(req.socket);
  const told = (...what) => say(peer, req.url.slice(0, 40), ...what);
  told('request', req.method, req.httpVersion, req.headers.host, req.rawHeaders.length);
  let size = 0;
  req.on('data', (chunk) => { size += chunk.length; told('data', String(chunk).slice(0, 40), chunk.length); });
  req.on('aborted', () => told('aborted'));
  req.on('error', (err) => told('error', err.code, err.message));
  req.on('end', () => {
    told('end', req.complete, req.rawTrailers);
    if (req.url.startsWith('/late')) setTimeout(answer, 100);
    else if (!req.url.startsWith('/early')) answer();
  });
  req.on('close', () => told('close', req.complete, req.aborted));
  res.on('close', () => told('response closed', res.writableFinished));
  const answer = () => {
    if (req.url.startsWith('/none')) res.statusCode = 204;
    res.end(req.url.startsWith('/none') ? undefined : `${req.method} ${req.url.slice(0, 40)} ${size}\n`);
  };
  if (req.url.startsWith('/early')) answer();
}

// The last line about a peer is 'over': nothing comes so long after the end.
function watch(socket, peer) {
  socket.on('close', (failed) => {
    say(peer, 'connection closed', failed);
    setTimeout(() => say(peer, 'over'), 250);
  });
}

function complaint(err) {
  const packet = err.rawPacket;
  return [err.code, err.message, err.bytesParsed, packet && packet.length, packet && packet.subarray(0, 12).toString('latin1')];
}

function serve(name, options, listeners = {}) {
  const server = http.createServer(options, request);
  for (const event of Object.keys(listeners)) server.on(event, listeners[event]);
  server.on('connection', (socket) => {
    const peer = socket.remotePort;
    peers.set(socket, peer);
    watch(socket, peer);
  });
  server.keepAliveTimeout = 60000;
  server.listen(0, '127.0.0.1', () => console.log(`${name} ${server.address().port}`));
}

const clientError = (err, socket) => {
  say(peerOf(socket), 'clientError', socket.writable, ...complaint(err));
  if (err.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
  socket.end(`HTTP/1.1 400 Told\r\nX-Code: ${err.code}\r\nConnection: close\r\n\r\n`);
};

function takeover(event, answer) {
  return (req, socket, head) => {
    const peer = peerOf(req.socket);
    say(peer, event, req.method, req.url, req.rawHeaders.length, String(head));
    socket.write(answer);
    socket.on('data', (chunk) => { say(peer, 'tunnel', String(chunk)); socket.write(chunk); });
    socket.on('end', () => { say(peer, 'tunnel end'); socket.end(); });
    socket.on('error', (err) => say(peer, 'tunnel error', err.code));
  };
}

// Nobody listens for anything: Node answers by itself.
serve('plain', {});
serve('told', {}, { clientError });
serve('switch', {}, {
  clientError,
  upgrade: takeover('upgrade', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n'),
  connect: takeover('connect', 'HTTP/1.1 200 Connected\r\n\r\n'),
  checkContinue(req, res) {
    say(peerOf(req.socket), 'checkContinue', req.headers.expect);
    if (req.url === '/refuse') { res.statusCode = 413; res.end('too much\n'); return; }
    res.writeContinue();
    request(req, res);
  },
  checkExpectation(req, res) {
    say(peerOf(req.socket), 'checkExpectation', req.headers.expect);
    res.statusCode = 417;
    res.end('not met\n');
  },
});
serve('small', { maxHeaderSize: 256 }, { clientError });
serve('lenient', { insecureHTTPParser: true }, { clientError });
serve('hostless', { requireHostHeader: false }, { clientError });
serve('hasty', { headersTimeout: 400, requestTimeout: 800, connectionsCheckingInterval: 100 });
serve('hasty-told', { headersTimeout: 400, requestTimeout: 800, connectionsCheckingInterval: 100 }, { clientError });
const idle = http.createServer({ keepAliveTimeout: 300 }, request);
idle.keepAliveTimeoutBuffer = 0;
idle.maxRequestsPerSocket = 2;
idle.on('connection', (socket) => {
  const peer = socket.remotePort;
  peers.set(socket, peer);
  watch(socket, peer);
});
idle.listen(0, '127.0.0.1', () => console.log(`idle ${idle.address().port}`));
