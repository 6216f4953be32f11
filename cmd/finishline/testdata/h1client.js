'use strict';
// A real Node client of testdata/h1server.js: node h1client.js PORT.
const http = require('http'), net = require('net');
const port = Number(process.argv[2]);
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

// A thousand requests over four connections, every third with a body.
function thousand(done) {
  let left = 1000, wrong = 0;
  const sockets = new Set();
  for (let i = 0; i < 1000; i++) {
    const body = i % 3 === 0 ? Buffer.alloc(i * 7, 'x') : null;
    const req = http.request({ port, agent, method: body ? 'POST' : 'GET', path: '/' + i }, (res) => {
      let text = '';
      res.setEncoding('latin1').on('data', (s) => { text += s; });
      res.on('end', () => {
        if (text !== `${req.method} /${i} ${body ? body.length : 0}\n`) wrong++;
        if (--left === 0) { console.log(`wrong ${wrong} sockets ${sockets.size}`); done(); }
      });
    });
    req.on('socket', (s) => sockets.add(s));
    req.on('error', (err) => { console.log(i, err.message); process.exit(1); });
    req.end(body);
  }
}

// Two hundred requests in one write, answered in order.
function pipeline(done) {
  const socket = net.connect(port, () => {
    let all = '';
    for (let i = 0; i < 200; i++) all += `GET /p${i} HTTP/1.1\r\nHost: a\r\n${i === 199 ? 'Connection: close\r\n' : ''}\r\n`;
    socket.write(all);
  });
  let text = '';
  socket.setEncoding('latin1').on('data', (s) => { text += s; });
  socket.on('close', (failed) => {
    const order = text.match(/GET \/p\d+ 0/g).map((s, i) => s === `GET /p${i} 0`);
    console.log(`pipelined ${order.length} in order ${order.every(Boolean)} failed ${failed}`);
    done();
  });
}

function expect(done) {
  const req = http.request({ port, agent, method: 'PUT', path: '/expect', headers: { 'Expect': '100-continue', 'Content-Length': 5 } });
  req.on('continue', () => { console.log('continue'); req.end('12345'); });
  req.on('response', (res) => res.on('data', (d) => console.log(String(d).trim())).on('end', done));
}

thousand(() => pipeline(() => expect(() => agent.destroy())));
